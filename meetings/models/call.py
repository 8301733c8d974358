"""The call to a meeting, and the answers of those who were called."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.authentication.personal_links import PersonalLink, PersonalLinkQuerySet
from networks.models import Mandate, Person


class MeetingCall(models.Model):
    """That a meeting is to be called by mail, and what those called have been told.

    It waits until the version that it was requested with, or a later one, is public.
    """

    meeting = models.OneToOneField(
        "meetings.MeetingPage",
        on_delete=models.CASCADE,
        related_name="call",
        verbose_name="kokous",
    )
    subject = models.CharField(_("viestin aihe"), max_length=200)
    greeting = models.TextField(
        _("tervehdys"),
        blank=True,
        max_length=2000,
        help_text=_("Vapaaehtoinen. Muutama oma rivi, jotka ovat viestissä ensimmäisinä."),
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="kutsun tekijä",
    )
    requested_at = models.DateTimeField("pyydetty", default=timezone.now)
    version = models.PositiveBigIntegerField("versio", default=0)
    waits = models.BooleanField("odottaa lähettämistä", default=True)
    sent_at = models.DateTimeField("lähetetty", null=True)
    announced = models.JSONField("kerrottu aika ja paikka", default=dict)

    class Meta:
        verbose_name = "kokouskutsu"
        verbose_name_plural = "kokouskutsut"
        default_permissions = ()

    def __str__(self):
        return self.subject


class MeetingInvitationQuerySet(PersonalLinkQuerySet):
    def in_order(self):
        return self.select_related("person", "stands_in_for__person", "stands_in_for__seat")


class MeetingInvitation(PersonalLink):
    """One person called to one meeting, with the person's answer.

    The link works until the meeting begins, however often the answer is changed.
    """

    PURPOSE = "meetings.call"

    class Answer(models.TextChoices):
        NONE = "", _("ei vastausta")
        COMES = "comes", _("pääsee")
        REMOTE = "remote", _("osallistuu etänä")
        CANNOT = "cannot", _("ei pääse")

    call = models.ForeignKey(
        MeetingCall, on_delete=models.CASCADE, related_name="invitations", verbose_name="kutsu"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="invitations", verbose_name="henkilö"
    )
    answer = models.CharField(
        "vastaus", max_length=10, choices=Answer.choices, default=Answer.NONE, blank=True
    )
    answered_at = models.DateTimeField("vastattu", null=True)
    stands_in_for = models.ForeignKey(
        Mandate,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="kenen sijasta",
        help_text="Jäsen, jonka varajäseneksi henkilöä on pyydetty tähän kokoukseen.",
    )

    objects = MeetingInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "kutsuttu"
        verbose_name_plural = "kutsutut"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"],
                name="a_person_is_called_to_a_meeting_once",
                violation_error_message="Henkilö on jo kutsuttu tähän kokoukseen.",
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.get_answer_display()}"

    @property
    def is_coming(self) -> bool:
        return self.answer in (self.Answer.COMES, self.Answer.REMOTE)

    @property
    def answer_in_words(self) -> str | Promise:
        return self.Answer(self.answer).label

    @property
    def own_words(self) -> str | Promise:
        """Return the answer as the person gave it."""
        return OWN_WORDS[self.answer]


OWN_WORDS = {
    MeetingInvitation.Answer.NONE: "",
    MeetingInvitation.Answer.COMES: _("Pääsen"),
    MeetingInvitation.Answer.REMOTE: _("Osallistun etänä"),
    MeetingInvitation.Answer.CANNOT: _("En pääse"),
}


def describe_call(meeting) -> list[tuple[str, str]]:
    """Return label and words of what an approval of the meeting mails to those called."""
    call = getattr(meeting, "call", None)  # its absence is an AttributeError too
    if call is None or not call.waits:
        return []
    notes = [(str(_("Kun hyväksyt, kutsu lähtee jäsenille ja varajäsenille")), call.subject)]
    found = ((_("Tervehdys"), call.greeting), (_("Liittymistiedot"), meeting.joining_details))
    return notes + [(str(label), words) for label, words in found if words]
