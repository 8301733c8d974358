"""`make audit`: ask whether a locked package has a known vulnerability, and say what was asked.

It ends with 1 for a known vulnerability, and with 0 where nobody could be asked: that is no fault
of the code. It then says so, as silence would look like a clean bill.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements-dev.lock"  # holds all that the others hold
SERVICES = ("pypi", "osv")  # the second is asked where the first does not answer
PATIENCE = 15  # seconds for one question


def main():
    for service in SERVICES:
        answer = ask(service)
        asked = [package for package in answer if "skip_reason" not in package]
        if asked:
            sys.exit(tell(answer, asked))
    print(
        "The audit could not be made: no service of known vulnerabilities answers from here, so "
        "nothing is known about any package. Run `make audit` where the internet is reached."
    )


def ask(service):
    """Return what the service says of each package; nothing where it cannot be asked."""
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


def tell(answer, asked):
    """Print what is known; return the exit code."""
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
