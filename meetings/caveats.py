"""What readers must know first of a meeting or a statement: the only place that words it."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.caveats import Caveat


class MayBeExample(models.Model):
    """A page that may show an invented example instead of what really happened."""

    is_example = models.BooleanField(
        gettext_lazy("tämä on keksitty esimerkki"),
        default=False,
        help_text=gettext_lazy(
            "Näkyy lukijoille kaikkialla, missä sivu mainitaan. Esimerkki ei ole etusivulla, jos "
            "oikeita on, eikä siitä lähetetä muistutuksia."
        ),
    )

    class Meta:
        abstract = True


def list_meeting_caveats(meeting) -> Iterator[Caveat]:
    if meeting.is_example:
        text = _(
            "Tämä on esimerkki. Kokousta ei ole pidetty, ja sen henkilöt, paikat ja päätökset ovat "
            "keksittyjä."
        )
        yield Caveat("example", _("Esimerkki"), text)
    if meeting.is_cancelled:
        yield Caveat("cancelled", _("Peruttu"), meeting.change_notice)
    elif meeting.is_moved:
        yield Caveat("moved", _("Siirretty"), meeting.change_notice)
    if meeting.minutes_state == meeting.MinutesState.DRAFT:
        text = _("Pöytäkirja on luonnos: sitä ei ole vielä tarkastettu eikä hyväksytty.")
        yield Caveat("draft", _("Pöytäkirja luonnoksena"), text)


def list_statement_caveats(statement) -> Iterator[Caveat]:
    if statement.is_example:
        text = _("Tämä on esimerkki. Neuvottelukunta ei ole antanut sitä, ja sisältö on keksitty.")
        yield Caveat("example", _("Esimerkki"), text)
