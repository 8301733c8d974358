from dataclasses import replace

from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
)
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page, PageManager
from wagtail.search import index

from home.approval.bundle_field import BundlePanel
from home.blocks import SHORT_TEXT_FEATURES, BodyField, get_plain_text
from home.council import get_council
from home.file_lifecycle.cleaning.panels import UnseenFilesPanel
from home.incoming.days import Direction
from home.incoming.fields import DayField
from home.models import BasePage, BasePageQuerySet
from home.pdf_accessibility.panels import FilesPanel
from home.richtext import RichTextField
from home.text.redaction import get_public_text
from home.web.page_routing import get_trail

from ..agenda_panel import AgendaPanel, DocumentsPanel
from ..calendar import calendar_response
from ..caveats import MayBeExample, list_meeting_caveats
from ..event import event_properties
from ..findable import decision_facets, file_sections, item_sections
from ..forms import STATE_ANYWAY, TITLE_ANYWAY, MeetingForm
from ..hours import POSSIBLE, WRONG_END
from ..occasion import Occasion
from ..pdf.minutes import meeting_pdf, pdf_bytes, pdf_response
from ..present import merge_attendance
from ..querysets import MeetingQuerySet
from ..share_picture import SharesPicture
from .archive import link_items
from .call import describe_call


class MeetingPage(SharesPicture, MayBeExample, Occasion, BasePage):
    """A meeting: when and where, what was decided, and its documents."""

    class MinutesState(models.TextChoices):
        NONE = "", "ei pöytäkirjaa tai tila ei tiedossa"
        DRAFT = "draft", "luonnos"
        CHECKED = "checked", "tarkastettu"
        APPROVED = "approved", "hyväksytty"

    summary = RichTextField(
        "tiivistelmä",
        blank=True,
        features=SHORT_TEXT_FEATURES,
        max_length=1500,
        help_text="Mitä päätettiin, muutamalla rivillä. Näkyy ensimmäisenä, ennen asiakirjoja.",
    )
    minutes_state = models.CharField(
        "pöytäkirjan tila",
        max_length=10,
        choices=MinutesState.choices,
        default=MinutesState.NONE,
        blank=True,
    )
    minutes_approved_on = DayField(
        "pöytäkirja hyväksytty",
        null=True,
        blank=True,
        help_text="Päivä, jona pöytäkirja hyväksyttiin tai tarkastettiin.",
        direction=Direction.PAST,
    )
    minutes_corrected_on = DayField(
        "pöytäkirjaa korjattu",
        null=True,
        blank=True,
        help_text="Jos pöytäkirjaa on korjattu hyväksymisen jälkeen.",
        direction=Direction.PAST,
    )
    minutes_correction = models.CharField(
        "mitä korjattiin",
        max_length=300,
        blank=True,
        help_text="Näkyy lukijoille. Esimerkiksi: 5 §:n määräpäivä korjattu.",
    )
    body = BodyField(
        verbose_name="muu teksti",
        help_text="Esimerkiksi pöytäkirjan teksti, jos asiakohtia ei eritellä.",
    )

    base_form_class = MeetingForm
    content_panels = [
        HelpPanel(template="admin/meetings/tools.html"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("state")]),
        FieldPanel("joining_details"),
        FieldPanel(STATE_ANYWAY),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("change_reason"), FieldPanel("new_date")]),
                FieldPanel("moved_from"),
                FieldRowPanel([FieldPanel("participation"), FieldPanel("meeting_kind")]),
                FieldPanel("held_with"),
            ],
            heading="Peruminen, siirtäminen, etäkokous ja ylimääräinen kokous",
            classname="collapsed",
        ),
        DocumentsPanel(heading="Asiakirjat"),
        FilesPanel(),
        UnseenFilesPanel(),
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("minutes_state"), FieldPanel("minutes_approved_on")]),
        MultiFieldPanel(
            [FieldPanel("minutes_corrected_on"), FieldPanel("minutes_correction")],
            heading="Pöytäkirjan korjaus",
            classname="collapsed",
        ),
        AgendaPanel(heading="Esityslista ja päätökset"),
        MultiFieldPanel(
            [
                FieldPanel(
                    "title",
                    help_text="Jätä tyhjäksi, niin otsikoksi tulee Kokous ja päivä.",
                ),
                FieldPanel(TITLE_ANYWAY),
                FieldPanel("body"),
                FieldPanel("is_example"),
            ],
            heading="Otsikko, muu teksti ja esimerkki",
            classname="collapsed",
        ),
        BundlePanel(heading="Hyväksytään samalla"),
    ]
    search_fields = BasePage.search_fields + [
        index.FilterField("date"),
        index.FilterField("state"),
    ]
    parent_page_types = ["meetings.MeetingIndexPage"]
    subpage_types = []
    page_description = "Kokous: aika, paikka, asiakirjat ja päätökset. Vain päivä on pakollinen."
    template = "meetings/meeting_page.html"

    objects = PageManager.from_queryset(MeetingQuerySet)()

    class Meta:
        verbose_name = "kokous"
        verbose_name_plural = "kokoukset"
        constraints = [
            models.CheckConstraint(
                condition=POSSIBLE,
                name="meeting_ends_after_it_starts",
                violation_error_message=WRONG_END,
            )
        ]

    @property
    def lead_text(self):
        return get_public_text(self.summary) or self.occasion

    @property
    def body_text(self):
        items = [
            f"{i.title}\n{get_public_text(i.text)}\n{get_public_text(i.decision)}"
            for i in self.agenda_items.all()
        ]
        titles = [document.title for document in self.documents.all()]
        return "\n".join([self.public_place, *items, *titles, get_plain_text(self.body)])

    def findable(self):
        return replace(super().findable(), **decision_facets(self))

    @property
    def caveats(self):
        return tuple(list_meeting_caveats(self))

    @property
    def minutes_in_words(self) -> str:
        """Return the state of the minutes as a phrase; empty if there are none."""
        return {
            self.MinutesState.DRAFT: _("pöytäkirja luonnoksena"),
            self.MinutesState.CHECKED: _("pöytäkirja tarkastettu"),
            self.MinutesState.APPROVED: _("pöytäkirja hyväksytty"),
        }.get(self.minutes_state, "")

    def sections(self):
        yield from super().sections()
        yield from item_sections(self)
        yield from file_sections(self)

    def full_clean(self, *args, **kwargs):
        """Fill in title and slug by the date if they are empty."""
        if self.date and not self.title:
            self.title = self.title_of_day
        if self.date and not self.slug:
            self.slug = self._get_autogenerated_slug(self.date.isoformat())
        super().full_clean(*args, **kwargs)

    @path("kokous.ics/", name="calendar")
    def calendar(self, request):
        """Return the meeting as an iCalendar file."""
        return calendar_response([self], get_council(), request)

    @path("esityslista.pdf/", name="agenda_paper")
    @path("poytakirja.pdf/", name="minutes_paper")
    @path("kokous.pdf/", name="page_paper")
    def serve_pdf(self, request):
        """Return the page as an accessible PDF to keep, print and send.

        Its name follows what it is, so the other names lead to the one of today.
        """
        context = self.get_context(request)
        pdf = context["paper"]
        if pdf is None:
            raise Http404
        if not request.path.endswith(f"/{pdf.file_name}"):
            return redirect(f"{self.get_url(request)}{pdf.file_name}")
        return pdf_response(request, pdf, lambda: pdf_bytes(self, context, request))

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        is_preview = getattr(request, "is_preview", False)
        context["agenda_items"] = self.linked_items(is_preview)
        context["documents"] = self.documents.select_related(
            "document__file_text", "document__pdf_check"
        )
        context |= self.related_pages()
        context["replacement"] = self.replacement()
        if is_preview:
            context["present"] = self.attendances.model.objects.draft_rows(self)
        context["present"] = merge_attendance(context["present"])
        trail = get_trail(request)
        context["council_title"] = trail.council.title if trail and trail.council else ""
        context["paper"] = None if is_preview else meeting_pdf(self, context, request)
        return context

    def replacement(self):
        """Return the published meeting on the new date of a cancelled one, or None."""
        if not (self.is_cancelled and self.new_date):
            return None
        siblings = MeetingPage.objects.sibling_of(self, inclusive=False).live().public()
        return siblings.filter(date=self.new_date).soonest_first().first()

    def linked_items(self, is_preview=False) -> list:
        """Return the items in order, each linked to the items it continues and that continue it."""
        if is_preview:
            items = list(self.agenda_items.all())  # only the draft in memory has them
            prefetch_related_objects([item for item in items if item.pk], "completion")
            return items
        return link_items(self, self.agenda_items.model.objects.around(self))

    def structured_data(self, request) -> dict:
        return event_properties(self, self.get_full_url(request))

    def list_notes_for_approvers(self) -> list[tuple[str, str]]:
        return describe_call(self)

    def related_pages(self) -> dict:
        """Return adjacent meetings, statements and participants, in one database query."""
        siblings = MeetingPage.objects.sibling_of(self, inclusive=False).live().public()
        before = Q(date__lt=self.date) | Q(date=self.date, path__lt=self.path)
        earlier = siblings.filter(before).order_by("-date", "-path").values("pk")[:1]
        later = siblings.exclude(before).order_by("date", "path").values("pk")[:1]
        shown = BasePageQuerySet(Page).live().public()
        wanted = Q(pk__in=earlier) | Q(pk__in=later) | Q(statementpage__meeting__in=[self.pk])
        pages = BasePageQuerySet(Page).filter(Q(pk=self.pk) | Q(pk__in=shown.filter(wanted)))
        pages = pages.annotate(
            present=self.attendances.model.objects.public_rows(self),
            has_answer=self.statements.model.answer_entered(),
        )
        pages = list(pages.select_related("meetingpage", "statementpage"))
        meetings = [page.meetingpage for page in pages if hasattr(page, "meetingpage")]
        with_statement = [page for page in pages if hasattr(page, "statementpage")]
        for page in with_statement:
            page.statementpage.has_answer = page.has_answer
        statements = [page.statementpage for page in with_statement]
        here = (self.date, self.path)
        return {
            "earlier": next((m for m in meetings if (m.date, m.path) < here), None),
            "later": next((m for m in meetings if (m.date, m.path) > here), None),
            "statements": sorted(statements, key=lambda s: (s.date, s.path), reverse=True),
            "present": next((page.present for page in pages if page.pk == self.pk), []),
        }
