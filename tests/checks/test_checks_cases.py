"""Each check on tiny content, sound and broken: cases/<check>.txt, with the exact words that it is to say."""

from __future__ import annotations

import importlib
from datetime import date
from pathlib import Path

import pytest
from support import AGENCY, ROOT, SOUND, Case, read_cases, write

from generator.build import check_all
from generator.checks import table
from generator.checks.registry import CHECKS, ELSEWHERE, Check, DayCheck, TextCheck

TODAY = date(2026, 6, 30)  # in all cases
CASES = Path(__file__).parent / "cases"
FOLDER = ROOT / "generator" / "checks"
# what the checks share
NO_CHECKS = {"__init__", "counting", "lists", "printed", "quantities", "registry", "settings", "table"}
NO_CHECKS |= {"walks", "waivers"}
RULES = [check.name for check in (*CHECKS, *ELSEWHERE)]
CONFIG = "site_config.yml"  # in a case: that of its site
# What every site needs besides the page that a case is about.
PAGES = {f"pages/{name}.md": f"# {name}\n" for name in ("index", "guide", "rules")}


def all_cases() -> list[tuple[str, Case]]:
    return [(path.stem, case) for path in sorted(CASES.glob("*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize(
    ("rule", "case"), all_cases(), ids=[f"{rule}: {case.name}" for rule, case in all_cases()]
)
def test_case(tmp_path: Path, rule: str, case: Case) -> None:
    """All that is said of a case is said by its check, but for a file that it breaks on purpose."""
    has_pages = any(name.startswith("pages/") or name == CONFIG for name in case.files)
    content = write(
        tmp_path / "content", {"jia/agency.yml": AGENCY} | (PAGES if has_pages else {}) | case.files
    )
    config = SOUND / "site_config.yml" if has_pages else tmp_path / "site_config.yml"
    if CONFIG in case.files:
        config = (content / CONFIG).rename(tmp_path / CONFIG)
    problems = check_all(content, config, TODAY, publishing=True)
    assert [str(p) for p in problems if p.rule == rule] == case.says
    others = {p.rule for p in problems if p.severity == "error"} - {rule}
    assert others <= ({"yaml"} if "broken" in case.name else set())


def test_every_check_is_in_the_list_under_the_name_of_its_file() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py")} - NO_CHECKS
    assert modules == set(RULES)
    assert len(set(RULES)) == len(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_every_check_has_cases_that_are_sound_and_broken(rule: str) -> None:
    cases = read_cases(CASES / f"{rule}.txt")
    assert any(case.says for case in cases)
    assert any(not case.says for case in cases)


@pytest.mark.parametrize("rule", RULES)
def test_every_check_opens_with_the_sentence_that_it_enforces(rule: str) -> None:
    first = (importlib.import_module(f"generator.checks.{rule}").__doc__ or "").partition("\n")[0]
    assert first
    assert (CASES / f"{rule}.txt").read_text("utf-8").startswith(first)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_every_check_is_as_severe_as_the_list_says(check: Check | DayCheck | TextCheck) -> None:
    says = [line for case in read_cases(CASES / f"{check.name}.txt") for line in case.says]
    assert all(("错误" if check.severity == "error" else "提醒") in line for line in says)


def test_every_check_has_a_sentence_for_the_office() -> None:
    labels = [check.label for check in (*CHECKS, *ELSEWHERE)]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_the_table_in_the_docs_is_made_from_the_checks() -> None:
    written = (ROOT / "docs" / "checks.md").read_text("utf-8")
    assert table.with_table(written) == written, "run `make rules`"
    assert all(f"| `{name}` | " in written for name in RULES)
