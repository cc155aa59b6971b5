"""Names resolved, duties rolled up, back-links made: on the tiny site and on small texts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from support import HEAD, SOUND, library_of

from generator.build import check
from generator.exports.tasks import tasks_json
from generator.library.build import Library


@pytest.fixture(scope="module")
def tiny() -> Library:
    found, problems = check(SOUND / "content")
    assert problems == []
    return found


def unit(library: Library, agency: str, name: str):
    found = library.units[agency].get(name)
    assert found is not None, name
    return found


def test_everything_is_there_in_order(tiny: Library) -> None:
    assert [t.ref for t in tiny.tasks] == [
        "jia/2024-yaodian/1",
        "jia/2024-yaodian/2",
        "jia/2024-yaodian/3",
        "jia/2024-zongjie/1",
        "yi/2024-fenjie/1",
    ]
    assert [d.ref for d in tiny.documents] == ["jia/2024-yaodian", "jia/2024-zongjie", "yi/2024-fenjie"]
    assert [a.id for a in tiny.agencies] == ["jia", "yi"]
    assert tiny.tasks[0].url == "jia/2024-yaodian/1.html"


def test_two_names_are_one_unit(tiny: Library) -> None:
    one = unit(tiny, "jia", "综合业务科")
    assert unit(tiny, "jia", "综合科") is one
    assert unit(tiny, "jia", "zonghe-ke") is one
    assert unit(tiny, "jia", " 综合 科 ") is one
    assert [(c.task.ref, c.role) for c in one.assignments] == [
        ("jia/2024-yaodian/1", "responsible"),
        ("jia/2024-yaodian/2", "responsible"),
    ]


def test_the_words_as_printed_stay(tiny: Library) -> None:
    printed = [a.record.unit for a in tiny.tasks[0].responsibilities]
    assert printed == ["粮食储备科", "县财政局", "综合科", "各业务科室"]


def test_a_unit_belongs_to_its_agency(tiny: Library) -> None:
    assert unit(tiny, "jia", "zonghe-ke") is not unit(tiny, "yi", "zonghe-ke")
    assert tiny.units["yi"].get("粮食储备科") is None


def test_collective_units_know_their_members(tiny: Library) -> None:
    both = unit(tiny, "jia", "各业务科室")
    assert [m.record.name for m in both.members] == ["综合业务科", "粮食储备科"]
    assert unit(tiny, "jia", "综合科").member_of == [both]
    # What the collective name answers for is not counted as the member's own.
    assert len(unit(tiny, "jia", "综合科").assignments) == 2


def test_duties_of_measures_are_rolled_up_each_once(tiny: Library) -> None:
    task = tiny.tasks[0]
    assert [(a.unit.record.id, a.record.role) for a in task.responsibilities] == [
        ("chubei-ke", "lead"),
        ("caizheng-ju", "support"),
        ("zonghe-ke", "responsible"),
        ("ge-kes", "responsible"),
    ]
    assert [due.text for due in task.dues] == ["2024年底前", "7月15号前", "每季度"]
    assert [(title, p.record.id) for title, p in task.cites] == [
        ("甲县储备粮管理办法", "chuliang-banfa"),
        ("储备粮办法", "chuliang-banfa"),
    ]
    # its own stay apart
    assert [a.record.unit for a in task.obligations.responsibilities] == [
        "粮食储备科",
        "县财政局",
    ]


def test_a_policy_knows_everything_that_cites_it_each_once(tiny: Library) -> None:
    policy = tiny.policies.get("储备粮办法")
    assert policy is not None
    assert [t.ref for t in policy.tasks] == ["jia/2024-yaodian/1"]
    assert [s.anchor for s in policy.sections] == ["yaoqiu"]
    assert policy.citations == 2
    assert policy.name == "《甲县储备粮管理办法》"
    action = tiny.policies.get("丰产行动")
    assert action is not None
    assert action.name == "丰产行动"
    assert [t.ref for t in action.tasks] == ["jia/2024-yaodian/2", "yi/2024-fenjie/1"]


def test_topics_join_agencies(tiny: Library) -> None:
    topic = tiny.topics.get("粮油")
    assert topic is not None
    assert [t.ref for t in topic.tasks] == [
        "jia/2024-yaodian/1",
        "jia/2024-yaodian/2",
        "jia/2024-zongjie/1",
        "yi/2024-fenjie/1",
    ]


def test_links_point_both_ways(tiny: Library) -> None:
    plan, report = tiny.tasks[0], tiny.tasks[3]
    assert report.links == [("reports", plan)]
    assert plan.back_links == [("reports", report)]
    assert plan.links == []


def test_a_source_of_progress_is_a_report_from_there(tmp_path: Path) -> None:
    library, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": HEAD
            + """sections:
  - title: 一节
    tasks:
      - id: 1
        title: 甲
        progress:
          - {date: 2024-06, text: 办着, source: {task: jia/a/2}}
          - {date: 2024-12, status: 已完成, source: {task: jia/a/2}}
        measures: [{text: 一步, progress: [{date: 2024-12, text: 办好了, source: {task: jia/a/2}}]}]
  - {title: 二节, kind: done, tasks: [{id: 2, title: 乙}]}
  - title: 三节
    tasks:
      - {id: 3, title: 丙,
         measures: [{text: 一步, progress: [{date: 2024, text: 办着, source: {task: jia/a/2}}]}]}
