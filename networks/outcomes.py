"""Mails to candidates and proposers about the result of a nomination, once it is public."""

import datetime
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _

from home.approval.due import is_office_time
from home.extension_points import DueItem
from home.mail.gathering import gather_mails
from home.mail.outbox import MailContent, Recipient, post_mail
from home.scheduling.models import Notice

from .models import NominationPage, Proposal
from .proposing import have_same_name

REPORTED_FOR = datetime.timedelta(days=60)  # older decisions are no news


def outcome_items(now: datetime.datetime):
    """Yield the jobs for networks/due.py."""
    today = timezone.localdate(now)
    for nomination in public_results(today) if is_office_time(now) else ():
        if find_unreported_proposals(nomination):
            title = f"Tieto nimeämisen tuloksesta: {nomination.title}"
            yield DueItem("outcome", title, partial(mail_outcome, nomination.pk, today))


def public_results(today: datetime.date):
    """Return the nominations whose result is public."""
    public = NominationPage.objects.live().public().filter(decided_on__isnull=False)
    return public.filter(decided_on__gte=today - REPORTED_FOR, decided_on__lte=today)


def find_unreported_proposals(nomination) -> list[Proposal]:
    proposals = nomination.proposals.order_by("pk")
    return [each for each in proposals if not Notice.objects.given(outcome_key(each))]


def outcome_key(proposal) -> str:
    return f"outcome of proposal {proposal.pk}"


def mail_outcome(nomination_pk: int, today: datetime.date) -> None:
    """Mail each candidate and each proposer once, if the result is still public."""
    nomination = public_results(today).filter(pk=nomination_pk).first()
    if nomination is None:
        return
    chosen = [appointment.person for appointment in nomination.chosen()]
    candidates, proposers = {}, {}
    for proposal in find_unreported_proposals(nomination):
        Notice.objects.once(outcome_key(proposal))
        is_chosen = any(have_same_name(proposal, person) for person in chosen)
        candidates[proposal.email.lower()] = candidate_mail(nomination, is_chosen)
        known = proposers.setdefault(proposal.proposer_email.lower(), [])
        known.append(is_chosen)
    with gather_mails():
        for email, content in candidates.items():
            post_mail("outcome", Recipient(email), content)
        for email, outcomes in proposers.items():
            post_mail("outcome", Recipient(email), proposer_mail(nomination, outcomes))


# These mails repeat nothing that a stranger typed: anyone can enter anybody's address.


def candidate_mail(nomination, is_chosen: bool) -> MailContent:
    if is_chosen:
        words = (
            _("Neuvottelukunta on nimennyt sinut edustajakseen: %(body)s. Onneksi olkoon!"),
            _("Saat lisätietoja tehtävästä neuvottelukunnalta. Nimetyt näet haun sivulta."),
        )
    else:
        words = (
            _("Neuvottelukunta on tehnyt päätöksen nimeämisestä: %(body)s."),
            _(
                "Tällä kertaa sinua ei nimetty. Kiitos, että olit käytettävissä. Sivusto ei kerro "
                "kenellekään, että sinua ehdotettiin."
            ),
        )
    return outcome_mail(nomination, words)


def proposer_mail(nomination, outcomes: list[bool]) -> MailContent:
    """Return the mail to a proposer on whether the candidates were chosen."""
    if all(outcomes):
        result = _("Ehdottamasi henkilö nimettiin.")
        if len(outcomes) > 1:
            result = _("Ehdottamasi henkilöt nimettiin.")
    elif any(outcomes):
        result = _("Osa ehdottamistasi henkilöistä nimettiin.")
    else:
        result = _("Tällä kertaa valinta ei osunut ehdotukseesi.")
    words = (
        _("Neuvottelukunta on tehnyt päätöksen nimeämisestä: %(body)s."),
        result,
        _("Kiitos ehdotuksestasi."),
    )
    return outcome_mail(nomination, words)


def outcome_mail(nomination, words) -> MailContent:
    return MailContent(
        _("Nimeämisestä on päätetty: %(title)s") % {"title": nomination.title},
        tuple(each % {"body": nomination.body_name} for each in words),
        link=nomination.full_url,
        link_text=_("Haun sivu"),
        about=nomination.title,
    )
