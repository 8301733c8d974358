"""The council's settings for meetings."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.single_row import SingleRow


class MeetingSettings(SingleRow):
    """How the council shows attendance, its standing items, and when it can decide."""

    class ShowAttendance(models.TextChoices):
        SEAT = "seat", "paikoittain, ilman nimiä"
        NAME = "name", "nimellä ja paikalla"
        NOT = "not", "ei lainkaan"

    class QuorumRule(models.TextChoices):
        NONE = "", gettext_lazy("ei rajaa, tai se katsotaan muuten")
        HALF = "half", gettext_lazy("yli puolet paikoista")
        NUMBER = "number", gettext_lazy("vähintään näin monta paikkaa")
        SHARE = "share", gettext_lazy("vähintään näin monta prosenttia paikoista")

    show_attendance = models.CharField(
        "osallistujat sivulla",
        max_length=10,
        choices=ShowAttendance.choices,
        default=ShowAttendance.SEAT,
        help_text="Miten kokouksen osallistujat näkyvät lukijoille ja pöytäkirjassa.",
    )
    standing_items = models.TextField(
        "vakioasiat",
        blank=True,
        help_text="Asiat, jotka ovat jokaisen kokouksen esityslistalla, yksi riville. Kun kenttä "
        "on tyhjä, vakioasiat kopioidaan edellisestä kokouksesta.",
    )

    quorum_rule = models.CharField(
        gettext_lazy("päätösvaltaisuus"),
        max_length=10,
        choices=QuorumRule.choices,
        default=QuorumRule.NONE,
        blank=True,
        help_text=gettext_lazy(
            "Montako paikkaa on oltava edustettuna, jotta kokous on päätösvaltainen. Mukaan "
            "lasketaan paikat, joilla on jäsen kokouspäivänä. Toimihenkilöiden paikkoja ja "
            "läsnäolo-oikeutta ei lasketa. Varajäsen edustaa jäsenensä paikkaa."
        ),
    )
    quorum_value = models.PositiveSmallIntegerField(
        gettext_lazy("paikkoja tai prosentteja"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Vain jos valitsit luvun tai prosentit."),
    )
    quorum_needs_chair = models.BooleanField(
        gettext_lazy("puheenjohtajan tai varapuheenjohtajan on oltava mukana"), default=False
    )
    has_checkers = models.BooleanField(
        gettext_lazy("pöytäkirjalla on tarkastajat"),
        default=False,
        help_text=gettext_lazy(
            "Tarkastajilta pyydetään vastaus vuorollaan sähköpostilla, ennen kuin pöytäkirja "
            "lähtee hyväksyttäväksi."
        ),
    )

    class Meta(SingleRow.Meta):
        verbose_name = "kokousten asetukset"
        verbose_name_plural = "kokousten asetukset"

    def clean(self):
        super().clean()
        rules = self.QuorumRule
        if self.quorum_rule not in (rules.NUMBER, rules.SHARE):
            self.quorum_value = None
        elif not self.quorum_value:
            raise ValidationError({"quorum_value": _("Kirjoita luku, vähintään 1.")})
        elif self.quorum_rule == rules.SHARE and self.quorum_value > 100:
            raise ValidationError({"quorum_value": _("Prosentteja voi olla enintään 100.")})

    def __str__(self):
        return "Kokousten asetukset"
