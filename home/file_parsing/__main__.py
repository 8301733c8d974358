"""`python -m home.file_parsing inspect KIND < file > JSON`, or `clean KIND < file > copy`.

If a file cannot be cleaned, the exit status is 1 and the output is the reason: encrypted, damaged
or toobig.
"""

import json
import sys

from home.file_parsing.extract.trouble import Damaged, TooBig, Trouble

from .inspecting import clean_content, inspect_content


def main(task: str, kind: str) -> int:
    content = sys.stdin.buffer.read()
    if task == "inspect":
        sys.stdout.write(json.dumps(inspect_content(content, kind)))
        return 0
    try:
        sys.stdout.buffer.write(clean_content(content, kind))
    except (MemoryError, RecursionError):
        return print_failure(TooBig)
    except Trouble as trouble:
        return print_failure(type(trouble))
    except Exception:  # any exception of a parsing library means a broken file
        return print_failure(Damaged)
    return 0


def print_failure(trouble: type[Trouble]) -> int:
    sys.stdout.write(trouble.__name__.lower())
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
