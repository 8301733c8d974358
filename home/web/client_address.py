"""The network address of the client."""

import ipaddress

from django.conf import settings


def get_client_address(request) -> str:
    """Return the client's address as reported by the web server in front of the site.

    The header in the setting CLIENT_ADDRESS_HEADER is trusted whoever sends it. So nginx must set
    it on every request, and only nginx may reach the site. If the header holds no valid address,
    the address of the connection is used.
    """
    reported = request.META.get(settings.CLIENT_ADDRESS_HEADER, "").strip()
    try:
        return str(ipaddress.ip_address(reported))
    except ValueError:
        return request.META.get("REMOTE_ADDR") or "127.0.0.1"
