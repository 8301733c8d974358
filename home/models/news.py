from dataclasses import replace

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from home.incoming.days import Direction
from home.incoming.fields import DayField
from home.web.json_ld import make_article

from .base import BasePage, BasePageQuerySet, IndexPage, load_labelled
from .standard import TextPage


class NewsIndexPage(IndexPage):
    """The council's news, newest first."""

    PER_PAGE = 20

    page_description = "Luettelo tiedotteista, uusin ensin."
    template = "home/news_index_page.html"

    class Meta:
        verbose_name = "ajankohtaista"
        verbose_name_plural = "ajankohtaista-sivut"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.child_of(self).live().public().newest_first()
        context["news"] = Paginator(news, self.PER_PAGE).get_page(request.GET.get("sivu"))
        return context


class NewsQuerySet(BasePageQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-path")


class NewsPage(TextPage):
    """A news item."""

    date = DayField("päivä", direction=Direction.NEAREST, default=timezone.localdate)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("lead"),
        FieldPanel("body"),
        InlinePanel(
            "related_pages",
            heading="Aiheeseen liittyvät sivut",
            label="sivu",
            help_text="Esimerkiksi kokous, lausunto tai verkosto, jota tiedote koskee.",
        ),
    ]
    search_fields = TextPage.search_fields + [index.FilterField("date")]
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []
    page_description = "Tiedote: mitä on tapahtunut tai tulossa."
    template = "home/news_page.html"

    objects = PageManager.from_queryset(NewsQuerySet)()

    class Meta:
        verbose_name = "tiedote"
        verbose_name_plural = "tiedotteet"

    def structured_data(self, request) -> dict:
        """Return the news item as schema.org's NewsArticle."""
        return make_article("NewsArticle", self, request)

    def findable(self):
        pages = (related.page_id for related in self.related_pages.all())
        return replace(super().findable(), about=tuple(pages))

    def get_related_pages(self):
        """Return the published pages that the news item is about, in the editor's order."""
        shown = BasePageQuerySet(Page).live().public()
        if self.pk:
            shown = shown.filter(news_about_it__news=self).order_by("news_about_it__sort_order")
        else:
            shown = shown.filter(pk__in=self.related_pages.all().values_list("page_id", flat=True))
        return load_labelled(shown)


class RelatedPage(Orderable):
    """A page that a news item is about."""

    news = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related_pages")
    page = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="news_about_it", verbose_name="sivu"
    )

    panels = [PageChooserPanel("page")]
