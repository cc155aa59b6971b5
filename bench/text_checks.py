"""What the checks say of real texts, and how often they are right: `python -m bench.text_checks [--show]`.

Each text of ../shared/corpus and ../shared/seeds is imported as a clerk would, and checked as it stands.
Whether a finding is right was decided by a person with the text at hand, and is kept in
text_judgements.txt: a digest of text, rule and words, and right or false. `--show` prints every finding with
its digest, to be judged; a finding that was not judged counts in no precision.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bench import planted_slips
from generator.build import check_all
from generator.checks.registry import CHECKS
from generator.importer.run import run_import
from generator.problems import Problem

_ROOT = Path(__file__).resolve().parent.parent
_SHARED = _ROOT.parent / "shared"
_JUDGED = Path(__file__).with_name("text_judgements.txt")
_COUNT = re.compile(r"共 \d+ 处")  # how often makes it no other finding
_LEAST = 0.95  # of the planted slips
# What is never a slip of the text: what an import leaves to be filled in, names that nobody cites yet.
_NO_SLIPS = {"placeholders_left", "unused_units", "unused_policies", "unused_topics", "personal_tables"}
_NO_SLIPS |= {"empty_documents"}
_RULES = [check.name for check in CHECKS if check.name not in _NO_SLIPS]


class Told(NamedTuple):
    """A finding of one text. `verdict` is right, false, or nothing where nobody judged it."""

    text: str
    problem: Problem
    digest: str
    verdict: str


def told(path: Path, verdicts: dict[str, str]) -> Iterator[Told]:
    """What is said of one text once it is imported."""
    with tempfile.TemporaryDirectory() as name:
        content = Path(name) / "content"
        run_import((path,), "yaml", content / "jia", content, _silent, _silent)
        for problem in check_all(content, Path(name) / "none.yml"):
            if problem.rule in _RULES:
                words = _COUNT.sub("", problem.what)
                digest = sha256(f"{path.name}\n{problem.rule}\n{words}".encode()).hexdigest()[:12]
                yield Told(path.stem, problem, digest, verdicts.get(digest, ""))


def _silent(_: str) -> None:
    """What an import tells its clerk is no part of this."""


def _verdicts() -> dict[str, str]:
    lines = _JUDGED.read_text("utf-8").splitlines() if _JUDGED.exists() else []
    return dict(line.split()[:2] for line in lines if line and not line.startswith("#"))


def _table(found: Iterable[Told], characters: int) -> None:
    by_rule: dict[str, list[str]] = defaultdict(list)
    for one in found:
        by_rule[one.problem.rule].append(one.verdict)
    print("| rule | told | right | false | not judged | precision |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for rule in (*sorted(by_rule), ""):
        verdicts = by_rule[rule] if rule else [v for of_rule in by_rule.values() for v in of_rule]
        right, false = verdicts.count("right"), verdicts.count("false")
        share = f"{right / (right + false):.0%}" if right + false else ""
        print(f"| {rule or 'all'} | {len(verdicts)} | {right} | {false} | {verdicts.count('')} | {share} |")
        if not rule:
            print(f"\nfalse per 10,000 characters: {false / characters * 10_000:.2f} of {characters}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print each finding")
    show = parser.parse_args(arguments).show
    verdicts = _verdicts()
    for folder in ("corpus/docs", "seeds"):
        paths = sorted((_SHARED / folder).glob("*.txt"))
        if not paths:
            print(f"{folder}: not there")
            continue
        found = [one for path in paths for one in told(path, verdicts)]
        for one in found if show else ():
            p = one.problem
            print(f"{one.digest} {one.verdict or '?':5} {one.text[:14]} {p.rule}: {p.what}")
        print(f"\n{folder}: {len(paths)} texts\n")
        _table(found, sum(len(path.read_text("utf-8")) for path in paths))
    return _recall()


def _recall() -> int:
    """What is found of slips planted into sound texts, and told of sound ones; 1 where that is too little."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        found = list(planted_slips.plant(Path(one)))
        vain = planted_slips.sound(Path(other))
    print("\n| slip | rule | planted | found |\n| --- | --- | ---: | ---: |")
    for kind, (rule, _) in planted_slips.SLIPS.items():
        some = [slip.is_found for slip in found if slip.kind == kind]
        print(f"| {kind} | {rule} | {len(some)} | {sum(some)} |")
    share = sum(slip.is_found for slip in found) / len(found)
    print(f"\nfound {share:.1%} of {len(found)}; {vain} told of 200 sound texts")
    return 0 if share >= _LEAST and not vain else 1


if __name__ == "__main__":
    sys.exit(main())
