"""`python -m home.file_parsing inspect KIND < file > JSON`, or `clean KIND < file > cleaned copy`.

A file that cannot be cleaned ends the program with 1 and writes why: encrypted, damaged, toobig.
"""

import json
import sys

from home.file_parsing.extract.trouble import Damaged, TooBig, Trouble

from .inspecting import cleaned, inspected


def main(task: str, kind: str) -> int:
    content = sys.stdin.buffer.read()
    if task == "inspect":
        sys.stdout.write(json.dumps(inspected(content, kind)))
        return 0
    try:
        sys.stdout.buffer.write(cleaned(content, kind))
    except (MemoryError, RecursionError):
        return fail(TooBig)
    except Trouble as trouble:
        return fail(type(trouble))
    except Exception:  # whatever a library says of a broken file, it is broken
        return fail(Damaged)
    return 0


def fail(trouble: type[Trouble]) -> int:
    sys.stdout.write(trouble.__name__.lower())
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
