from django.core.validators import MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..blocks import BodyField, get_plain_text
from .base import BasePage, IndexPage


class NumberedPage(BasePage):
    """A goal or a task: a number, the council's own words and the results so far."""

    number = models.PositiveSmallIntegerField(
        "numero",
        validators=[MinValueValidator(1)],
        help_text="Järjestys luettelossa.",
    )
    text = models.TextField(
        "teksti",
        help_text="Näkyy sekä luettelossa että omalla sivullaan. Yksi tai kaksi virkettä riittää.",
    )
    body = BodyField(
        verbose_name="mitä asian hyväksi on tehty",
        help_text="Näkyy vain omalla sivulla. Voit jättää tyhjäksi.",
    )

    content_panels = BasePage.content_panels + [
        FieldPanel("number"),
        FieldPanel("text"),
        FieldPanel("body"),
    ]
    search_fields = BasePage.search_fields + [index.FilterField("number")]
    subpage_types = []

    class Meta:
        abstract = True

    @property
    def lead_text(self):
        return self.text

    @property
    def body_text(self):
        return get_plain_text(self.body)


class NumberedIndexPage(IndexPage):
    """The list of the council's goals or tasks."""

    class Meta:
        abstract = True

    def items(self):
        """Return the published items ordered by number."""
        return self.item_model.objects.child_of(self).live().public().order_by("number", "path")


class GoalIndexPage(NumberedIndexPage):
    page_description = "Luettelo neuvottelukunnan tavoitteista."
    template = "home/goal_index_page.html"

    class Meta:
        verbose_name = "tavoitteet"
        verbose_name_plural = "tavoiteluettelot"

    @property
    def item_model(self):
        return GoalPage


class GoalPage(NumberedPage):
    """Something that the council wants to change."""

    parent_page_types = ["home.GoalIndexPage"]
    page_description = "Yksi neuvottelukunnan tavoite."
    template = "home/goal_page.html"

    class Meta:
        verbose_name = "tavoite"
        verbose_name_plural = "tavoitteet"


class TaskIndexPage(NumberedIndexPage):
    page_description = "Luettelo neuvottelukunnan tehtävistä."
    template = "home/task_index_page.html"

    class Meta:
        verbose_name = "tehtävät"
        verbose_name_plural = "tehtäväluettelot"

    @property
    def item_model(self):
        return TaskPage


class TaskPage(NumberedPage):
    """Something that is the council's duty."""

    parent_page_types = ["home.TaskIndexPage"]
    page_description = "Yksi neuvottelukunnan tehtävä."
    template = "home/task_page.html"

    class Meta:
        verbose_name = "tehtävä"
        verbose_name_plural = "tehtävät"