"""
        },
    )
    assert problems == []
    plan, report, other = library.tasks
    assert report.links == [("reports", plan), ("reports", other)]
    assert plan.back_links == other.back_links == [("reports", report)]
    assert plan.outcome.sources == (report,)


def test_a_source_that_is_a_link_too_counts_once(tmp_path: Path) -> None:
    library, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": HEAD
            + """sections:
  - title: 一节
    tasks:
      - {id: 1, title: 甲, progress: [{date: 2024, text: 办好了, source: {task: jia/a/2}}]}
  - title: 二节
    kind: done
    tasks:
      - {id: 2, title: 乙, links: [{kind: reports, to: jia/a/1}]}
"""
        },
    )
    assert problems == [
        "content/jia/a.yml:9:77: 提醒：“jia/a/2”已经用 links 写明报告本任务，这里的出处又写了一次。"
        "两处留一处即可：请删除这里的 task，或删除 jia/a.yml 里那条 reports 链接。"
    ]
    assert library.tasks[0].back_links == [("reports", library.tasks[1])]


def test_neighbours_stay_in_the_document(tiny: Library) -> None:
    first, second, third = tiny.tasks[:3]
    assert (first.previous, first.next, second.previous, third.next) == (None, second, first, None)


def test_sections_inherit_kind_and_period(tiny: Library) -> None:
    plan, summary, table = tiny.documents
    assert [s.kind for s in plan.sections] == ["plan", "requirements"]
    assert plan.sections[1].sections[0].kind == "requirements"
    assert summary.sections[0].kind == "done"
    assert tiny.tasks[3].is_result
    assert not tiny.tasks[0].is_result
    assert table.tasks[0].section.period == "2024-H1"
    assert [s.anchor for s in plan.sections[1].walk()] == ["yaoqiu", "s2-1"]
    assert plan.sections[1].sections[0].level == 2


def test_deadlines_are_read_against_the_period_of_their_section(tmp_path: Path) -> None:
    library, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": HEAD.replace("plan", "mixed")
            + """sections:
  - title: 一节
    tasks: [{id: 1, title: 甲, deadlines: [年底前]}]
  - title: 二节
    period: 2025
    sections:
      - title: 三节
        tasks: [{id: 2, title: 乙, deadlines: [年底前]}]
"""
        },
    )
    assert problems == []
    assert [t.dues[0].meaning.date for t in library.tasks] == [date(2024, 12, 31), date(2025, 12, 31)]


def test_deadlines_of_measures_that_share_words_but_no_date_all_stay(tmp_path: Path) -> None:
    library, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": HEAD
            + """sections:
  - title: 一节
    tasks:
      - id: 1
        title: 甲
        deadlines: [年底前]
        measures:
          - {text: 一步, deadlines: [{text: 按期完成, kind: date, date: 2024-06-30}, 年底前]}
          - {text: 二步, deadlines: [{text: 按期完成, kind: date, date: 2024-09-30}]}
          - {text: 三步, deadlines: [{text: 按期完成, kind: date, date: 2024-06-30}]}
          - {text: 四步, deadlines: [{text: 按期完成, kind: ongoing}]}
