from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from home.blocks import BodyField, get_plain_text
from home.documents.models import CouncilDocument
from home.file_lifecycle.cleaning.panels import UnseenFilesPanel
from home.findable import Section
from home.incoming.days import Direction
from home.incoming.fields import DayField
from home.models import BasePage, BasePageQuerySet, GoalPage, IndexPage
from home.pdf_accessibility.panels import FilesPanel
from home.web.json_ld import make_article

from ..caveats import MayBeExample, list_statement_caveats
from ..findable import file_sections
from ..share_picture import SharesPicture
from .archive import by_year
from .documents import AttachedDocument
from .meeting import MeetingPage


class StatementIndexPage(IndexPage):
    """The list of all statements, by year."""

    page_description = "Luettelo lausunnoista, aloitteista, suosituksista ja ehdotuksista."
    template = "meetings/statement_index_page.html"

    class Meta:
        verbose_name = "lausunnot ja aloitteet"
        verbose_name_plural = "lausuntoluettelot"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        statements = StatementPage.objects.child_of(self).live().public().newest_first()
        context["years"] = by_year(statements.with_answers_known())
        return context


class StatementQuerySet(BasePageQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-path")

    def with_answers_known(self):
        """Annotate each statement with whether it has an answer, in the same database query."""
        return self.annotate(has_answer=StatementPage.answer_entered())

    def overdue(self, today=None):
        """Return the statements that were sent and whose answer was due before today."""
        late = self.filter(state=StatementPage.State.SENT, answers=None)
        return late.filter(answer_due__lt=today or timezone.localdate())


class StatementPage(SharesPicture, MayBeExample, BasePage):
    """A statement of the council to others, with its answers."""

    class Kind(models.TextChoices):
        STATEMENT = "lausunto", "Lausunto"
        INITIATIVE = "aloite", "Aloite"
        RECOMMENDATION = "suositus", "Suositus"
        PROPOSAL = "yhteistyoehdotus", "Yhteistyöehdotus"

    class State(models.TextChoices):
        PREPARED = "prepared", "valmisteilla"
        DECIDED = "decided", "päätetty"
        SENT = "sent", "lähetetty"
        ANSWERED = "answered", "vastattu"
        NO_ANSWER = "no_answer", "ei vastattu"
        UNKNOWN = "unknown", "tila ei ole tiedossa"

    kind = models.CharField("laji", max_length=20, choices=Kind.choices, default=Kind.STATEMENT)
    date = DayField(
        "päivä",
        default=timezone.localdate,
        help_text="Päivä, jona lausunto päätettiin antaa.",
        direction=Direction.NEAREST,
    )
    recipients = models.CharField(
        "vastaanottajat", max_length=250, help_text="Kenelle, esimerkiksi HYTE-lautakunta."
    )
    core = models.TextField(
        "ydin",
        blank=True,
        max_length=600,
        help_text="Enintään kolme virkettä: mitä ehdotamme ja miksi. Näkyy ensimmäisenä.",
    )
    body = BodyField(verbose_name="lausunnon teksti")
    meeting = models.ForeignKey(
        MeetingPage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name="kokous",
        help_text="Kokous, jossa asia käsiteltiin.",
    )
    state = models.CharField("tila", max_length=10, choices=State.choices, default=State.PREPARED)
    sent_on = DayField("lähetetty", direction=Direction.PAST, null=True, blank=True)
    answer_due = DayField(
        "vastausta pyydetty viimeistään", direction=Direction.COMING, null=True, blank=True
    )
    goals = ParentalManyToManyField(
        GoalPage, blank=True, related_name="statements", verbose_name="tavoitteet, joita edistää"
    )

    content_panels = BasePage.content_panels + [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
        FieldPanel("recipients"),
        FieldPanel("core"),
        FieldPanel("body"),
        InlinePanel("documents", heading="Asiakirjat", label="asiakirja"),
        FilesPanel(),
        UnseenFilesPanel(),
        MultiFieldPanel(
            [
                FieldPanel("meeting"),
                FieldRowPanel(
                    [FieldPanel("state"), FieldPanel("sent_on"), FieldPanel("answer_due")]
                ),
                FieldPanel("goals"),
                FieldPanel("is_example"),
            ],
            heading="Käsittely",
        ),
        InlinePanel("answers", heading="Vastaukset", label="vastaus"),
    ]
    search_fields = BasePage.search_fields + [
        index.FilterField("date"),
        index.FilterField("state"),
        index.FilterField("kind"),
    ]
    parent_page_types = ["meetings.StatementIndexPage"]
    subpage_types = []
    page_description = "Lausunto, aloite, suositus tai ehdotus ja siihen saadut vastaukset."
    template = "meetings/statement_page.html"

    objects = PageManager.from_queryset(StatementQuerySet)()

    class Meta:
        verbose_name = "lausunto tai aloite"
        verbose_name_plural = "lausunnot ja aloitteet"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer_due__isnull=True)
                | models.Q(sent_on__isnull=True)
                | models.Q(answer_due__gte=models.F("sent_on")),
                name="answer_is_due_after_sending",
                violation_error_message="Vastausta ei voi pyytää ennen lähettämistä.",
            )
        ]

    @property
    def lead_text(self):
        return self.core or f"{self.get_kind_display()}: {self.recipients}"

    @property
    def caveats(self):
        return tuple(list_statement_caveats(self))

    @property
    def body_text(self):
        answers = [f"{answer.sender}\n{answer.text}" for answer in self.answers.all()]
        titles = [document.title for document in self.documents.all()]
        return "\n".join([self.recipients, get_plain_text(self.body), *titles, *answers])

    def structured_data(self, request) -> dict:
        """Return the statement as schema.org's Article."""
        return make_article("Article", self, request)

    def sections(self):
        yield Section(f"{self.get_kind_display()}: {self.recipients}")
        yield from super().sections()
        for answer in self.answers.all():
            yield Section(answer.text, title=f"Vastaus: {answer.sender}")
        yield from file_sections(self, answers=True)

    @staticmethod
    def answer_entered() -> Exists:
        """Return the condition for annotating pages with whether they have an answer."""
        return Exists(Answer.objects.filter(statement=OuterRef("pk")))

    @property
    def is_answered(self) -> bool:
        """Return whether an answer is entered, whatever state the editor has chosen."""
        known = getattr(self, "has_answer", None)
        return bool(self.answers.all()) if known is None else known

    @property
    def is_overdue(self) -> bool:
        """Return whether the answer was due before today and none is entered."""
        is_late = self.answer_due is not None and self.answer_due < timezone.localdate()
        return self.state == self.State.SENT and is_late and not self.is_answered

    @property
    def shown_state(self) -> str:
        """Return the state as readers see it: an entered answer overrides the chosen state."""
        waits = self.state in (self.State.SENT, self.State.NO_ANSWER)
        return self.State.ANSWERED if waits and self.is_answered else self.State(self.state)

    @property
    def state_in_words(self) -> str:
        return self.State(self.shown_state).label

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["documents"] = self.documents.select_related(
            "document__file_text", "document__pdf_check"
        )
        context["answers"] = list(self.answers.select_related("document"))
        self.has_answer = bool(context["answers"])
        return context | self.related_pages()

    def related_pages(self) -> dict:
        """Return the published goals and the meeting of the statement, in one database query."""
        goals = self.goals.values_list("page_ptr", flat=True)  # a preview has them in memory only
        wanted = Q(pk__in=goals) | Q(pk=self.meeting_id)
        pages = BasePageQuerySet(Page).live().public().filter(wanted)
        pages = list(pages.select_related("goalpage", "meetingpage"))
        goals = [page.goalpage for page in pages if hasattr(page, "goalpage")]
        meetings = [page.meetingpage for page in pages if hasattr(page, "meetingpage")]
        return {
            "meeting": next(iter(meetings), None),
            "goals": sorted(goals, key=lambda goal: goal.number),
        }


class StatementDocument(AttachedDocument):
    """A document of a statement."""

    statement = ParentalKey(StatementPage, on_delete=models.CASCADE, related_name="documents")

    class Meta(AttachedDocument.Meta):
        verbose_name = "lausunnon asiakirja"
        verbose_name_plural = "lausunnon asiakirjat"


class Answer(Orderable):
    """An answer from a recipient."""

    statement = ParentalKey(StatementPage, on_delete=models.CASCADE, related_name="answers")
    date = DayField("päivä", direction=Direction.PAST, default=timezone.localdate)
    sender = models.CharField("vastaaja", max_length=200)
    text = models.TextField("vastaus", blank=True)
    document = models.ForeignKey(
        CouncilDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tiedosto",
    )

    panels = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("sender")]),
        FieldPanel("text"),
        FieldPanel("document"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "vastaus"
        verbose_name_plural = "vastaukset"
        ordering = ["date", "sort_order"]

    def __str__(self):
        return f"{self.sender} {self.date}"
