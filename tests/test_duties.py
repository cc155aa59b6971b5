"""A unit's deadlines are those of the duties that name it: the task itself and its measures."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from support import HEAD, build, copy_sound, library_of, squeeze, write

from generator.exports.tasks import tasks_json
from generator.library.build import Library
from generator.library.entries import TaskEntry

ONE = "{unit: 业务一科, role: responsible}"
TWO = "{unit: 业务二科, role: responsible}"
LEAD = "{unit: 业务一科, role: lead}"

Own = dict[tuple[str, str], list[str]]


def own(task: TaskEntry) -> Own:
    """Which deadlines the library gives to which unit in which role, by name."""
    return {
        (c.responsibility.unit.record.name, c.role): [due.text for due in c.dues] for c in task.assignments
    }


def task_of(folder: Path, lines: str) -> TaskEntry:
    library, problems = library_of(
        folder,
        {
            "jia/a.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n      - id: 1\n        title: 甲\n"
            f"{lines}"
        },
    )
    assert problems == []
    return library.tasks[0]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(
            f"""        measures:
          - {{text: 一步, responsibility: [{ONE}], deadlines: [长期坚持]}}
          - {{text: 二步, responsibility: [{TWO}], deadlines: [2024年12月]}}
""",
            {("业务一科", "responsible"): ["长期坚持"], ("业务二科", "responsible"): ["2024年12月"]},
            id="each measure its own",
        ),
        pytest.param(
            f"""        responsibility: [{ONE}]
        deadlines: [2024年12月]
        measures:
          - {{text: 一步, deadlines: [每季度]}}
          - {{text: 二步, responsibility: [{TWO}]}}
          - {{text: 三步, responsibility: [{TWO}], deadlines: [上半年]}}
""",
            {
                ("业务一科", "responsible"): ["2024年12月", "每季度"],
                ("业务二科", "responsible"): ["2024年12月", "上半年"],
            },
            id="inherited from the task",
        ),
        pytest.param(
            f"""        deadlines: [每两年]
        measures:
          - {{text: 一步, responsibility: [{ONE}], deadlines: [长期坚持]}}
""",
            {("业务一科", "responsible"): ["长期坚持"]},
            id="a deadline of nobody",
        ),
        pytest.param(
            f"""        measures:
          - {{text: 一步, responsibility: [{ONE}]}}
          - {{text: 二步, responsibility: [{LEAD}], deadlines: [上半年]}}
          - {{text: 三步, deadlines: [每季度]}}
""",
            {("业务一科", "responsible"): [], ("业务一科", "lead"): ["上半年"]},
            id="one unit in two roles",
        ),
        pytest.param(
            f"""        responsibility: [{ONE}, {TWO}]
        measures:
          - {{text: 一步, deadlines: [上半年]}}
          - {{text: 二步, deadlines: [每季度]}}
""",
            {
                ("业务一科", "responsible"): ["上半年", "每季度"],
                ("业务二科", "responsible"): ["上半年", "每季度"],
            },
            id="measures without units",
        ),
    ],
)
def test_who_is_bound_by_what(tmp_path: Path, lines: str, expected: Own) -> None:
    task = task_of(tmp_path, lines)
    assert own(task) == expected
    assert task.is_divided == any(len(found) < len(task.dues) for found in expected.values())


def test_the_same_words_for_two_days_are_two_deadlines(tmp_path: Path) -> None:
    task = task_of(
        tmp_path,
        f"""        measures:
          - text: 一步
            responsibility: [{ONE}]
            deadlines: [{{text: 按期完成, kind: date, date: 2024-06-30}}]
          - text: 二步
            responsibility: [{TWO}]
            deadlines: [{{text: 按期完成, kind: date, date: 2024-09-30}}]