"""
        },
    )
    assert problems == []
    expected = [
        ("年底前", "date", date(2024, 12, 31)),
        ("按期完成", "date", date(2024, 6, 30)),
        ("按期完成", "date", date(2024, 9, 30)),
        ("按期完成", "ongoing", None),
    ]
    task = library.tasks[0]
    assert [(due.text, due.meaning.kind, due.meaning.date) for due in task.dues] == expected
    (exported,) = json.loads(tasks_json(library))["tasks"]
    assert [(d["text"], d["kind"], d["date"]) for d in exported["deadlines"]] == [
        (text, kind, day and day.isoformat()) for text, kind, day in expected
    ]


@pytest.mark.parametrize(
    ("typed", "kind", "day", "precision"),
    [
        ("{text: 2024年底前, kind: date}", "date", date(2024, 12, 31), "year"),
        ("{text: 2024年底前, kind: date, date: 2024-12-31}", "date", date(2024, 12, 31), "year"),
        ("{text: 2024年底前, date: 2024-12-20}", "date", date(2024, 12, 20), "day"),
        ("{text: 四季度, kind: date}", "date", date(2024, 12, 31), "quarter"),
        ("{text: 看情况, kind: ongoing}", "ongoing", None, None),
        ("{text: 每年6月, kind: recurring, date: 2024-06-30}", "recurring", date(2024, 6, 30), "day"),
        ("{text: 完工前, date: 2024-06-30}", "date", date(2024, 6, 30), "day"),
        ("{text: 长期坚持, kind: recurring}", "recurring", None, None),
    ],
)
def test_what_the_clerk_says_of_a_deadline_comes_first(
    tmp_path: Path, typed: str, kind: str, day: date | None, precision: str | None
) -> None:
    library, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": f"{HEAD}sections: [{{title: 一节, tasks: [{{id: 1, title: 甲, deadlines: "
            f"[{typed}]}}]}}]\n"
        },
    )
    assert problems == []
    meaning = library.tasks[0].dues[0].meaning
    assert (meaning.kind, meaning.date, meaning.precision) == (kind, day, precision)


def test_names_compare_without_space_and_width(tmp_path: Path) -> None:
    library, problems = library_of(
        tmp_path,
        {
            "jia/agency.yml": "name: 甲局\nunits: [{id: ban, name: 办公室（审批科）}]\n",
            "policies.yml": "policies: [{id: a, title: 规划（2021—2025年）}]\n",
            "jia/a.yml": HEAD
            + "sections: [{title: 一节, tasks: [{id: 1, title: 甲, cites: ['规划(2021—2025年)'], "
            "responsibility: [{unit: '办公室 (审批科)', role: lead}]}]}]\n",
        },
    )
    assert problems == []
    assert library.tasks[0].responsibilities[0].unit.record.id == "ban"
    assert library.tasks[0].cites[0][1].record.id == "a"


def test_an_ambiguous_name_is_a_problem_and_goes_to_the_first(tmp_path: Path) -> None:
    library, problems = library_of(
        tmp_path,
        {
            "jia/agency.yml": "name: 甲局\nunits:\n  - {id: a, name: 业务科}\n"
            "  - {id: b, name: 综合科, aliases: [业务科]}\n"
        },
    )
    assert problems == [
        "content/jia/agency.yml:4:5: 错误：责任单位“业务科”登记了两次（又见“业务科”）。"
        "一个名称、别名或编号只能属于一项，请改其中一个。"
    ]
    assert unit(library, "jia", "业务科").record.id == "a"


def test_an_alias_equal_to_the_name_is_no_mistake(tmp_path: Path) -> None:
    _, problems = library_of(
        tmp_path,
        {"jia/agency.yml": "name: 甲局\nunits: [{id: a, name: 业务科, aliases: [业务科, 业 务科]}]\n"},
    )
    assert problems == []


def test_unresolved_names_are_left_out(tmp_path: Path) -> None:
    library, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": HEAD
            + """sections:
  - title: 一节
    tasks:
      - {id: 1, title: 甲, cites: [某办法], topics: [某],
          responsibility: [{unit: 某科, role: lead}], links: [{kind: reports, to: jia/a/9}]}
