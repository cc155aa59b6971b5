"""Markdown: its marks are no words of the document, every character is accounted for, lines keep their
numbers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import is_ever

from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes
from generator.importer.readers.markdown import read_markdown

PLAN = """# 云溪县2025年工作要点

## 一、抓项目

1. **争资争项**。争取资金5亿元。（县发改局）
2. __项目建设__。完成投资10亿元。~~新建机场1座。~~（县住建局）

---

## 二、抓民生 ##

- **（一）办好教育。** 新增学位500个。（县教育局）
- [ ] （二）办好医疗。新增床位2\\*50张。（县卫健局）
"""
PIECES = (
    "# ",
    "## ",
    "- ",
    "* ",
    "> ",
    "**",
    "__",
    "~~",
    "***",
    "\\",
    "*",
    "---",
    "\n",
    "\n\n",
    "1. ",
    "一、",
    "|",
    "抓项目",
    "办好教育",
    "。",
    " ",
    "____",
    "`",
)


def imported(text: str) -> Imported:
    return import_source(read_bytes(text.encode(), "a.md"))


def test_marks_are_set_aside() -> None:
    found = imported(PLAN)
    assert (found.title, found.sections) == ("云溪县2025年工作要点", ("一、抓项目", "二、抓民生"))
    assert [(t.title, [u.name for u in t.units], t.lines[0]) for t in found.tasks] == [
        ("争资争项", ["县发改局"], 5),
        ("项目建设", ["县住建局"], 6),
        ("办好教育", ["县教育局"], 12),
        ("办好医疗", ["县卫健局"], 13),
    ]
    assert "新增床位2*50张" in found.root.full_text
    assert found.coverage.aside["删除线文字"] == len("~~新建机场1座。~~")
    assert any("删除线文字" in note for note in found.notes)
    assert found.coverage.source == len(PLAN)
    assert found.coverage.unplaced == ()


def test_headings_without_numbers_are_sections_by_their_level() -> None:
    found = imported(
        "# 抓项目\n## 争资争项\n争取资金5亿元。（县发改局）\n## 项目建设\n"
        "完成投资10亿元。（县住建局）\n# 抓民生\n## 办好教育\n新增学位500个。（县教育局）\n"
    )
    assert found.sections == ("抓项目", "抓民生")
    assert [t.title for t in found.tasks] == ["争资争项", "项目建设", "办好教育"]


def test_a_table_of_bold_words_is_read() -> None:
    found = imported(
        "# 云溪县2025年任务分解表\n\n| **序号** | **工作任务** | **责任单位** |\n|:---|---|---|\n"
        "| 1 | **修路** | 县交通局 |\n| 2 | 架桥 | __县水利局__ |\n"
    )
    assert [(t.title, [u.name for u in t.units]) for t in found.tasks] == [
        ("修路", ["县交通局"]),
        ("架桥", ["县水利局"]),
    ]


def test_blanks_of_a_form_and_a_text_file_stay_as_they_are() -> None:
    assert imported("验收日期：____年____月\n面积5*6*7米").source.lines[0].text == "验收日期：____年____月"
    assert read_bytes("# 云溪县".encode(), "a.txt").lines[0].text == "# 云溪县"


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_every_character_of_markdown_is_accounted_for(text: str) -> None:
    source = read_markdown(text.encode(), "a.md")
    assert sorted("".join(line.text + line.end for line in source.lines)) == sorted(text)
    assert import_source(source).coverage.unplaced == ()


@pytest.mark.audit
@pytest.mark.parametrize(
    "piece", ["**", "__a", "__a__ ", "~~", "~", "# ", "> ", "- ", "\\", "***a", " #", "\t"]
)
def test_a_megabyte_of_marks_takes_no_time(piece: str) -> None:
    def is_quick() -> bool:
        start = time.process_time()
        read_markdown((piece * ((1 << 20) // len(piece))).encode(), "a.md")
        return time.process_time() - start < 2

    assert is_ever(is_quick)
