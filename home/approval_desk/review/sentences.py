"""Sentences of the approver's page that have variants, kept whole for translators."""

from django.template.defaultfilters import date as formatted
from django.utils.html import format_html
from django.utils.timezone import template_localtime
from django.utils.translation import gettext as _


def describe_request(sender, assignment) -> str:
    """Return who asks for the approval and, if there is a due date, by which day."""
    values = {"name": sender.display_name if sender else ""}
    if not assignment.due:
        pattern = _("{name} pyytää hyväksyntääsi.") if sender else _("Hyväksyntääsi pyydetään.")
        return format_html(pattern, **values)
    values["day"] = formatted(template_localtime(assignment.due), "D j.n.Y").lower()
    pattern = (
        _('{name} pyytää hyväksyntääsi <strong class="nowrap">viimeistään {day}</strong>.')
        if sender
        else _('Hyväksyntääsi pyydetään <strong class="nowrap">viimeistään {day}</strong>.')
    )
    return format_html(pattern, **values)


def describe_deputising(assignment) -> str:
    """Return for whom the approver deputises and why, or "" if for nobody."""
    if not assignment or not assignment.on_behalf_of:
        return ""
    pattern = (
        _("Hyväksyt sijaisena: %(name)s on poissa.")
        if assignment.why == "absence"
        else _("Hyväksyt sijaisena: %(name)s ei ole vastannut määräajassa.")
    )
    return pattern % {"name": assignment.on_behalf_of.display_name}


def split_moment(moment) -> dict:
    moment = template_localtime(moment)
    return {"day": formatted(moment, "j.n.Y"), "time": formatted(moment, "H.i")}


def describe_effect(later) -> str:
    """Return when an approved text becomes public; `later` is its time, or None for at once."""
    if not later:
        return _("Kun hyväksyt, teksti tulee heti julkiseksi.")
    return _("Kun hyväksyt, teksti julkaistaan %(day)s kello %(time)s.") % split_moment(later)


def describe_publication(title, later) -> str:
    """Return what the approval led to."""
    if not later:
        return _("”%(title)s” on nyt julkinen.") % {"title": title}
    values = {"title": title} | split_moment(later)
    return _("”%(title)s” julkaistaan %(day)s kello %(time)s.") % values


def describe_published_bundle(titles, later) -> str:
    """Return what is published with the text, or "" if nothing is."""
    if not titles:
        return ""
    pattern = (
        _("Samalla julkaistaan %(titles)s.") if later else _("Samalla julkaistiin %(titles)s.")
    )
    return pattern % {"titles": ", ".join(f"”{title}”" for title in titles)}