""",
    )
    assert [[str(due.meaning.date) for due in c.dues] for c in task.assignments] == [
        ["2024-06-30"],
        ["2024-09-30"],
    ]


def test_random_tasks_keep_the_rule(tmp_path: Path) -> None:
    """Against the rule read off the records themselves, unit by unit and duty by duty."""
    choice = random.Random(4)

    def duty() -> str:
        names = choice.sample(["业务一科", "一科", "业务二科"], choice.choice((0, 0, 1, 2)))
        responsibilities = ", ".join(
            f"{{unit: {name}, role: {choice.choice(('lead', 'support'))}}}" for name in names
        )
        dues = ", ".join(
            choice.sample(["年底前", "上半年", "每季度", "长期坚持"], choice.choice((0, 0, 1, 2)))
        )
        return f"responsibility: [{responsibilities}], deadlines: [{dues}]"

    tasks = "\n".join(
        f"      - {{id: {i}, title: 甲, {duty()}, measures: ["
        + ", ".join(f"{{text: 步, {duty()}}}" for _ in range(choice.randrange(4)))
        + "]}"
        for i in range(120)
    )
    library, problems = library_of(
        tmp_path, {"jia/a.yml": f"{HEAD}sections:\n  - title: 一节\n    tasks:\n{tasks}\n"}
    )
    assert [p for p in problems if "已经列过" not in p] == []
    assert sum(task.is_divided for task in library.tasks) > 20
    _judge(library)


def test_the_real_content_keeps_the_rule(library: Library) -> None:
    _judge(library)
    divided = {task.ref for task in library.tasks if task.is_divided}
    assert "linxiang/2024-zeren-fenjie/2" in divided


def _judge(library: Library) -> None:
    for task in library.tasks:
        record, units = task.record, library.units[task.document.agency.id]
        expected: dict[tuple[str, str], set[str]] = {}
        for duty in (record, *record.measures):
            for responsibility in duty.responsibility or record.responsibility:
                entry = units.get(responsibility.unit)
                assert entry is not None
                expected.setdefault((entry.record.name, responsibility.role), set()).update(
                    d.text for d in duty.deadlines or record.deadlines
                )
        found = own(task)
        assert {pair: set(texts) for pair, texts in found.items()} == expected, task.ref
        printed = [due.text for due in task.dues]
        for texts in found.values():
            assert texts == [text for text in printed if text in texts], task.ref
        for assignment in task.assignments:
            assert assignment in assignment.responsibility.unit.assignments
            assert assignment.is_partial == (len(assignment.dues) < len(printed)), task.ref


def test_open_data_name_the_deadlines_of_a_unit_only_where_they_differ(tmp_path: Path) -> None:
    files = {
        "jia/a.yml": f"""{HEAD}sections:
  - title: 一节
    tasks:
      - {{id: 1, title: 甲, responsibility: [{ONE}], deadlines: [年底前],
          measures: [{{text: 步, responsibility: [{TWO}], deadlines: [长期坚持]}}]}}
      - {{id: 2, title: 乙, responsibility: [{ONE}, {TWO}], deadlines: [年底前]}}
      - {{id: 3, title: 丙, deadlines: [年底前],
          measures: [{{text: 步, responsibility: [{TWO}], deadlines: [年底前]}},
            {{text: 步, responsibility: [{ONE}]}}]}}
"""
    }
    library, problems = library_of(tmp_path, files)
    assert problems == []
    found = [
        [r.get("deadlines") for r in task["responsibility"]]
        for task in json.loads(tasks_json(library))["tasks"]
    ]
    assert found == [
        [
            [{"text": "年底前", "kind": "date", "date": "2024-12-31"}],
            [{"text": "长期坚持", "kind": "ongoing", "date": None}],
        ],
        [None, None],
        [None, None],
    ]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A site in which two units share a task but no deadline."""
    root = copy_sound(tmp_path)
    write(
        root / "content",
        {
            "bing/agency.yml": "name: 丙局\nunits:\n  - {id: yi-ke, name: 业务一科}\n"
            "  - {id: er-ke, name: 业务二科}\n"
            "  - {id: ge-ke, name: 各科, kind: collective, members: [业务二科]}\n",
            "bing/a.yml": HEAD.replace("甲局", "丙局")
            + f"""sections:
  - title: 一节
    tasks:
      - id: 1
        title: 甲
        deadlines: [每两年]
        measures:
          - {{text: 一步, responsibility: [{ONE}], deadlines: [长期坚持]}}
          - {{text: 二步, responsibility: [{LEAD}], deadlines: [2024年12月]}}
          - {{text: 三步, responsibility: [{{unit: 各科, role: responsible}}], deadlines: [2024年6月]}}
""",
            "bing/b.yml": HEAD.replace("甲局", "丙局")
            + f"""sections:
  - title: 一节
    tasks:
      - id: 1
        title: 甲
        responsibility: [{LEAD}]
        deadlines: [年底前]
        measures: [{{text: 一步, deadlines: [上半年]}}, {{text: 二步}},
          {{text: 三步, responsibility: [{TWO}]}}]
""",
        },
    )
    run = build(root, "--jobs", 1)
    assert run.status == 0, run.said
    return root / "site"


