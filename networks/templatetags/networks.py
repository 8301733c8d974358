"""The door to who represents whom: {% load networks %}."""

from itertools import groupby
from operator import attrgetter

from django import template
from django.utils import timezone

from networks.models import Mandate
from networks.models.representatives import by_time, composition_on
from networks.picture import draw
from networks.timeline import timeline

register = template.Library()


@register.simple_tag
def current_composition(council):
    """The council as it sits today."""
    return composition_on(timezone.localdate(), council.pk)


@register.simple_tag
def council_picture(composition):
    """The drawing of the council's seats, see components/council_picture.html."""
    return draw(composition.groups)


@register.simple_tag
def mandates_of_network(network):
    """Those who hold the network's seats now, will hold them and have held them, and their time."""
    today = timezone.localdate()
    mandates = list(Mandate.objects.public().filter(seat__network=network.pk).newest_first())
    return by_time(mandates, today) | {"timeline": timeline(mandates, today)}


@register.simple_tag
def with_representatives(networks):
    """The networks, each with the mandates of those who represent it today."""
    networks = list(networks)
    mandates = Mandate.objects.public().current().filter(seat__network__in=networks)
    mandates = mandates.select_related("person", "seat").order_by("seat__network", "sort_order")
    holders = {pk: list(group) for pk, group in groupby(mandates, attrgetter("seat.network_id"))}
    return [(network, holders.get(network.pk, [])) for network in networks]
