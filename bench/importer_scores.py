"""Score the importer on the hand-made answers of ../shared/corpus:
`python bench/importer_scores.py [--tasks]`.

Prints one line per document: F1 of task titles, units with role, deadlines, cited documents; whether title,
issuer, date and number are right; how much of the source is placed or set aside; how many of the gold figures
were found. Conventions: ../shared/corpus/gold/README.md. `--tasks` lists every difference.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from generator.importer.draft.to_json import as_data  # noqa: E402
from generator.importer.pipeline import import_text  # noqa: E402

SHARED = Path(os.environ.get("GONGKAI_SHARED", ROOT.parent / "shared"))
ANY_ROLE = frozenset({"52-gov-126-jucuo"})  # gold/README.md: column 指导部门, accept any role
FIELDS = ("tasks", "units", "deadlines", "cites")


@dataclass
class Score:
    """True positives, found and wanted of each field, and the one-off facts."""

    name: str
    counts: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    meta: dict[str, bool] = field(default_factory=dict)
    sections: bool = False
    kind: bool = False
    coverage: float = 0.0
    figures: tuple[int, int] = (0, 0)
    differences: list[str] = field(default_factory=list)

    def f1(self, name: str) -> float:
        """Harmonic mean of precision and recall; 1 when nothing is wanted and nothing was found."""
        hit, found, wanted = self.counts[name]
        return 2 * hit / (found + wanted) if found + wanted else 1.0


def plain(text: str | None) -> str:
    """Without white space and with half-width commas and brackets, so that printing habits do not count."""
    return "".join((text or "").split()).translate(str.maketrans("，（）：；", ",():;"))


def pairs(shared: Path = SHARED) -> Iterator[tuple[str, Path, Path]]:
    """Name, document and gold file of every document with an answer."""
    seeds = sorted((shared / "seeds").glob("*.txt"))
    for gold in sorted((shared / "corpus" / "gold").glob("*.json")):
        if gold.stem.startswith("seed-"):
            yield gold.stem, seeds[int(gold.stem.removeprefix("seed-"))], gold
        else:
            yield gold.stem, shared / "corpus" / "docs" / f"{gold.stem}.txt", gold


def score(name: str, document: Path, gold_file: Path) -> Score:
    """Compare one import with its answer."""
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    return compare(name, as_data(import_text(document.read_text(encoding="utf-8"), name)), gold)


def compare(name: str, got: dict[str, Any], gold: dict[str, Any]) -> Score:
    """Compare what an import found with what should be found;
    a key the answer leaves out is not looked at.
    """
    result = Score(name)
    found, wanted = _keyed(got["tasks"], "number"), _keyed(gold["tasks"], "n")
    result.counts["tasks"] = _overlap(Counter(k for k in found), Counter(k for k in wanted))
    result.differences += [f"- 多 {k}" for k in found if k not in wanted] + [
        f"- 缺 {k}" for k in wanted if k not in found
    ]
    for what in FIELDS[1:]:
        a = Counter((k, v) for k, t in found.items() for v in _values(t, what, name))
        b = Counter((k, v) for k, t in wanted.items() for v in _values(t, what, name))
        result.counts[what] = _overlap(a, b)
        result.differences += [f"- {what} 多 {x}" for x in (a - b)] + [f"- {what} 缺 {x}" for x in (b - a)]
    for key in (k for k in ("title", "issuer", "date", "doc_number") if k in gold):
        result.meta[key] = plain(got[key]) == plain(gold[key])
        if not result.meta[key]:
            result.differences.append(f"- {key}: {got[key]!r} 应为 {gold[key]!r}")
    result.sections = "sections" not in gold or [*map(plain, got["sections"])] == [
        *map(plain, gold["sections"])
    ]
    if not result.sections:
        result.differences.append(f"- sections {got['sections']} 应为 {gold['sections']}")
    result.kind = "kind" not in gold or got["kind"] == gold["kind"]
    cover = got["coverage"]
    result.coverage = (cover["placed_chars"] + cover["aside_chars"]) / max(1, cover["source_chars"])
    result.figures = _figures(got["indicators"], [i["text"] for i in gold["indicators"]])
    return result


def _keyed(tasks: list[dict[str, Any]], number: str) -> dict[tuple[str, int], dict[str, Any]]:
    """Tasks by title; the second of two equal titles gets another key."""
    seen: Counter[str] = Counter()
    out: dict[tuple[str, int], dict[str, Any]] = {}
    for task in tasks:
        key = f"{plain(task[number])}|{plain(task['title'])}"
        out[key, seen[key]] = task
        seen[key] += 1
    return out


def _values(task: dict[str, Any], what: str, name: str) -> list[Any]:
    if what == "units":
        return [(plain(u["name"]), "" if name in ANY_ROLE else u["role"]) for u in task["units"]]
    return [plain(v) for v in task[what]]


def _overlap(found: Counter[Any], wanted: Counter[Any]) -> tuple[int, int, int]:
    return (found & wanted).total(), found.total(), wanted.total()


def _figures(found: list[str], wanted: list[str]) -> tuple[int, int]:
    """How many of the wanted figures overlap one that was found."""
    have = [plain(f) for f in found]
    hits = sum(any(w in h or h in w or _tail(w, h) for h in have) for w in map(plain, wanted))
    return hits, len(wanted)


def _tail(wanted: str, found: str) -> bool:
    return len(found) >= 4 and wanted[-6:] == found[-6:]


def main(arguments: list[str]) -> int:
    """Print the table."""
    if not (SHARED / "corpus" / "gold").is_dir():
        print(f"没有找到语料目录 {SHARED}，无法评分。")
        return 1
    start = time.perf_counter()
    scores = [score(*p) for p in pairs()]
    print(
        f"{'文件':<24} {'任务':>6} {'单位':>6} {'时限':>6} {'引用':>6}  题 机 日 号  章节 类型  覆盖   指标"
    )
    for s in scores:
        cells = " ".join(f"{s.f1(f):>7.3f}" for f in FIELDS)
        marks = "  ".join("√" if ok else "×" for ok in s.meta.values())
        print(
            f"{s.name:<26}{cells}   {marks}   {'√' if s.sections else '×'}    {'√' if s.kind else '×'} "
            f"  {s.coverage:>6.1%}  {s.figures[0]}/{s.figures[1]}"
        )
        if "--tasks" in arguments:
            print("\n".join(f"      {d}" for d in s.differences))
    total = {f: tuple(sum(s.counts[f][i] for s in scores) for i in range(3)) for f in FIELDS}
    cells = " ".join(f"{2 * t[0] / max(1, t[1] + t[2]):>7.3f}" for t in total.values())
    right = sum(ok for s in scores for ok in s.meta.values())
    print(
        f"{'合计':<24}{cells}   要素 {right}/{4 * len(scores)}   指标 "
        f"{sum(s.figures[0] for s in scores)}/{sum(s.figures[1] for s in scores)}   用时 "
        f"{time.perf_counter() - start:.2f} 秒"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
