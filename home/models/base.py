"""Base classes of all pages and other approvable objects of the council."""

from http import HTTPMethod

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import Truncator, capfirst
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    PageManager,
    RevisionMixin,
    WorkflowMixin,
    get_page_models,
)
from wagtail.query import PageQuerySet
from wagtail.search import index

from home.approval.revision_rows import PageForm, SnippetForm
from home.web.page_routing import get_restrictions_above

from ..approval.mixins import ApprovedPage, ApprovedSnippet
from ..caveats import Caveat, join_texts, label_title
from ..findable import (
    Findable,
    Section,
    iterate_body_sections,
    iterate_sections_once,
    list_linked_documents,
)

# PostgreSQL refuses a tsvector of over a megabyte, and then the whole save fails.
SEARCH_TEXT_LIMIT = 200_000


class BasePageQuerySet(PageQuerySet):
    """Page queryset whose `public()` uses a subquery, where Wagtail's runs another query."""

    def private_q(self):
        return Q(Exists(get_restrictions_above(OuterRef("path"))))


def load_labelled(pages) -> list:
    """Return the pages of a queryset in one database query, each with its caveats if it has any.

    Only the types that may have some are loaded as what they are.
    """
    names = [
        model._meta.model_name
        for model in get_page_models()
        if issubclass(model, BasePage) and model.caveats is not BasePage.caveats
    ]
    found = pages.select_related(*names)
    return [
        next((getattr(page, name) for name in names if hasattr(page, name)), page) for page in found
    ]


class BasePage(ApprovedPage, Page):
    """A page of the council's site."""

    objects = PageManager.from_queryset(BasePageQuerySet)()

    base_form_class = PageForm
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD]

    search_fields = Page.search_fields + [index.SearchField("search_text")]

    class Meta:
        abstract = True

    @property
    def lead_text(self) -> str:
        """Return a sentence or two of plain text that say what the page is about."""
        return ""

    @property
    def body_text(self) -> str:
        """Return the page's own content as plain text, for the admin's search.

        Readers' search takes `sections()`.
        """
        return ""

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """Return what a reader must know before relying on the page."""
        return ()

    @property
    def labelled_title(self) -> str:
        """Return the title for lists, feeds and mails, after the labels of its caveats."""
        return label_title(self.title, self.caveats)

    @property
    def head_title(self) -> str:
        """Return the title for search engines and shared links."""
        return label_title(self.seo_title or self.title, self.caveats)

    @property
    def description(self) -> str:
        """Return the description for search engines and shared links; never empty."""
        text = self.search_description or self.lead_text or self.title
        text = f"{join_texts(self.caveats)} {text}"
        return Truncator(" ".join(text.split())).chars(200)

    def structured_data(self, request) -> dict | None:
        """Return the page's content as schema.org data, if schema.org has a type for it."""
        return None

    def search_text(self) -> str:
        text = f"{self.lead_text}\n{self.body_text}".replace("\x00", " ")
        return text[:SEARCH_TEXT_LIMIT]

    def get_search_description(self):
        return self.description

    def findable(self) -> Findable:
        """Return what the public search stores of the page; see home/findable.py."""
        return Findable(
            kind=capfirst(self._meta.verbose_name),
            title=self.labelled_title,
            lead=self.lead_text,
            sections=tuple(self.sections()),
            date=getattr(self, "date", None),
        )

    def sections(self):
        """Yield the parts of the page that the public search finds on their own."""
        yield Section(self.lead_text)
        if hasattr(self, "body"):
            yield from iterate_body_sections(self.body)
        yield from iterate_sections_once((document, "") for document in list_linked_documents(self))


class IndexPage(BasePage):
    """A list of the council's pages of one kind, directly below its front page."""

    lead = models.TextField(
        "johdanto", blank=True, max_length=500, help_text="Näkyy otsikon alla ennen luetteloa."
    )

    content_panels = BasePage.content_panels + [FieldPanel("lead")]
    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    @property
    def lead_text(self):
        return self.lead


class Approvable(
    ApprovedSnippet, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model
):
    """A model other than a page whose changes must be approved."""

    base_form_class = SnippetForm

    class Meta:
        abstract = True
