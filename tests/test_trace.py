"""Proposals of links: what is proposed and why, what looks alike and is not, and that nothing is written."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import support
import yaml
from support import library_of, run

from generator.cli.trace import to_yaml
from generator.library import trace
from generator.library.trace import Proposal
from generator.problems import Problem

NETS = ("更新供水管网", "修建污水管网")
HEAD = (
    "title: {title}\nkind: {kind}\nperiod: {period}\ntext: abridged\nsource: {{publisher: 甲局}}\n"
    "sections:\n  - title: 一\n    tasks:\n"
)


def document(title: str, kind: str, period: str, *tasks: str) -> str:
    lines = "".join(f"      - {{id: t{n}, {task}}}\n" for n, task in enumerate(tasks, 1))
    return HEAD.format(title=title, kind=kind, period=period) + lines


def unit(name: str = "业务一科") -> str:
    return f"responsibility: [{{unit: {name}, role: lead}}]"


def figure(name: str, value: int, kind: str = "target") -> str:
    return (
        f"indicators: [{{text: {name}{value}公里, name: {name}, value: {value}, unit: 公里, kind: {kind}}}]"
    )


def suggested(folder: Path, plan: str, summary: str) -> list[Proposal]:
    """What is proposed between one task of a plan and one of the summary of its year."""
    files = {
        "jia/2025-y.yml": document("要点", "plan", "2025", plan),
        "jia/2025-z.yml": document("总结", "summary", "2025", summary),
    }
    library, problems = library_of(folder, files)
    assert problems == []
    return trace.suggest(library)


def said(proposals: list[Proposal]) -> list[tuple[str, str, str]]:
    return [(p.task.ref, p.kind, p.to.ref) for p in proposals]


@pytest.mark.parametrize(
    ("plan", "summary", "reasons"),
    [
        ("title: 更新供水管网", "title: 更新供水管网", ("标题相同", "时期相同（2025）")),
        (
            f"title: 更新供水管网, {unit()}, {figure('更新管网', 12)}",
            f"title: 更新供水管网, {unit('一科')}, {figure('已更新管网', 9, 'actual')}",
            ("标题相同", "责任单位同为业务一科", "指标同名：更新管网（公里）", "时期相同（2025）"),
        ),
        (
            "title: 全面推进老旧小区改造26个",
            "title: 持续推进全市老旧小区改造工作",
            ("标题去掉套话、数字后相同", "时期相同（2025）"),
        ),
        (
            f"title: 更新老旧供水管网, {unit()}",
            f"title: 更新供水管网, {unit()}",
            ("标题相近（86%）", "责任单位同为业务一科", "时期相同（2025）"),
        ),
        (
            "title: 修复水毁堤防",
            "title: 水毁堤防修复",
            ("标题用字相同，次序不同", "时期相同（2025）"),
        ),
        (
            f"title: 巩固清河行动成果, {unit()}",
            f"title: 清河行动, {unit()}",
            ("标题相近（67%）", "责任单位同为业务一科", "时期相同（2025）"),
        ),
        (
            f"title: 更新供水管网, {unit()}, {figure('更新管网', 12)}",
            f"title: 改造供水管网, {unit()}, {figure('更新管网', 9, 'actual')}",
            ("标题相近（67%）", "责任单位同为业务一科", "指标同名：更新管网（公里）", "时期相同（2025）"),
        ),
    ],
)
def test_a_report_is_proposed_with_its_reasons(
    tmp_path: Path, plan: str, summary: str, reasons: tuple[str, ...]
) -> None:
    (proposal,) = suggested(tmp_path, plan, summary)
    assert said([proposal]) == [("jia/2025-z/t1", "reports", "jia/2025-y/t1")]
    assert proposal.reasons == reasons


@pytest.mark.parametrize(
    ("plan", "summary"),
    [
        ("建设城东污水处理厂", "建设城西污水处理厂"),
        ("推进污水处理厂一期工程", "推进污水处理厂二期工程"),
        ("推进污水处理厂工程建设", "推进污水处理厂二期工程建设"),
        ("开展夏季防汛检查工作", "开展冬季防火检查工作"),
        ("抓好森林防火应急演练", "抓好森林防汛应急演练"),
        ("编制十四五应急规划", "编制十五五应急规划"),
        ("整治农村公路隐患", "整治城市公路隐患"),
        ("办理人大代表建议", "办理政协委员提案"),
    ],
)
def test_false_friends_are_not_proposed(tmp_path: Path, plan: str, summary: str) -> None:
    """Even where the same unit answers and the same figure is named."""
    beside = f"{unit()}, {figure('完成长度', 12)}"
    assert suggested(tmp_path, f"title: {plan}, {beside}", f"title: {summary}, {beside}") == []


def test_likeness_alone_proposes_nothing(tmp_path: Path) -> None:
    assert suggested(tmp_path, "title: 更新老旧供水管网", "title: 更新供水管网") == []
    other = suggested(
        tmp_path / "b", f"title: 更新老旧供水管网, {unit()}", f"title: 更新供水管网, {unit('业务二科')}"
    )
    assert other == []


def test_unlike_titles_meet_in_a_figure_that_each_alone_names(tmp_path: Path) -> None:
    plan, summary = "title: 完善城镇设施", "title: 办好民生实事"
    named = figure("更新供水管网", 12), figure("累计更新供水管网", 9, "actual")
    (proposal,) = suggested(tmp_path, f"{plan}, {named[0]}", f"{summary}, {named[1]}")
    assert proposal.reasons == ("指标同名：更新供水管网（公里）", "时期相同（2025）")
    assert proposal.doubt == "标题不同，请看清是不是同一件事"  # no reason, but to be known
    share = [figure("产品抽检合格率", 98).replace("unit: 公里", "unit: '%'").replace("公里", "%")] * 2
    assert suggested(tmp_path / "b", f"{plan}, {share[0]}", f"{summary}, {share[1]}") == []
    files = {
        "jia/2025-y.yml": document("要点", "plan", "2025", f"{plan}, {named[0]}", f"title: 修路, {named[0]}"),
        "jia/2025-z.yml": document("总结", "summary", "2025", f"{summary}, {named[1]}"),
    }
    assert trace.suggest(library_of(tmp_path / "c", files)[0]) == []


def test_assignments_and_the_next_plan_are_proposed_within_one_agency(tmp_path: Path) -> None:
    one, two = "title: 更新供水管网", "title: 修缮校舍"
    files = {
        "yi/agency.yml": "name: 乙局\nunits: []\n",
        "yi/2025-y.yml": document("乙局要点", "plan", "2025", one),
        "jia/2024-y.yml": document("上年要点", "plan", "2024", two, one),
        "jia/2025-y.yml": document("要点", "plan", "2025", one),
        "jia/2025-f.yml": document("分解表", "assignment", "2025", one),
        "jia/2023-y.yml": document("前年要点", "plan", "2023", one),
        "jia/2022-y.yml": document("大前年要点", "plan", "2022", one),
        "jia/2024-z.yml": document("上年总结", "summary", "2024", one),
    }
    library, _ = library_of(tmp_path, files)
    assert sorted(said(trace.suggest(library))) == [
        ("jia/2023-y/t1", "continues", "jia/2022-y/t1"),
        ("jia/2024-y/t2", "continues", "jia/2023-y/t1"),
        ("jia/2024-z/t1", "reports", "jia/2024-y/t2"),
        ("jia/2025-f/t1", "assigns", "jia/2025-y/t1"),
        ("jia/2025-f/t1", "continues", "jia/2024-z/t1"),
        ("jia/2025-y/t1", "continues", "jia/2024-y/t2"),
    ]


def test_of_two_proposals_for_one_task_the_second_says_that_they_share_a_list(tmp_path: Path) -> None:
    plan = document("要点", "plan", "2025", f"title: 完善设施, {figure('更新供水管网', 12)}", "title: 办实事")
    plan = plan.replace("title: 办实事", f"title: 办实事, {figure('修建污水管网', 5)}")
    both = [figure(name, 9, "actual").removeprefix("indicators: ")[1:-1] for name in NETS]
    summary = document("总结", "summary", "2025", f"title: 强化管护, indicators: [{', '.join(both)}]")
    library, _ = library_of(tmp_path, {"jia/2025-y.yml": plan, "jia/2025-z.yml": summary})
    proposals = trace.suggest(library)
    assert sorted(p.to.ref for p in proposals) == ["jia/2025-y/t1", "jia/2025-y/t2"]
    places = [Problem("a.yml", 1, 1, "", "")] * 2
    text = to_yaml(proposals, places)
    assert text.count("  # 疑点：标题不同，请看清是不是同一件事\n") == 2
    first, second = text.split("\n- task:")
    again = "  # 这项任务上面已有建议，都认可的，请写进同一个 links\n"
    assert (again in first, again in second) == (False, True)


@pytest.mark.parametrize(("old", "new"), [("", "new"), ("ended", ""), ("", "")])
def test_what_is_written_as_new_or_ended_is_not_proposed_to_continue(
    tmp_path: Path, old: str, new: str
) -> None:
    files = {
        f"jia/{year}-y.yml": document(
            f"{year}要点",
            "plan",
            year,
            "title: 更新供水管网" + (f", continuity: {written}" if written else ""),
        )
        for year, written in (("2024", old), ("2025", new))
    }
    library, problems = library_of(tmp_path, files)
    assert problems == []
    proposed = [("jia/2025-y/t1", "continues", "jia/2024-y/t1")]
    assert said(trace.suggest(library)) == ([] if old or new else proposed)


def test_linked_pairs_are_left_out_and_equal_titles_come_first(tmp_path: Path) -> None:
    linked = "links: [{kind: reports, to: jia/2025-y/t1}]"
    assert suggested(tmp_path, "title: 更新供水管网", f"title: 更新供水管网, {linked}") == []
    source = "progress: [{date: 2025, text: 好, source: {task: jia/2025-z/t1}}]"
    files = {
        "jia/2025-y.yml": document(
            "要点",
            "plan",
            "2025",
            f"title: 更新老旧供水管网, {unit()}",
            f"title: 修缮校舍, {source}",
            "title: 绿化",
        ),
        "jia/2025-z.yml": document(
            "总结", "summary", "2025", "title: 修缮校舍", f"title: 更新供水管网, {unit()}", "title: 绿化"
        ),
    }
    library, _ = library_of(tmp_path / "b", files)
    found = [p for p in said(trace.suggest(library)) if p[0] != "jia/2025-z/t1"]
    assert found == [
        ("jia/2025-z/t3", "reports", "jia/2025-y/t3"),
        ("jia/2025-z/t2", "reports", "jia/2025-y/t1"),
    ]


def test_the_command_prints_yaml_to_accept_and_writes_nothing(tmp_path: Path) -> None:
    root = support.copy_sound(tmp_path)
    content = root / "content"
    plan = document("丁局要点", "plan", "2025", f"title: 更新供水管网, {unit()}")
    summary = document(
        "丁局总结", "summary", "2025", f"title: 更新供水管网, {unit()}", "title: 无关的事, links: []"
    )
    agency = {"ding/agency.yml": support.AGENCY.replace("甲局", "丁局")}
    support.write(content, agency | {"ding/2025-y.yml": plan, "ding/2025-z.yml": summary})
    before = support.digest(root)
    done = run("trace", "suggest", "--content", content, "--config", root / "site_config.yml")
    assert done.status == 0, done.err
    assert support.digest(root) == before
    items: list[dict[str, Any]] = [i for i in yaml.safe_load(done.out) if i["task"].startswith("ding/")]
    link = {"kind": "reports", "to": "ding/2025-y/t1"}
    (item,) = items
    assert item == {
        "task": "ding/2025-z/t1",
        "file": "content/ding/2025-z.yml",
        "line": 9,
        "links": [link],
    }
    line = (content / "ding/2025-z.yml").read_text("utf-8").splitlines()[item["line"] - 1]
    assert "id: t1" in line
    assert "# 理由：标题相同；责任单位同为业务一科；时期相同（2025）" in done.out
    assert "本命令没有改动任何文件" in done.err
    # accepted, it is proposed no more
    text = (content / "ding/2025-z.yml").read_text("utf-8")
    accepted = text.replace(
        "title: 更新供水管网,", "title: 更新供水管网, links: [{kind: reports, to: ding/2025-y/t1}],"
    )
    (content / "ding/2025-z.yml").write_text(accepted, "utf-8")
    again = run("trace", "suggest", "--content", content, "--config", root / "site_config.yml")
    assert (again.status, "ding/" in again.out) == (0, False)


def test_content_with_errors_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    content = tmp_path / "content"
    support.write(
        content,
        {
            "jia/agency.yml": support.AGENCY,
            "jia/2025-y.yml": document("要点", "plan", "2025", "title: 更新供水管网"),
            "jia/2025-z.yml": document("总结", "summary", "2025", "title: 更新供水管网"),
            "jia/bad.yml": "title: [\n",
        },
    )
    done = run("trace", "suggest", "--content", content, "--config", tmp_path / "none.yml")
    assert done.status == 1
    assert "bad.yml:" in done.err
    assert "to: jia/2025-y/t1" in done.out
    support.plain(done)


@pytest.mark.parametrize("arguments", [["trace"], ["trace", "suggest"]])
def test_help_is_chinese(arguments: list[str]) -> None:
    done = run(*arguments, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("用法：")
    assert "显示这段说明。" in done.out


@pytest.mark.audit
def test_three_thousand_titles_against_three_thousand(tmp_path: Path) -> None:
    """Made of few characters, so that very many are alike. Time of the processor, whoever else is at work."""
    words = ["供水", "供热", "道路", "河道", "校舍", "林场", "管网", "泵站", "危房", "农田"]
    titles = [
        f"title: {'更新' if n % 2 else '整治'}"
        f"{words[n % 10]}{words[n // 10 % 10]}{words[n // 100 % 10]}{n}号, {unit()}"
        for n in range(3000)
    ]
    files = {
        "jia/2025-y.yml": document("要点", "plan", "2025", *titles),
        "jia/2025-z.yml": document(
            "总结",
            "summary",
            "2025",
            *(t.replace("更新", "更新旧").replace("整治", "整治旧") for t in titles),
        ),
    }
    library, _ = library_of(tmp_path, files)

    def is_quick() -> bool:
        start = time.process_time()
        assert len(trace.suggest(library)) >= 3000
        return time.process_time() - start < 3

    assert support.is_ever(is_quick)