"""
        },
    )
    task = library.tasks[0]
    assert (task.responsibilities, task.cites, task.topics, task.links) == ([], [], [], [])
    assert len(problems) == 4


def test_a_task_that_comes_twice_counts_once_and_keeps_its_place(tmp_path: Path) -> None:
    library, problems = library_of(
        tmp_path,
        {"jia/a.yml": HEAD + "sections: [{title: 一节, tasks: [{id: 1, title: 甲}, {id: 1, title: 乙}]}]\n"},
    )
    assert len(problems) == 1
    assert [t.record.title for t in library.tasks] == ["甲"]
    assert [t.record.title for t in library.documents[0].tasks] == ["甲", "乙"]


def test_a_unit_that_a_task_names_twice_in_one_role_answers_once(tmp_path: Path) -> None:
    library, _ = library_of(
        tmp_path,
        {
            "jia/a.yml": HEAD
            + """sections:
  - title: 一节
    tasks:
      - {id: 1, title: 甲, responsibility: [
          {unit: 一科, role: lead}, {unit: 业务一科, role: lead}, {unit: 一科, role: support}]}
"""
        },
    )
    assert [(a.record.unit, a.record.role) for a in library.tasks[0].responsibilities] == [
        ("一科", "lead"),
        ("一科", "support"),
    ]
    assert len(unit(library, "jia", "一科").assignments) == 2


# The real content


def test_the_real_units_with_two_names(library: Library) -> None:
    assert unit(library, "linxiang", "法规股") is unit(library, "linxiang", "法制股")
    assert unit(library, "linxiang", "局机关各股室") is unit(library, "linxiang", "局各股室")
    assert unit(library, "linxiang", "二级机构").record.kind == "collective"


def test_policies_that_several_agencies_cite_are_one(library: Library) -> None:
    for name in ("安全生产治本攻坚三年行动", "突发事件应对法"):
        policy = library.policies.get(name)
        assert policy is not None, name
        citing = {t.document.agency.id for t in policy.tasks} | {
            s.document.agency.id for s in policy.sections
        }
        assert len(citing) >= 2, (name, citing)
    short, whole = library.policies.get("“141”"), library.policies.get("“141”基层治理体系")
    assert short is whole
    assert short is not None
    assert len(short.tasks) == 2


def test_topics_join_the_real_agencies(library: Library) -> None:
    for name in ("安全生产", "危化品", "防汛抗旱", "森林防灭火", "应急指挥", "执法", "宣传教育", "党建"):
        topic = library.topics.get(name)
        assert topic is not None, name
        assert len({t.document.agency.id for t in topic.tasks}) >= 2, name


def test_several_deadlines_in_one_string_are_told(tmp_path: Path) -> None:
    _, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": HEAD
            + "sections: [{title: 一节, tasks: [{id: 1, title: 甲, deadlines: [2024年底前、每季度]}]}]\n"
        },
    )
    assert [str(p).partition(": ")[2] for p in problems] == [
        "提醒：“2024年底前、每季度”里有 2 个完成时限，检索只认得其中一个。请分开写：[2024年底前, 每季度]；"
        "如果确是一个时限，可不理会。"
    ]


@pytest.mark.parametrize(
    ("number", "heading"),
    [("1", "1 修路"), ("2-3", "2-3 修路"), ("（一）", "（一）修路"), ("1.", "1.修路"), (None, "修路")],
)
def test_a_bare_figure_stands_apart_from_the_title(tmp_path: Path, number: str | None, heading: str) -> None:
    task = f"{{id: 1, title: 修路{f', number: {number}' if number else ''}}}"
    library, _ = library_of(tmp_path, {"jia/a.yml": f"{HEAD}sections: [{{title: 一节, tasks: [{task}]}}]\n"})
    assert library.tasks[0].heading == heading
