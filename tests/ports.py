"""Ports for the servers that the tests start."""

import os
import socket
from itertools import count

# Below the ports that Linux hands out to connections: nothing takes such a port in the moments
# between its choice and the start of the server. Each worker has a range of its own.
LOWEST, PER_WORKER = 20_000, 1_000
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 12
# Runs beside each other begin at different places.
numbers = count(os.getpid())


def free_port() -> int:
    """Return a port on which nothing listens, another one at each call."""
    for number in numbers:
        port = LOWEST + WORKER * PER_WORKER + number % PER_WORKER
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("count() has no end")
