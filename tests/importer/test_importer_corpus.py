"""The importer against the hand-made answers of ../shared, where that folder is present."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

from generator.content.yaml_reader import parse
from generator.importer.compare.check import compare
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_source
from generator.importer.readers import read_file
from generator.importer.run import validate

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("GONGKAI_SHARED", ROOT.parent / "shared"))
LEAST = {"tasks": 0.95, "units": 0.92, "deadlines": 0.85, "cites": 0.97}

pytestmark = pytest.mark.skipif(
    not (SHARED / "corpus" / "gold").is_dir(), reason=f"没有语料目录 {SHARED}，跳过对照测试"
)


def _scores() -> ModuleType:
    spec = importlib.util.spec_from_file_location("importer_scores", ROOT / "bench" / "importer_scores.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["importer_scores"] = module
    spec.loader.exec_module(module)
    return module


BENCH = _scores()
PAIRS = list(BENCH.pairs(SHARED)) if (SHARED / "corpus" / "gold").is_dir() else []
DOCUMENTS = sorted([*(SHARED / "corpus" / "docs").glob("*.txt"), *(SHARED / "seeds").glob("*.txt")])


@pytest.mark.parametrize("pair", PAIRS, ids=[p[0] for p in PAIRS])
def test_scores_against_gold(pair: tuple[str, Path, Path]) -> None:
    score = BENCH.score(*pair)
    wanted = dict.fromkeys(LEAST, 1.0) if pair[0].startswith("seed-") else LEAST
    assert {f: score.f1(f) for f in LEAST if score.f1(f) < wanted[f]} == {}, score.differences
    assert all(score.meta.values()), score.differences
    assert score.sections
    assert score.kind
    assert score.coverage == 1.0


@pytest.mark.parametrize("document", DOCUMENTS, ids=[d.stem for d in DOCUMENTS])
def test_every_document_becomes_a_record_that_holds_its_whole_text(document: Path) -> None:
    source = read_file(document)
    imported = import_source(source)
    assert imported.coverage.unplaced == ()
    text = to_yaml(imported)
    validate(text)
    tree, problems = parse(text, document.name)
    assert problems == []
    difference = compare(tree, source)
    assert (difference.missing, difference.added, difference.facts) == ((), (), ())


@pytest.mark.parametrize(
    "name", ["29-zj-qujiang-qingli", "56-gov-liangshi-yuan", "58-messy-jx-headings-lost"]
)
def test_documents_without_tasks_give_none_and_the_reason(name: str) -> None:
    imported = import_source(read_file(SHARED / "corpus" / "docs" / f"{name}.txt"))
    assert imported.tasks == ()
    assert any("没有导入任务" in p.what or "分不出任务" in p.what for p in imported.problems)
