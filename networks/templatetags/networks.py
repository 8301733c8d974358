"""Template tags for representatives: {% load networks %}."""

from itertools import groupby
from operator import attrgetter

from django import template
from django.utils import timezone

from networks.models import Mandate
from networks.models.representatives import composition_on, group_by_time
from networks.open_end import list_caveats
from networks.picture import draw_council
from networks.timeline import make_timeline

register = template.Library()


@register.simple_tag
def current_composition(council):
    """Return today's composition of the council."""
    return composition_on(timezone.localdate(), council.pk)


@register.simple_tag
def council_picture(composition):
    """Return the drawing of the council's seats, see components/council_picture.html."""
    return draw_council(composition.groups)


@register.simple_tag
def mandates_of_network(network):
    """Return current, future and past holders of the network's seats, with their timeline."""
    today = timezone.localdate()
    mandates = list(Mandate.objects.public().filter(seat__network=network.pk).newest_first())
    return group_by_time(mandates, today) | {"timeline": make_timeline(mandates, today)}


@register.simple_tag
def with_representatives(networks):
    """Return each network with the mandates of its current representatives, and their caveats."""
    networks = list(networks)
    mandates = Mandate.objects.public().current().filter(seat__network__in=networks)
    mandates = mandates.select_related("person", "seat", "term").with_last_start()
    mandates = list(mandates.order_by("seat__network", "sort_order"))
    holders = {pk: list(group) for pk, group in groupby(mandates, attrgetter("seat.network_id"))}
    return {
        "rows": [(network, holders.get(network.pk, [])) for network in networks],
        "caveats": list_caveats(mandates, timezone.localdate()),
    }
