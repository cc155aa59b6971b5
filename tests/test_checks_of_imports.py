"""What `check --format json` says of a document as it was printed: an invented one with every kind of slip
that five real ones had, and these five where they stand beside the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import SHARED, needed, run

# One slip a line or two; what is right stands beside it.
PRINTED = """\
柳岸县水务局2024年工作要点

为做好全年水务工作,现安排如下。

一、守住防汛底线

1.压实防汛责任。按照《关于加强山塘管理的通知》（柳政办〔202427号）要求，落实“一塘一策”。执行《山塘巡查管理办法》》，逐塘登记造册。

2.开展隐患排查。全县排查隐患1.25万条，已整改1.21万条，整改率98.60%。对23年底前建成的泵站逐站复核。（责任科室：水政股牵头落实）

3.备足防汛物资。一是清点沙袋。三是补充冲锋舟。结合世界水日，中国水周，等时段集中盘点。

二、抓好饮水安全

4.提升供水能力。对供水管网“应改尽改，建成后移交水管站。新建管网不少于总长的15%20公里以上支线全部纳入。

5.规范取水管理。严格取水许可许可审批，由水务股办理。

6.落实取水计划管理。落实取水计划管理。每月通报一次各乡镇取水计划执行、水费收缴和水源地保护情况

8.加强队伍建设。抓好基层水管员培训，2月30日前完成首期。强化技术人员下沉服务，帮助各村管好小水源和
"""
FOUND = {
    ("half_width", "共 1 处"),
    ("document_numbers", "〔202427号"),
    ("brackets", "》"),
    ("rates", "98.60%"),
    ("short_years", "23年底"),
    ("numbers", "三是"),
    ("odd_marks", "，等"),
    ("brackets", "“"),
    ("odd_marks", "15%20"),
    ("doubled_words", "许可"),
    ("two_spellings", "水务股"),
    ("said_twice", "落实取水计划管理"),
    ("broken_off", "水源地保护情况"),
    ("numbers", "8."),
    ("impossible_dates", "2月30日"),
    ("broken_off", "小水源和"),
}
# What the five real ones have, a few words of each: those who know the texts find them there.
SEEDS = {
    "000_502d431bde5d789c.txt": ["half_width", "broken_off"],
    "001_418e12f92efa3a5b.txt": [
        *("half_width", "rates", "broken_off", "brackets", "numbers", "document_numbers", "short_years")
    ],
    "002_f8afacc204bf989c.txt": [
        *("half_width", "masked_names", "document_numbers", "document_numbers", "document_numbers"),
        *("brackets", "doubled_words", "broken_off", "odd_marks", "odd_marks"),
    ],
    "003_d06a83bf89e6847b.txt": [
        *("half_width", "two_spellings", "broken_off", "odd_marks", "odd_marks"),
        *("number_styles", "number_styles", "disclosure_method"),
    ],
    "004_886851195a0fa4bb.txt": ["half_width", "said_twice"],
}
# Of what an import leaves to be done, nothing is said here.
LEFT = {"yaml", "placeholders_left", "unused_units", "unused_policies", "unused_topics"}


def told_of(source: Path, folder: Path) -> list[dict[str, str]]:
    """Import a text, and what is said of the draft, but for what is left to be done."""
    content = folder / "content"
    run("import", "--out", content / "jia", "--content", content, source)
    done = run("check", "--content", content, "--config", folder / "none.yml", "--format", "json")
    return [one for one in json.loads(done.out) if one["rule"] not in LEFT]


def test_an_invented_document_with_every_slip(tmp_path: Path) -> None:
    source = tmp_path / "要点.txt"
    source.write_text(PRINTED, "utf-8")
    told = told_of(source, tmp_path)
    missed = {(rule, words) for rule, words in FOUND if not any(_is(one, rule, words) for one in told)}
    assert missed == set()
    assert [one for one in told if not any(_is(one, rule, words) for rule, words in FOUND)] == []
    assert len(told) == len(FOUND)
    assert all(one["line"] and one["severity"] == "warning" for one in told)


def _is(one: dict[str, str], rule: str, words: str) -> bool:
    return one["rule"] == rule and words in one["what"]


@pytest.mark.audit
@pytest.mark.parametrize("name", sorted(SEEDS))
def test_the_real_ones(tmp_path: Path, name: str) -> None:
    source = SHARED / "seeds" / name
    needed(
        source.exists(),
        f"no {source.name}: the five real documents stand beside the project, in shared/seeds",
    )
    assert sorted(one["rule"] for one in told_of(source, tmp_path)) == sorted(SEEDS[name])
