"""How the importer does on writing it was not developed with:
`python -m bench.importer_unseen [WAY…] [--json FILE]`.

Every text of ../shared with an answer is written anew in many ways that leave the answer the same
(importer_variants, importer_outlines, importer_formats), imported, and scored as in importer_scores. Prints
mean and worst F1 of each way and field. With the names of ways, lists every difference too.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import importer_formats, importer_outlines, importer_variants
from bench.importer_scores import FIELDS, SHARED, Score, compare, pairs
from bench.importer_variants import Answer
from generator.importer.draft.to_json import as_data
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source, import_text

AIMS = {"tasks": 0.95, "units": 0.92, "deadlines": 0.85, "cites": 0.97, "meta": 0.95, "coverage": 1.0}
NAMES = {
    "tasks": "任务",
    "units": "单位",
    "deadlines": "时限",
    "cites": "引用",
    "meta": "要素",
    "coverage": "覆盖",
}


def texts() -> list[tuple[str, str, Answer]]:
    """Name, text and answer of every document; one
    that came on a single line also with its lines restored.
    """
    found: list[tuple[str, str, Answer]] = []
    for name, document, gold in pairs():
        text = document.read_text(encoding="utf-8")
        answer: Answer = json.loads(gold.read_text(encoding="utf-8"))
        found.append((name, text, answer))
        if text.count("\n") < 5:
            found.append((name + "-lines", _with_lines(text, answer), answer))
    return found


def _with_lines(text: str, answer: Answer) -> str:
    """Line breaks around title, sections, tasks and signature of a text that has none."""
    at = 0
    for words in sorted(
        [*answer["sections"], *((t["n"] or "") + t["title"] for t in answer["tasks"])], key=text.find
    ):
        found = text.find(words, at)
        if found >= 0:
            text = text[:found] + "\n" + text[found:]
            at = found + 1
    for words in (answer["title"], answer["doc_number"] or answer["title"]):
        text = text.replace(words, words + "\n", 1)
    for words in re.findall(r"\S+人民政府\s+\d{4}年\d{1,2}月\d{1,2}日|（此件公开发布）", text[-60:]):
        text = text.replace(words, "\n" + words.replace(" ", "\n") + "\n")
    return "\n".join(part for line in text.split("\n") for part in (line.strip(), "") if part) + "\n"


def imports() -> Iterator[tuple[str, str, Imported, Answer]]:
    """Every document in every way that applies to it: the way, the document,
    what was imported, what is right.
    """
    documents = texts()
    for way, change in {**importer_variants.WAYS, **importer_outlines.WAYS}.items():
        for name, text, answer in documents:
            written = change(text, answer)
            if written:
                yield way, name, import_text(written[0], name), written[1]
    for way, rewrite in importer_formats.REWRITES.items():
        for name, text, answer in documents:
            made = rewrite(text, answer)
            if made:
                yield way, name, import_source(made[0]), made[1]


def scores(wanted: list[str]) -> dict[str, list[Score]]:
    """The scores of every way, or of those whose name holds one of the wanted words."""
    out: dict[str, list[Score]] = {}
    for way, name, imported, answer in imports():
        if not wanted or any(w in way for w in wanted):
            one = compare(name.removesuffix("-lines"), as_data(imported), answer)
            one.name = name
            if "foreign" in answer:
                one.meta["foreign"] = not any(
                    w in t.text or w in t.title for t in imported.tasks for w in answer["foreign"]
                )
            out.setdefault(way, []).append(one)
    return out


def values(score: Score) -> dict[str, float]:
    """What is asked of one import, each between 0 and 1."""
    meta = list(score.meta.values())
    return {
        **{f: score.f1(f) for f in FIELDS},
        "meta": sum(meta) / len(meta) if meta else 1.0,
        "coverage": score.coverage,
    }


def summary(got: list[Score]) -> dict[str, dict[str, Any]]:
    """Mean and worst of every field over the documents, and which document is worst."""
    rows = [(s.name, values(s)) for s in got]
    out: dict[str, dict[str, Any]] = {}
    for key in AIMS:
        worst = min(rows, key=lambda r: r[1][key])
        out[key] = {
            "mean": sum(v[key] for _, v in rows) / len(rows),
            "worst": worst[1][key],
            "document": worst[0],
        }
    return out


def main(arguments: list[str]) -> int:
    """Print the table; exit status 1 when a mean is below its aim."""
    if not (SHARED / "corpus" / "gold").is_dir():
        print(f"没有找到语料目录 {SHARED}，跳过改写评测。")
        return 0
    file = arguments[arguments.index("--json") + 1] if "--json" in arguments else None
    wanted = [a for a in arguments if a != "--json" and a != file]
    start = time.perf_counter()
    found = scores(wanted)
    below = 0
    print("平均/最低" + "".join(f"{NAMES[k]:>11}" for k in AIMS) + "  份  写法")
    for way, got in found.items():
        line = summary(got)
        low = [k for k in AIMS if line[k]["mean"] < AIMS[k]]
        below += bool(low)
        cells = "".join(f"  {line[k]['mean']:.3f}/{line[k]['worst']:.2f}" for k in AIMS)
        print(
            f"        {cells}  {len(got):>2}  {way}"
            + ("  ← " + "、".join(NAMES[k] for k in low) if low else "")
        )
        if wanted:
            print("\n".join(f"      {s.name} {d}" for s in got for d in s.differences))
    print(
        f"写法 {len(found)} 种，文件 {sum(map(len, found.values()))} 份，平均未达目标的写法 {below} "
        f"种，用时 {time.perf_counter() - start:.1f} 秒"
    )
    if file:
        Path(file).write_text(
            json.dumps({w: summary(g) for w, g in found.items()}, ensure_ascii=False, indent=1),
            encoding="utf-8",
        )
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
