"""The door to who represents whom: {% load networks %}."""

from itertools import groupby
from operator import attrgetter

from django import template
from django.utils import timezone

from networks.models import Mandate
from networks.models.representatives import composition_on

register = template.Library()


@register.simple_tag
def current_composition(council):
    """The council as it sits today."""
    return composition_on(timezone.localdate(), council.pk)


@register.simple_tag
def mandates_of_network(network):
    """Everyone who holds or has held the network's seats, newest first."""
    mandates = Mandate.objects.public().filter(seat__network=network)
    return mandates.select_related("person", "seat", "organisation", "term").order_by("-starts")


@register.simple_tag
def with_representatives(networks):
    """The networks, each with the mandates of those who represent it today."""
    networks = list(networks)
    mandates = Mandate.objects.public().current().filter(seat__network__in=networks)
    mandates = mandates.select_related("person", "seat").order_by("seat__network", "sort_order")
    holders = {pk: list(group) for pk, group in groupby(mandates, attrgetter("seat.network_id"))}
    return [(network, holders.get(network.pk, [])) for network in networks]
