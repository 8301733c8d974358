"""Measure how fast the running site answers, page by page, next to the simplest view there is.

    make run                                 # in one window
    .venv/bin/python bench/pages.py          # in another (--port 8000 --seconds 2 --readers 2)

The numbers depend on the machine. The last column depends on it less: the cost of the page in
multiples of /robots.txt, a view without database queries. Only this machine is ever requested.
"""

import argparse
import re
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import psutil

HOST = "127.0.0.1"
SIMPLEST = "/robots.txt"
BESIDE_PAGES = ["/haku/", "/haku/?q=kokous", "/ei/ole/", "/sitemap.xml"]
LONGEST_SECONDS = 30
MOST_READERS = 16


def main():
    options = parse_arguments()
    server = processes(options.port)
    print(f"{'':48} {'requests/s':>10} {'CPU ms':>8} {'times the simplest':>19}")
    simplest = None
    for path in [SIMPLEST, *section_pages(options.port), *BESIDE_PAGES]:
        per_second, cpu = measure_path(path, options, server)
        simplest = simplest or cpu
        times = f"{cpu / simplest:.1f}" if simplest else "-"
        print(f"{path[:48]:48} {per_second:10.0f} {cpu:8.2f} {times:>19}", flush=True)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--seconds", type=float, default=2, help="for each page")
    parser.add_argument("--readers", type=int, default=2, help="who read at the same time")
    options = parser.parse_args()
    options.seconds = min(options.seconds, LONGEST_SECONDS)
    options.readers = min(options.readers, MOST_READERS)
    return options


def processes(port):
    """Return the server's processes on the port, without the database."""
    listening = {
        connection.pid
        for connection in psutil.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
    }
    found = {psutil.Process(pid) for pid in listening if pid}
    found |= {child for process in found for child in process.children(recursive=True)}
    found = {process for process in found if process.name() != "postgres"}
    if not found:
        raise SystemExit(f"Nothing that we may look at listens on port {port}. Start `make run`.")
    return found


def section_pages(port):
    """Return the first and the last page of each section, from the sitemap."""
    status, body = get_page(HTTPConnection(HOST, port, timeout=30), "/sitemap.xml")
    if status != 200:
        raise SystemExit(f"The map of the site answered {status}.")
    sections = defaultdict(list)
    for path in re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", body.decode()):
        sections[path.strip("/").partition("/")[0], path.count("/")].append(path)
    return [path for paths in sections.values() for path in dict.fromkeys((paths[0], paths[-1]))]


def get_page(connection, path):
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read()


def measure_path(path, options, server):
    """Return requests a second, and CPU milliseconds of the server's processes for each."""
    get_page(HTTPConnection(HOST, options.port, timeout=30), path)  # the first one fills the caches
    busy, start = cpu_seconds(server), time.perf_counter()
    with ThreadPoolExecutor(options.readers) as readers:
        until = start + options.seconds
        futures = [
            readers.submit(read_repeatedly, path, options.port, until)
            for _ in range(options.readers)
        ]
    number = sum(future.result() for future in futures)
    passed = time.perf_counter() - start
    return number / passed, (cpu_seconds(server) - busy) / number * 1000


def read_repeatedly(path, port, until):
    """Request the page again and again as one reader; return how often."""
    connection, number = HTTPConnection(HOST, port, timeout=30), 0
    while time.perf_counter() < until or not number:
        get_page(connection, path)
        number += 1
    return number


def cpu_seconds(server):
    return sum(sum(process.cpu_times()[:2]) for process in server)


if __name__ == "__main__":
    main()
