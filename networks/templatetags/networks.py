"""The door to who represents whom: {% load networks %}."""

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
