"""What the pages say where results are thin, odd or elsewhere: a small site of plans, a table, a summary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import support
from selectolax.lexbor import LexborHTMLParser, LexborNode
from support import HEAD, squeeze, target_of

Pages = dict[str, LexborHTMLParser]
_HEAD = "title: {}\nkind: {}\nperiod: {}\ntext: full\nsource: {{publisher: 甲局, published: {}}}\n"
PLAN = (
    _HEAD.format("2024年工作要点", "plan", 2024, "2024-02-20")
    + """sections:
  - title: 一、管网
    deadlines: [2024年9月底前]
    tasks:
      - id: "01"
        number: 1.
        title: 更换管道12公里
        deadlines: [2024年底前]
        indicators: [{text: 更换管道12公里, name: 更换管道, value: 12, unit: 公里, kind: target}]
      - id: "02"
        number: 2.
        title: 修复桥梁5座，合格率98%
        deadlines: [2024年6月底前]
        indicators:
          - {text: 修复桥梁5座, name: 修复桥梁, value: 5, unit: 座, kind: target}
          - {text: 合格率98%, name: 合格率, value: 98, unit: "%", kind: target}
        progress:
          - date: 2024-03
            text: 已修复1座，合格率97%。
            indicators:
              - {text: 已修复1座, name: 修复危桥, value: 1, unit: 座, kind: actual}
              - {text: 合格率97%, name: 合格率, value: 97, unit: "%", kind: actual}
          - date: 2024-06
            status: 推进缓慢
            text: 已修复2座。
            indicators: [{text: 已修复2座, name: 修复危桥, value: 2, unit: 座, kind: actual}]
            source: {title: 半年通报, publisher: 甲局}
      - {id: "03", number: 3., title: 巡查河道, deadlines: [2024年底前], continuity: ended}
      - {id: "05", number: 5., title: 整治井盖}
  - {title: 三、报送, deadlines: [9月15日前], responsibility: [{unit: 粮食储备科, role: lead}]}
  - title: 二、净增
    tasks:
      - id: "04"
        number: 4.
        title: 净增用水户10户
        indicators: [{text: 净增用水户10户, name: 净增用水户, value: 10, unit: 户, kind: target}]
        progress:
          - date: 2024-11
            status: {class: delayed, words: 未达目标}
            indicators: [{text: 净增用水户-4户, name: 净增用水户, value: -4, unit: 户, kind: actual}]
            source: {title: 十一月通报, publisher: 甲局}
"""
)
TABLE = (
    _HEAD.format("2024年责任分解表", "assignment", 2024, "2024-03-20")
    + """sections:
  - title: 分解
    tasks:
      - id: "1"
        title: 城东更换管道
        links: [{kind: assigns, to: jia/2024-yaodian/01}]
        progress: [{date: 2024-Q3, status: 已完成, source: {title: 三季度通报, publisher: 甲局}}]
      - {id: "2", title: 城西更换管道, links: [{kind: assigns, to: jia/2024-yaodian/01}]}
      - id: "3"
        title: 城西更换支管
        status: 正常推进
        links: [{kind: carries_out, to: jia/2024-fenjie/2}]
      - {id: "4", title: 巡查河道, links: [{kind: assigns, to: jia/2024-yaodian/03}]}
"""
)
SUMMARY = (
    _HEAD.format("2025年上半年总结", "summary", "2025-H1", "2025-07-10")
    + """sections:
  - title: 一、做了的
    tasks:
      - {id: "1", title: 处理来信, text: 处理来信3件。}
      - {id: "2", title: 走访群众, text: 走访群众。}
