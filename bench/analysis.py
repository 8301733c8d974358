"""Measure how well and how fast each installed dictionary analyses Finnish words.

    .venv/bin/python bench/analysis.py tests/search/gold/*.tsv
    .venv/bin/python bench/analysis.py fi_tdt-ud-test.conllu --backend libvoikko --errors

A file is a treebank (CoNLL-U, lemmas with # between the parts of a compound) or a list with a
word form, a tab and its base form (hyvinvointialueella, hyvin#vointi#alue) on each line.

Conflation: of all pairs of different forms with a common base form, the share that also have a
common index term (R); of the pairs with a common index term, the share that have a common base
form (P). Parts: each part of a compound is searched for in its base form; the share of its
compounds that are matched (R), and the share of the matched forms that do contain the part (P).
All pairs are counted.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from search.finnish import active_analyser
from search.finnish.backends import BACKENDS

NOUNLIKE = {"NOUN", "PROPN", "ADJ"}
CONTENT = NOUNLIKE | {"VERB"}
MEGABYTE = 1024


def main():
    options = parse_arguments()
    if options.alone:
        print_quality(options)
        return
    for name in [options.backend] if options.backend else BACKENDS:
        again = [sys.executable, __file__, *options.files, "--backend", name, "--alone"]
        subprocess.run(again + ["--errors"] * options.errors, check=False)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--backend", choices=BACKENDS, help="only this dictionary")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


# Reading gold


def read_gold(path):
    """Return (form, base form, part of speech) of each line; the last is "" in a plain list."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) < 2:
            continue
        if len(cells) < 10:
            yield cells[0], cells[1], ""
        elif cells[0].isdigit():
            yield cells[1], cells[2], cells[3]


def lemmas_by_form(rows, kinds):
    """Map each form in lower case to its base forms, with their #."""
    found = defaultdict(set)
    for form, lemma, kind in rows:
        if (not kind or kind in kinds) and any(c.isalpha() for c in form):
            found[form.lower()].add(lemma.lower())
    return found


# Conflation


def pairs_sharing_a_value(groups):
    """Return all pairs of forms that share a value."""
    together = defaultdict(set)
    for form, values in groups.items():
        for value in values:
            together[value].add(form)
    return {pair for forms in together.values() for pair in combinations(sorted(forms), 2)}


def conflation(gold, terms_of):
    """Return the numbers of correct, wrongly found and missed pairs."""
    right = pairs_sharing_a_value(
        {form: {without_boundaries(lemma) for lemma in lemmas} for form, lemmas in gold.items()}
    )
    found = pairs_sharing_a_value({form: set(terms_of(form)) for form in gold})
    return right & found, found - right, right - found


def without_boundaries(lemma):
    return lemma.replace("#", "")


def precision(hits, wrong):
    return len(hits) / max(1, len(hits) + len(wrong))


def recall(hits, missed):
    return len(hits) / max(1, len(hits) + len(missed))


# Parts of compounds


def wanted_parts(gold):
    """Return {"head" | "modifier" | "sub": {part: its compounds}}; parts are base forms."""
    words = {without_boundaries(lemma) for lemmas in gold.values() for lemma in lemmas}
    wanted = {kind: defaultdict(set) for kind in ("head", "modifier", "sub")}
    for form, lemmas in gold.items():
        for parts in (lemma.split("#") for lemma in lemmas if "#" in lemma):
            wanted["head"][parts[-1]].add(form)
            for part in parts[:-1]:
                if part in words:
                    wanted["modifier"][part].add(form)
            for part in subcompounds(parts):
                wanted["sub"][part].add(form)
    return wanted


def subcompounds(parts):
    """Return every run of two or more parts except the whole compound."""
    return {
        "".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 2, len(parts) + 1)
        if end - start < len(parts)
    }


def part_scores(gold, terms_of):
    """Return ({kind: recall}, precision over all hits, missed and wrong (part, form) pairs)."""
    index = defaultdict(set)
    for form in gold:
        for term in terms_of(form).all:
            index[term].add(form)
    scores, missed, hits = {}, [], set()
    right = {(without_boundaries(lemma), form) for form, lemmas in gold.items() for lemma in lemmas}
    for kind, wanted in wanted_parts(gold).items():
        met = {part: union(index[t] for t in terms_of(part).lemmas) for part in wanted}
        asked = {(part, form) for part, forms in wanted.items() for form in forms}
        found = {(part, form) for part, forms in met.items() for form in forms}
        scores[kind] = recall(asked & found, asked - found)
        missed += [(kind, *pair) for pair in sorted(asked - found)]
        hits, right = hits | found, right | asked
    return scores, precision(hits & right, hits - right), missed, sorted(hits - right)


def union(sets):
    return set().union(*sets)


# Printing


def print_quality(options):
    try:
        before, started = peak_megabytes(), time.perf_counter()
        analyser = active_analyser(backend=options.backend)
        analyser.terms("kokous")
    except LookupError as error:
        print(f"{options.backend}: {error}")
        return
    print(f"\n{analyser.name} ({analyser.version})")
    print(
        f"  start {time.perf_counter() - started:.2f} s, memory +{peak_megabytes() - before:.0f} MB"
    )
    rows = [row for path in options.files for row in read_gold(path)]
    print_speed(analyser, [form for form, _, _ in rows])
    for name, kinds in (("nouns, names, adjectives", NOUNLIKE), ("and verbs", CONTENT)):
        gold = lemmas_by_form(rows, kinds)
        for what, terms_of in (
            ("base forms", lambda form: analyser.terms(form).lemmas),
            ("with verbs", lambda form: analyser.terms(form).lemmas + analyser.terms(form).verbs),
        ):
            print_conflation(f"{name}, {what}", gold, terms_of, options.errors)
    print_parts(lemmas_by_form(rows, NOUNLIKE), analyser, options.errors)
    print(f"  memory at the end +{peak_megabytes() - before:.0f} MB")


def peak_megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def print_speed(analyser, words):
    for when in ("cold", "again"):
        started = time.perf_counter()
        for word in words:
            analyser.terms(word)
        speed = len(words) / (time.perf_counter() - started)
        print(f"  {len(words)} words of running text, {when}: {speed:,.0f} words/s")


def print_conflation(title, gold, terms_of, errors):
    hits, wrong, missed = conflation(gold, terms_of)
    p, r = precision(hits, wrong), recall(hits, missed)
    f1 = 2 * p * r / (p + r or 1)
    print(f"  {title:42} {len(gold):6} forms  P {p:.4f}  R {r:.4f}  F1 {f1:.4f}")
    if errors:
        print_list("wrong", wrong)
        print_list("missed", missed)


def print_parts(gold, analyser, errors):
    scores, p, missed, wrong = part_scores(gold, analyser.terms)
    recalls = "  ".join(f"{kind} {score:.4f}" for kind, score in scores.items())
    print(f"  parts: R {recalls}  P {p:.4f}")
    if errors:
        print_list("missed", missed)
        print_list("wrong", wrong)


def print_list(title, rows):
    for row in sorted(rows):
        print(f"    {title}: {' '.join(row)}")


if __name__ == "__main__":
    main()
