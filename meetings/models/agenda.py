"""The agenda items of a meeting."""

import datetime

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable

from home.blocks import SHORT_TEXT_FEATURES
from home.incoming.days import Direction
from home.incoming.fields import DayField
from home.models import GoalPage
from home.richtext import RichTextField
from networks.models import NetworkPage

from .loose_ends import DropsLostReferences
from .meeting import MeetingPage

LONGEST = 600  # minutes


class AgendaItemQuerySet(models.QuerySet):
    """Agenda items across meetings."""

    def public(self):
        """Return the items of published meetings."""
        return self.filter(meeting__in=MeetingPage.objects.live().public())

    def around(self, meeting):
        """Return the meeting's items and the public items of other meetings in the same chains."""
        chained = Q(continues__meeting=meeting) | Q(continued_by__meeting=meeting)
        elsewhere = chained & Q(meeting__in=MeetingPage.objects.live().public())
        found = self.filter(Q(meeting=meeting) | elsewhere)
        found = found.select_related("meeting", "completion")
        return found.order_by("meeting__date", "sort_order").distinct()

    def decided(self):
        """Return the items that have a result or a decision."""
        return self.exclude(result="", decision="")

    def open_actions(self):
        """Return the items with a responsible person or due date, neither done nor continued."""
        someone = ~Q(responsible="") | Q(due__isnull=False)
        return self.filter(someone, completion=None).exclude(continued_by__isnull=False)

    def newest_first(self):
        return self.order_by("-meeting__date", "-meeting__starts_at", "number", "letter")


class AgendaItem(DropsLostReferences, Orderable):
    """An item on the agenda of a meeting, and what was decided on it."""

    class ItemKind(models.TextChoices):
        DECISION = "decision", "päätösasia"
        INFORMATION = "information", "tiedoksi"
        DISCUSSION = "discussion", "keskustelu"
        ELECTION = "election", "valinta"
        FORMALITY = "formality", "järjestäytyminen tai muu muodollisuus"

    class Result(models.TextChoices):
        NONE = "", "ei vielä päätetty"
        APPROVED = "approved", "hyväksyttiin"
        AMENDED = "amended", "hyväksyttiin muutettuna"
        REJECTED = "rejected", "hylättiin"
        NOTED = "noted", "merkittiin tiedoksi"
        RETURNED = "returned", "palautettiin"
        TABLED = "tabled", "jätettiin pöydälle"
        ELECTED = "elected", "valittiin"

    meeting = ParentalKey(
        MeetingPage, on_delete=models.CASCADE, related_name="agenda_items", verbose_name="kokous"
    )
    number = models.PositiveSmallIntegerField(
        "pykälä", help_text="Asiakohdan numero, esimerkiksi 3."
    )
    letter = models.CharField(
        "kirjain",
        max_length=1,
        blank=True,
        validators=[RegexValidator("^[a-zåäö]$", "Kirjoita yksi pieni kirjain, esimerkiksi a.")],
        help_text="Vain jos asia on kahden pykälän välissä, esimerkiksi 2 a §.",
    )
    title = models.CharField("otsikko", max_length=250)
    kind = models.CharField(
        "laji", max_length=12, choices=ItemKind.choices, default=ItemKind.DECISION
    )
    duration = models.PositiveSmallIntegerField(
        "kesto",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
        help_text="Arvio minuutteina. Lukijat eivät näe sitä.",
    )
    text = RichTextField("selostus", blank=True, features=SHORT_TEXT_FEATURES)
    decision = RichTextField("päätös", blank=True, features=SHORT_TEXT_FEATURES)
    result = models.CharField(
        "tulos", max_length=10, choices=Result.choices, default=Result.NONE, blank=True
    )
    responsible = models.CharField(
        "vastuutaho",
        max_length=200,
        blank=True,
        help_text="Kuka vie päätöksen eteenpäin: nimi, paikka tai rooli. Määräpäivästä "
        "muistutetaan sähköpostilla, jos sivusto tietää, kuka hän on.",
    )
    due = DayField(
        "määräpäivä",
        direction=Direction.COMING,
        null=True,
        blank=True,
        help_text="Asia on avoin, kunnes se merkitään tehdyksi: Raportit, Avoimet tehtävät.",
    )
    network = models.ForeignKey(
        NetworkPage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name="verkosto",
        help_text="Verkosto, jota asia koskee.",
    )
    goal = models.ForeignKey(
        GoalPage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name="tavoite",
        help_text="Tavoite, jota asia edistää.",
    )
    continues = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="jatkoa asialle",
        help_text="Aiemman kokouksen asia, jonka käsittely jatkuu.",
    )

    objects = AgendaItemQuerySet.as_manager()

    panels = [
        FieldRowPanel(
            [
                FieldPanel("number"),
                FieldPanel("letter"),
                FieldPanel("kind"),
                FieldPanel("duration"),
                FieldPanel("result"),
            ]
        ),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("decision"),
        FieldRowPanel([FieldPanel("responsible"), FieldPanel("due")]),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("network", widget=forms.Select),
                        FieldPanel("goal", widget=forms.Select),
                    ]
                ),
                FieldPanel("continues"),
            ],
            heading="Mihin asia liittyy",
            classname="collapsed",
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "asiakohta"
        verbose_name_plural = "asiakohdat"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number", "letter"],
                name="agenda_number_is_unique_in_a_meeting",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Samalla pykälänumerolla on jo toinen asiakohta.",
            ),
            models.CheckConstraint(
                condition=~Q(continues=F("id")),
                name="a_matter_does_not_continue_itself",
                violation_error_message="Asia ei voi olla jatkoa itselleen.",
            ),
        ]

    def __str__(self):
        return f"{self.section} {self.title}"

    @property
    def section(self) -> str:
        """Return the number as written: 3 §, or 2 a § between two others."""
        return f"{self.number} {self.letter}".strip() + " §"

    @property
    def anchor(self) -> str:
        """Return the fragment of the item's address on its page: 3 or 2a."""
        return f"{self.number}{self.letter}"

    def clean(self):
        super().clean()
        self.letter = self.letter.lower()

    @property
    def done_on(self) -> datetime.date | None:
        """Return the day on which the action was done; see `ActionCompletion`."""
        return self.completion.day if hasattr(self, "completion") else None

    @property
    def is_late(self) -> bool:
        """Return whether the due date of an open action has passed."""
        return not self.done_on and bool(self.due) and self.due < timezone.localdate()
