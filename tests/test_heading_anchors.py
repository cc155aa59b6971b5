"""Anchors of hand-written headings: from their words, so they stay when others are added; old numbers too."""

from __future__ import annotations

import re

import pytest
from markdown import markdown
from selectolax.lexbor import LexborHTMLParser

from generator.content.heading_anchors import anchor_of
from generator.content.markdown_pages import EXTENSIONS

PAGE = "# 申请公开\n\n## 一、申请条件\n\n甲\n\n## 二、办理流程\n\n乙\n"


def anchors(text: str) -> dict[str, str]:
    """The anchor of each heading by its words."""
    page = LexborHTMLParser(markdown(text, extensions=EXTENSIONS))
    return {node.text(): node.attributes["id"] or "" for node in page.css("h1,h2,h3")}


def ids(text: str, extensions: list[str]) -> list[str]:
    return re.findall(r'id="([^"]*)"', markdown(text, extensions=extensions))


def test_anchors_stay_when_a_heading_is_put_in_before() -> None:
    assert anchors(PAGE) == {"申请公开": "申请公开", "一、申请条件": "申请条件", "二、办理流程": "办理流程"}
    more = PAGE.replace("## 一、申请条件", "## 一、依据\n\n丙\n\n## 二、申请条件").replace(
        "二、办理", "三、办理"
    )
    assert anchors(more)["二、申请条件"] == "申请条件"
    assert anchors(more)["三、办理流程"] == "办理流程"


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "# A b\n\n## 说明 API\n\n## 说明 API\n\n## 甲 {#jia}\n\n## _1\n\n## ？\n\n## **粗** `码`\n",
        "## 同名\n\n## 同名\n\n### 2024年\n\n### 2024\n",
    ],
)
def test_the_numbers_of_before_are_still_there_and_no_anchor_twice(text: str) -> None:
    before = ids(text, [name for name in EXTENSIONS if "." not in name])
    now = ids(text, EXTENSIONS)
    assert set(before) <= set(now)
    assert len(now) == len(set(now))


@pytest.mark.parametrize(
    ("words", "anchor"),
    [
        ("第三章 附则", "附则"),
        ("（二）受理", "受理"),
        ("3. 答复", "答复"),
        ("1.2 期限", "期限"),
        ("1.5倍以上", "15倍以上"),
        ("2024年工作", "2024年工作"),
        ("12345热线", "12345热线"),
        ("一体化平台", "一体化平台"),
        ("“放管服”改革？", "放管服改革"),
        ("Ｆ　Ａ", "f-a"),
        ("一、", "一"),
        ("？", ""),
    ],
)
def test_the_words_of_an_anchor(words: str, anchor: str) -> None:
    assert anchor_of(words) == anchor
