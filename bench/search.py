"""Measure how fast and how well the search answers, on generated texts or on yours.

    .venv/bin/python bench/search.py                               # 10,000 and 100,000 passages
    .venv/bin/python bench/search.py --sizes 1000000               # most of an hour
    .venv/bin/python bench/search.py --sizes 1000000 --keep FOLDER # only the first time
    .venv/bin/python bench/search.py --sizes --passages p.jsonl --queries q.jsonl

It starts a PostgreSQL of its own in a temporary folder (or in one that is kept, to measure the
same again), and measures whole requests: the results page with snippets, filters and the count of
the search. bench/corpus.py describes the generated texts. They are indexed as they are generated;
reading and rendering a page is not part of the indexing time.

A judged test collection (such as tests/search/gold/public) is two files, wherever they are, with a
JSON object on each line; a dash stands for standard input:

    {"id": "a1", "title": "Kokous", "text": "...", "language": "fi"}
    {"id": "q1", "text": "kokouksen paikka", "class": "inflected", "judgements": {"a1": 3}}

`language` and `class` are optional; a judgement is a grade from 1, unlisted passages have 0. Each
passage is a page of its own. nDCG takes the grade as gain; MRR and recall count every grade above
0; "empty" is the share of queries without any hit.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STDIN = Path("-")
sys.path[:0] = [str(ROOT / part) for part in (".", "site", "scripts", "bench")]


def main():
    options = parse_arguments()
    if len(options.sizes) + bool(options.passages) > 1:
        keep = ["--keep", str(options.keep)] if options.keep else []
        for size in options.sizes:
            run_alone("--sizes", str(size), *keep)
        if options.passages:
            files = ("--passages", str(options.passages), "--queries", str(options.queries))
            run_alone("--sizes", *files, "--worst", str(options.worst))
        return
    postgres = import_module("postgres")
    with database_folder(options) as folder, postgres.running(folder, throwaway=True):
        os.environ |= {
            "DATABASE_URL": postgres.url(folder),
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        }
        import_module("django").setup()
        run_benchmarks(options, Path(folder))


def database_folder(options):
    """Return the kept folder of this size, or a temporary one."""
    if options.keep and options.sizes:
        return nullcontext(str(options.keep / str(options.sizes[0])))
    return tempfile.TemporaryDirectory(prefix="council-bench-")


def run_benchmarks(options, folder):
    import_module("search_set").prepare_tables()
    for size in options.sizes:
        import_module("search_speed").measure_speed(size, folder)
    if options.passages:
        passages, queries = read_json_lines(options.passages), read_json_lines(options.queries)
        import_module("search_quality").measure_quality(passages, queries, options.worst)


def run_alone(*options):
    """Run one measurement in a process of its own, so that none warms the caches of another."""
    subprocess.run([sys.executable, __file__, *options], check=True)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--keep", type=Path, help="a folder for the databases of the sizes")
    parser.add_argument("--passages", type=Path, help="a file of passages, a JSON object a line")
    parser.add_argument("--queries", type=Path, help="a file of judged queries for them")
    parser.add_argument("--worst", type=int, default=0, help="show so many of the worst queries")
    options = parser.parse_args()
    if bool(options.passages) != bool(options.queries):
        parser.error("--passages and --queries go together")
    return options


def read_json_lines(path: Path) -> list[dict]:
    text = sys.stdin.read() if path == STDIN else path.read_text(encoding="utf-8")
    lines = text.splitlines()
    return [json.loads(line) for line in lines if line.strip()]


if __name__ == "__main__":
    main()