def test_a_row_of_a_unit_shows_and_sorts_by_its_own_deadlines(pages: Path) -> None:
    def cells(unit: str) -> list[tuple[str, str, str]]:
        page = LexborHTMLParser((pages / f"bing/units/{unit}.html").read_text("utf-8"))
        found = []
        for row in page.css(".gk-duty-rows tbody tr"):
            role, due = row.css_first('[data-label="角色"]'), row.css_first('[data-label="完成时限"]')
            found.append((role.text(), due.text().strip(), due.attributes["data-sort"] or ""))
        return found

    assert cells("yi-ke") == [
        ("责任", "长期坚持", "9998"),
        ("牵头", "2024年12月", "2024-12-31"),
        ("牵头", "年底前、上半年", "2024-06-30"),
    ]
    assert cells("ge-ke") == [("责任", "2024年6月", "2024-06-30")]
    assert cells("er-ke") == [("责任", "年底前", "2024-12-31"), *cells("ge-ke")], (
        "then what it shares under a collective name"
    )


def test_the_page_of_a_task_says_whom_each_deadline_binds(pages: Path) -> None:
    page = LexborHTMLParser((pages / "bing/a/1.html").read_text("utf-8"))
    assert [squeeze(row.text()) for row in page.css(".gk-dues li")] == [
        "每两年周期性工作原文没有写明由哪个单位负责",
        "长期坚持长期工作责任业务一科",
        "2024年12月最后一天2024年12月31日牵头业务一科",
        "2024年6月最后一天2024年6月30日责任各科",
    ]
    assert "时限按举措分别写明" in page.css_first("[aria-labelledby=who]").text()
    other = LexborHTMLParser((pages / "jia/2024-yaodian/2.html").read_text("utf-8"))
    assert [squeeze(row.text()) for row in other.css(".gk-dues li")] == ["长期坚持长期工作"]
    assert "时限按举措分别写明" not in other.body.text()


def test_the_table_of_a_document_shows_what_measures_inherit(pages: Path) -> None:
    def rows(document: str) -> list[list[str]]:
        page = LexborHTMLParser((pages / document / "index.html").read_text("utf-8"))
        return [
            [squeeze(cell.text()) for cell in row.css("td")][-3:]
            for row in page.css(".gk-duty-table tbody tr")
        ]

    assert rows("bing/a") == [
        ["一步", "责任业务一科", "长期坚持"],
        ["二步", "牵头业务一科", "2024年12月"],
        ["三步", "责任各科", "2024年6月"],
    ]
    assert rows("jia/2024-yaodian")[:3] == [
        ["（整项任务）", "牵头粮食储备科配合县财政局", "2024年底前"],
        ["一是清点库存", "责任综合科（即综合业务科）", "7月15号前"],
        ["二是各业务科室每季度检查。", "牵头粮食储备科责任各业务科室", "每季度、2024年底前"],
    ]
    assert rows("bing/b") == [
        ["一步", "牵头业务一科", "上半年"],
        ["二步", "牵头业务一科", "年底前"],
        ["三步", "责任业务二科", "年底前"],
    ]
