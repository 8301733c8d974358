"""From which network address somebody asks."""

import ipaddress

from django.conf import settings


def client_address(request) -> str:
    """Return the address of the one who asks, as the web server in front of us tells it.

    The header of the setting CLIENT_ADDRESS_HEADER is believed whoever sends it. So nginx must set
    it on every request, and nobody but nginx may reach the site. What is no address there counts
    as the address of the connection itself.
    """
    told = request.META.get(settings.CLIENT_ADDRESS_HEADER, "").strip()
    try:
        return str(ipaddress.ip_address(told))
    except ValueError:
        return request.META.get("REMOTE_ADDR") or "127.0.0.1"
