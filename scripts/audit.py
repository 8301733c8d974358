"""`make audit`: check the locked packages for known vulnerabilities, and report what was checked.

Exits with 1 for a known vulnerability, and with 0 if no service could be reached, as that is no
fault of the code. It then says so, as silence would look like a clean result.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements-dev.lock"  # contains everything in the other lock files
SERVICES = ("pypi", "osv")  # the second is a fallback for the first
PATIENCE = 15  # seconds per request


def main():
    for service in SERVICES:
        answer = query_service(service)
        asked = [package for package in answer if "skip_reason" not in package]
        if asked:
            sys.exit(print_report(answer, asked))
    print(
        "The audit could not be made: no service of known vulnerabilities answers from here, so "
        "nothing is known about any package. Run `make audit` where the internet is reached."
    )


def query_service(service):
    """Return the service's results per package, or an empty list if it cannot be reached."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", LOCK, "--vulnerability-service"]
    options = ("--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off")
    done = subprocess.run(
        [*command, service, *options, "--timeout", str(PATIENCE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return []


def print_report(answer, asked):
    """Print the results; return the exit code."""
    vulnerable = [package for package in asked if package.get("vulns")]
    for package in vulnerable:
        for found in package["vulns"]:
            mended = ", ".join(found["fix_versions"]) or "no version yet"
            print(f"{package['name']} {package['version']}: {found['id']}, mended in {mended}")
    unknown = len(answer) - len(asked)
    print(f"{len(asked)} packages asked, {len(vulnerable)} with a known vulnerability.")
    if unknown:
        print(f"{unknown} packages could not be asked about.")
    return 1 if vulnerable else 0


if __name__ == "__main__":
    main()