"""
)
NEXT = (
    _HEAD.format("2025年工作要点", "plan", 2025, "2025-02-20")
    + """sections:
  - title: 一、管网
    deadlines: [2025年6月底前]
    tasks:
      - id: "01"
        title: 更换管道10公里
        deadlines: [2025年6月底前]
        indicators: [{text: 更换管道10公里, name: 更换管道, value: 10, unit: 公里, kind: target}]
        links: [{kind: continues, to: jia/2024-yaodian/01}]
        progress:
          - date: 2025-06
            status: 已完成
            text: 更换管道7.9公里，完成率85%。
            indicators:
              - {text: 更换管道7.9公里, name: 更换管道, value: 7.9, unit: 公里, kind: actual}
              - {text: 完成率85%, name: 更换管道完成率, value: 85, unit: "%", kind: actual}
            source: {title: 半年通报, publisher: 甲局}
      - {id: "02", title: 建设泵站, continuity: new}
      - {id: "03", title: 清理河道}
"""
)
SILENT = _HEAD.format("2023年工作要点", "plan", 2023, "2023-02-20") + (
    "sections: [{title: 一节, tasks: [{id: 1, title: 甲}, {id: 2, title: 乙}]}]\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = support.copy_sound(tmp_path_factory.mktemp("mended") / "site")
    for path in (root / "content" / "jia").glob("*.yml"):
        if path.name != "agency.yml":
            path.unlink()
    for path in (root / "content" / "yi").glob("*.yml"):
        path.unlink()
    (root / "content" / "yi").rmdir()
    (root / "content" / "moved.yml").unlink()
    documents = {
        "2023-yaodian": SILENT, "2024-yaodian": PLAN, "2024-fenjie": TABLE,
        "2025-zongjie": SUMMARY, "2025-yaodian": NEXT,
    }  # fmt: skip
    support.write(root / "content", {f"jia/{name}.yml": text for name, text in documents.items()})
    done = support.build(root, "--jobs", 1)
    assert done.status == 0, done.said
    return root / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    return support.pages_of(site)


def said(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def result_of(page: LexborHTMLParser) -> LexborNode:
    [row] = [row for row in page.css(".gk-summary dl > div") if said(row.css_first("dt")) == "结果"]
    return row


def row_of(page: LexborHTMLParser, title: str) -> LexborNode:
    [row] = [row for row in page.css("tbody tr") if title in said(row.css_first("td"))]
    return row


def test_a_silent_task_points_to_what_it_was_assigned_to(pages: Pages, site: Path) -> None:
    for address in ("jia/2024-yaodian/01.html", "jia/2024-yaodian/results.html"):
        page = pages[address]
        node = result_of(page) if address.endswith("01.html") else row_of(page, "更换管道12公里")
        assert [squeeze(p.text()) for p in node.css(".gk-below")] == [
            "分解表中的任务《城东更换管道》：已完成2024年第3季度",
            "甲县粮食局落实它的任务《城西更换支管》：正常推进",  # below one of which nothing is published
        ]
        links = [target_of(address, a.attributes["href"] or "")[0] for a in node.css(".gk-below a")]
        assert links == ["jia/2024-fenjie/1.html", "jia/2024-fenjie/3.html"]
        assert said(node.css_first(".gk-status")) == "没有公开的落实情况"
    tasks = json.loads((site / "data" / "tasks.json").read_text("utf-8"))["tasks"]
    outcome = next(t["outcome"] for t in tasks if t["id"] == "jia/2024-yaodian/01")
    assert (outcome["status"], outcome["rule"], outcome["from"]) == (None, "none", [])
    assert not pages["jia/2024-yaodian/03.html"].css(".gk-below")  # nor is anything published below
    assert not pages["jia/2024-fenjie/1.html"].css(".gk-below")


def test_figures_without_a_target_of_their_name_stand_as_printed(pages: Pages) -> None:
    for node in (
        result_of(pages["jia/2024-yaodian/02.html"]),
        row_of(pages["jia/2024-yaodian/results.html"], "修复桥梁"),
    ):
        bridges, share = node.css(".gk-targets li")
        assert said(bridges) == "修复桥梁：目标 5座 · 没有对得上的完成数字"
        assert said(share) == "合格率：目标 98 % · 完成 97 %"
        assert said(node.css_first(".gk-reported")) == "另报告（没有同名的目标）：已修复2座"


def test_a_figure_below_zero_has_no_share(pages: Pages) -> None:
    node = result_of(pages["jia/2024-yaodian/04.html"])
    assert said(node.css_first(".gk-targets li")) == "净增用水户：目标 10户 · 完成 -4户"


@pytest.mark.parametrize("address", ["jia/indicators.html", "jia/2025-yaodian/index.html"])
def test_13_a_printed_share_that_disagrees_is_told_where_the_figures_stand(
    pages: Pages, address: str
) -> None:
    row = next(row for row in pages[address].css(".gk-figure-table tbody tr") if "7.9 公里" in said(row))
    assert said(row.css_first("[data-label=完成比例]")) == "79 %"
    assert "原文另写“完成率85%”，与目标、完成两个数字算出的不一致，都照原文列出" in said(row)


def test_percentages_have_one_form(pages: Pages) -> None:
    """What is worked out or shown as an amount; words as printed, and the quotations, stay."""
    for page in pages.values():
        for node in page.css(".gk-targets .gk-target, .gk-figure-table .gk-num"):
            assert "%" not in said(node).replace(" %", ""), said(node)


def test_how_many_entries_name_a_task_is_said_in_words(pages: Pages) -> None:
    line = said(pages["jia/2025-zongjie/results.html"].css_first(".gk-results"))
    assert "报告完成情况 2 条，都没有写明对应的任务。" in line
    assert "本站数据截至2025年7月10日" in line


def test_what_is_not_there_is_said_in_every_column(pages: Pages) -> None:
    row = row_of(pages["jia/2024-yaodian/results.html"], "巡查河道")
    assert [said(row.css_first(f"[data-label={c}]")) for c in ("目标与完成", "报告")] == ["无", "无"]
    for page in pages.values():
        assert all(said(td) for td in page.css(".gk-result-table td"))


def test_where_all_lack_results_they_are_listed_once(pages: Pages) -> None:
    page = pages["jia/2023-yaodian/results.html"]
    links = [
        a.attributes["href"] for a in page.css("article a") if a.attributes["href"] in ("1.html", "2.html")
    ]
    assert links == ["1.html", "2.html"]
    assert said(page.css_first("#silent")).startswith("下面2项任务都没有公开的落实情况。")
    some = pages["jia/2024-yaodian/results.html"]
    assert [said(a) for a in some.css("#silent ~ ul.gk-index a")] == [
        "1.更换管道12公里", "3.巡查河道", "5.整治井盖",
    ]  # fmt: skip


def test_compare_says_new_and_ended_where_the_clerk_wrote_it(pages: Pages) -> None:
    page = pages["jia/2025-yaodian/compare.html"]
    assert [said(a) for a in page.css("[aria-labelledby=new] li a")] == ["建设泵站"]
    assert [said(a) for a in page.css("[aria-labelledby=unlinked] li a")] == ["清理河道"]
    assert [said(a) for a in page.css("[aria-labelledby=ended-1] li a")] == ["3.巡查河道"]
    assert "3.巡查河道" not in [said(a) for a in page.css("[aria-labelledby=left-1] li a")]
    assert "文件写明：这是新增的任务。" in said(pages["jia/2025-yaodian/02.html"].css_first("article"))
    assert "文件写明：这项任务不再延续。" in said(pages["jia/2024-yaodian/03.html"].css_first("article"))


def test_the_result_of_a_task_says_what_overdue_needs(pages: Pages) -> None:
    for number, day, code in (("01", "2024-12-31", "none"), ("02", "2024-06-30", "delayed")):
        node = result_of(pages[f"jia/2024-yaodian/{number}.html"]).attributes
        assert (node["data-last-day"], node["data-status"]) == (day, code)
    assert "data-last-day" not in result_of(pages["jia/2024-yaodian/05.html"]).attributes
    assert "data-last-day" not in result_of(pages["jia/2025-zongjie/1.html"]).attributes


def test_a_section_with_a_deadline_is_never_overdue(pages: Pages) -> None:
    """It can bear no result, so nothing would ever settle it; what becomes of it stands at its tasks, if it
    has any.
    """
    month = pages["deadlines/2024-09.html"]
    for title, words in (
        ("一、管网", "按整个章节提出，结果见其中 4 项任务"),
        ("三、报送", "按整个章节提出"),
    ):
        row = row_of(month, title)
        assert "data-status" not in row.attributes
        assert said(row.css_first("[data-label=结果]")) == words
    assert "另有 2 个章节自己写明了时限" in said(month.css_first("article"))
    of_unit = row_of(pages["jia/units/chubei-ke.html"], "三、报送")
    assert "data-status" not in of_unit.attributes
    assert said(of_unit.css_first("[data-label=结果]")) == "按整个章节提出"


def test_overdue_stands_beside_the_reported_word_in_the_browser(site: Path, browser: Any) -> None:
    page = support.new_page(browser)

    def late(address: str, on: str) -> list[str]:
        page.goto(f"{(site / address).as_uri()}?on={on}")
        found = page.locator("[data-last-day]", has=page.locator(".gk-tag--overdue"))
        return [squeeze(words) for words in found.all_inner_texts()]

    assert late("jia/2024-yaodian/02.html", "2024-06-30") == []
    [row] = late("jia/2024-yaodian/02.html", "2024-07-01")
    assert row.startswith("结果逾期推进缓慢")
    assert late("jia/2025-yaodian/01.html", "2026-01-01") == []  # done
    assert [words[:10] for words in late("jia/2024-yaodian/results.html", "2024-12-31")] == [
        "2.修复桥梁5座，合"
    ]
    assert len(late("jia/2024-yaodian/results.html", "2025-01-01")) == 3
    assert late("deadlines/2024-06.html", "2024-06-30") == []
    assert "推进缓慢" in late("deadlines/2024-06.html", "2024-07-01")[0]
    assert page.locator("[data-due-words]").inner_text() == "按2024年7月1日计算，下表逾期 1 行。"
    assert late("deadlines/2024-09.html", "2099-01-01") == []  # sections
    assert page.locator("[data-due-words]").inner_text() == "按2099年1月1日计算，下表逾期 0 行。"
    page.context.close()


def test_of_several_deadlines_the_page_says_which_is_over(tmp_path: Path, browser: Any) -> None:
    root, page = support.copy_sound(tmp_path), support.new_page(browser)
    started = "progress: [{date: 2024-06-20, status: 达进度, text: 已经招标}]"
    staged = f"{{id: 1, title: 修路, deadlines: [6月底前, 12月底前], {started}}}"
    plain = f"{{id: 2, title: 植树, deadlines: [6月底前, 2024年6月30日], {started}}}"
    done = "{text: 一, deadlines: [5月底前], progress: [{date: 2024-05-09, status: 已完成}]}"
    early = f"{{id: 3, title: 演练, measures: [{done}, {{text: 二, deadlines: [9月底前]}}]}}"
    late = f"{{id: 4, title: 检查, measures: [{done}, {{text: 二, deadlines: [6月底前]}}]}}"
    tasks = ", ".join((staged, plain, early, late))
    support.write(root / "content", {"jia/jie.yml": f"{HEAD}sections: [{{title: 一, tasks: [{tasks}]}}]\n"})
    support.plain(support.build(root))
    said = []
    for task in "1234":
        page.goto(f"{(root / 'site/jia/jie' / f'{task}.html').as_uri()}?on=2024-07-01")
        said += page.locator(".gk-summary .gk-tag--overdue").all_inner_texts()
    assert said == ["逾期（2024年6月30日的时限）", "逾期", "逾期（2024年6月30日的时限）"]
    page.context.close()
