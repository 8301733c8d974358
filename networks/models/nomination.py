from http import HTTPMethod

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
)
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from home.contact import list_typed_fields
from home.findable import Section
from home.incoming.days import Direction
from home.incoming.fields import DayField
from home.models import BasePage, BasePageQuerySet, load_labelled
from home.strangers import explain_limit

from ..deciding import DecidingPagePanel
from ..forms import NominationForm
from ..proposing import ProposalForm, receive_proposal
from ..publishes_drafts import PublishesDrafts
from .organisation import Organisation
from .person import Person

# Slugs of views of the parent page.
TAKEN = ("kartta", "toimikausi", "muissa-toimielimissa")


class ProposalsPanel(HelpPanel):
    """The link from the editor to the proposals, if there are any and the user may see them."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self):
            may_read = self.request.user.has_perm("networks.view_proposal")
            return may_read and bool(self.instance.pk) and self.instance.proposals.exists()


class NominationQuerySet(BasePageQuerySet):
    def undecided(self):
        """Return the nominations without a decision."""
        return self.filter(decided_on=None)


class NominationPage(PublishesDrafts, BasePage):
    """A request that the council name people for a body: the call, and who were chosen."""

    class State(models.TextChoices):
        PREPARED = "prepared", "valmisteilla"
        OPEN = "open", "haku on auki"
        CLOSED = "closed", "haku on päättynyt"
        DECIDED = "decided", "nimetty"

    asked_by = models.CharField(
        "pyytäjä",
        max_length=200,
        help_text="Kuka pyytää nimeämään, esimerkiksi Mallimaan hyvinvointialue.",
    )
    body_name = models.CharField(
        "toimielin", max_length=200, help_text="Mihin nimetään, esimerkiksi HYTE-lautakunta."
    )
    places = models.PositiveSmallIntegerField(
        "paikkoja", default=1, validators=[MinValueValidator(1)]
    )
    body_term = models.CharField(
        "toimielimen toimikausi", max_length=80, blank=True, help_text="Esimerkiksi 2024–2025."
    )
    criteria = models.TextField(
        "mitä edustajalta toivotaan",
        blank=True,
        help_text="Valinnan perusteet. Näkyvät sivulla ennen ehdotuslomaketta.",
    )
    opens_on = DayField(
        "haku alkaa",
        null=True,
        blank=True,
        help_text="Ehdotuksia voi lähettää tästä päivästä alkaen, kun sivu on julkaistu.",
        direction=Direction.NEAREST,
    )
    closes_on = DayField(
        "haku päättyy",
        null=True,
        blank=True,
        help_text="Viimeinen päivä, jona ehdotuksia otetaan vastaan. Myöhästyneitä ei oteta.",
        direction=Direction.COMING,
    )
    meeting = models.ForeignKey(
        Page,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kokous",
        help_text="Kokous, jossa nimeämisestä päätettiin.",
    )
    decided_on = DayField("päätöksen päivä", direction=Direction.PAST, null=True, blank=True)

    base_form_class = NominationForm
    content_panels = BasePage.content_panels + [
        FieldRowPanel([FieldPanel("asked_by"), FieldPanel("body_name")]),
        FieldRowPanel([FieldPanel("places"), FieldPanel("body_term")]),
        FieldPanel("criteria"),
        FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")], heading="Haku"),
        MultiFieldPanel(
            [DecidingPagePanel("meeting"), FieldPanel("decided_on")],
            heading="Päätös",
        ),
        ProposalsPanel(template="admin/nominations/tools.html"),
        InlinePanel(
            "appointments",
            heading="Nimetyt",
            label="nimetty",
            help_text="Vain valitut. Muiden ehdokkaiden nimet eivät tule julkisiksi.",
        ),
    ]
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.POST]
    parent_page_types = ["networks.RepresentativesPage"]
    subpage_types = []
    page_description = "Pyyntö nimetä edustajia: haku, ehdotuslomake ja tulos."
    template = "networks/nomination_page.html"

    objects = PageManager.from_queryset(NominationQuerySet)()

    class Meta:
        verbose_name = "nimeäminen"
        verbose_name_plural = "nimeämiset"
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True, closes_on__isnull=True)
                | Q(
                    opens_on__isnull=False,
                    closes_on__isnull=False,
                    closes_on__gte=F("opens_on"),
                ),
                name="call_closes_after_it_opens",
                violation_error_message="Merkitse haulle alku ja loppu: haku ei voi päättyä ennen "
                "kuin se alkaa.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True)
                | Q(closes_on__isnull=True)
                | Q(decided_on__gte=F("closes_on")),
                name="nomination_is_decided_after_the_call",
                violation_error_message="Nimeämisestä ei voi päättää ennen kuin haku on päättynyt.",
            ),
            models.CheckConstraint(
                condition=Q(places__gte=1),
                name="nomination_has_a_place",
                violation_error_message="Nimettäviä paikkoja on vähintään yksi.",
            ),
        ]

    def clean(self):
        super().clean()
        if self.slug in TAKEN or self.slug[:4].isdigit():
            raise ValidationError({"slug": "Valitse toinen osoite: tämä on jo käytössä."})

    @property
    def state(self) -> str:
        """Return the state that follows from the dates."""
        today = timezone.localdate()
        if self.decided_on:
            return self.State.DECIDED
        if self.opens_on is None or today < self.opens_on:
            return self.State.PREPARED
        return self.State.OPEN if today <= self.closes_on else self.State.CLOSED

    @property
    def state_in_words(self) -> str:
        return self.State(self.state).label

    @property
    def refusal_in_words(self) -> str:
        """Return why no proposal is accepted now."""
        if self.state == self.State.PREPARED:
            return _("Haku ei ole vielä auki.")
        if not self.closes_on:
            return _("Haku on päättynyt, eikä myöhästyneitä ehdotuksia oteta vastaan.")
        day = date_format(self.closes_on, "j.n.Y")
        return _("Haku on päättynyt %(day)s, eikä myöhästyneitä ehdotuksia oteta vastaan.") % {
            "day": day
        }

    @property
    def body_and_term(self) -> str:
        if not self.body_term:
            return self.body_name
        values = {"body": self.body_name, "term": self.body_term}
        return _("%(body)s, toimikausi %(term)s") % values

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def lead_text(self):
        asks = ngettext(
            "%(who)s pyytää neuvottelukuntaa nimeämään yhden edustajan. Toimielin: %(body)s.",
            "%(who)s pyytää neuvottelukuntaa nimeämään %(number)s edustajaa. Toimielin: %(body)s.",
            self.places,
        )
        asked = ngettext(
            "%(who)s pyysi neuvottelukuntaa nimeämään yhden edustajan. Toimielin: %(body)s.",
            "%(who)s pyysi neuvottelukuntaa nimeämään %(number)s edustajaa. Toimielin: %(body)s.",
            self.places,
        )
        values = {"who": self.asked_by, "number": self.places, "body": self.body_name}
        return (asked if self.decided_on else asks) % values

    @property
    def body_text(self):
        return "\n".join([self.criteria, *self.names()])

    def names(self) -> list[str]:
        """Return the names of those who were chosen."""
        return [str(appointment.person) for appointment in self.chosen()]

    def sections(self):
        yield from super().sections()
        yield Section(self.criteria, "Mitä edustajalta toivotaan")
        if names := self.names():
            yield Section("\n".join(names), "Nimetyt")

    def chosen(self) -> list:
        """Return the appointments in the council's order, also those of a preview."""
        rows = self.appointments.select_related("person", "organisation")
        return [row for row in rows if row.person_id]

    def get_accompanying_drafts(self):
        people = Person.objects.filter(pk__in=[row.person_id for row in self.appointments.all()])
        bodies = Organisation.objects.filter(
            pk__in=[row.organisation_id for row in self.appointments.all()]
        )
        return [entry for entries in (people, bodies) for entry in entries.filter(live=False)]

    # The page and its form

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["chosen"] = self.chosen()
        context["meeting"] = self.public_meeting()
        context["sent"] = "lahetetty" in request.GET
        context["form"] = ProposalForm() if self.is_open else None
        return context

    def public_meeting(self):
        if not self.meeting_id:
            return None
        found = load_labelled(PageQuerySet(Page).live().public().filter(pk=self.meeting_id))
        return next(iter(found), None)

    def serve(self, request, *args, **kwargs):
        if request.method == "POST":
            return self.receive_post(request)
        return super().serve(request, *args, **kwargs)

    def receive_post(self, request):
        """Store a proposal; show the form again with what was typed if it has errors or is late."""
        context, status = self.get_context(request), 422
        form = ProposalForm(request.POST)
        if context["form"]:
            context["form"] = form
            status = self.store_proposal(request, form)
        else:
            context |= {"refused": True, "written": list_typed_fields(form)}
        if status == 200:
            return redirect(f"{self.get_url(request)}?lahetetty=1")
        return TemplateResponse(request, self.get_template(request), context, status=status)

    def store_proposal(self, request, form) -> int:
        if not form.is_valid():
            return 422
        if refusal := explain_limit(request):
            form.add_error(None, refusal)
            return 429
        receive_proposal(form, self, request)
        return 200
