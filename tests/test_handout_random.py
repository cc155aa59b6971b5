"""Documents made at random, of words that mean something else elsewhere, come back as they went."""

from __future__ import annotations

import json
from typing import Any

import pytest
from handed_out import FORMS, again, entry_of, of_document
from hypothesis import given, settings
from hypothesis import strategies as st
from support import examples, write

from generator.handout.lay_out import paper

# What a clerk may have typed, and what other texts mean something else by.
WORDS = (
    "逐库清点沙袋",
    "一是清点，二是补充。",
    "1.5公里堤防加固（含𠮷山段）",
    "（责任单位见上）",
    "“双随机”<抽查>&通报",
    "附件：名单",
    "时间：10月底前",
    "2024年3月1日",
    "各科室要认真落实",
    "责任明确",
    "重复的一段。",
    "重复的一段。",
    "长" * 300 + "。",
)
UNITS = ("业务一科", "各镇（街道）", "县财政局", "市、县公安局", "局机关各股室", "团县委", "办")
TIMES = ("2024年底前", "每季度", "长期坚持", "6月底前", "2024年12月31日前", "每年、每2月")
NUMBERS = (None, "一、", "（一）", "1.", "(1)", "3-1", "第一项", "1.10", "①")
some_words = st.sampled_from(WORDS)
some_answers = st.fixed_dictionaries(
    {
        "responsibility": st.lists(
            st.fixed_dictionaries(
                {"unit": st.sampled_from(UNITS), "role": st.sampled_from(("lead", "responsible", "support"))}
            ),
            max_size=4,
            unique_by=lambda one: one["unit"],
        ),
        "deadlines": st.lists(st.sampled_from(TIMES), max_size=2, unique=True),
    }
)
some_tables = st.lists(
    st.sampled_from(
        (
            {
                "header": [["路段", "管网", "管网"], ["", "长度", "管径"]],
                "rows": [["甲路", "3.5", ""], ["", "2", "DN200"]],
            },
            {
                "caption": "附表 任务清单",
                "header": [["任务", "责任单位"]],
                "rows": [["修路", "甲局"], ["架桥", "乙局"]],
            },
            {"caption": "一栏", "header": [["名称"]], "rows": [["甲"]]},
            {"header": [["空", "表"]], "rows": [["", "无"]]},
        )
    ),
    max_size=2,
)
some_steps = st.recursive(
    st.just([]),
    lambda below: st.lists(
        st.fixed_dictionaries(
            {"number": st.sampled_from((None, "（1）", "①")), "text": some_words, "steps": below}
        ),
        max_size=2,
    ),
    max_leaves=4,
)
NUMBERED = (None, "一是", "（1）", "①", "1.")
TITLES = (
    "清点物资",
    "整治：老旧管网",
    "推进“一网统管”。",
    "甲",
    "做好2024年防汛",
    "12.5公里管网改造",
    "第1部分",
    "现场 A 区",
    "重复的一段",
)


def with_answers(more: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """A record of these fields that may say who answers."""
    return st.builds(lambda answers, rest: answers | rest, some_answers, st.fixed_dictionaries(more))


some_measures = st.lists(
    with_answers(
        {
            "number": st.sampled_from(NUMBERED),
            "title": st.sampled_from((None, "压实责任", "全面“体检”，逐项整改")),
            "text": some_words,
            "steps": some_steps,
        }
    ),
    max_size=3,
)
some_headings = {"number": st.sampled_from(NUMBERS), "title": st.sampled_from(TITLES)}
some_tasks = st.lists(
    with_answers(
        {
            **some_headings,
            "text": st.none() | some_words,
            "measures": some_measures,
            "table": some_tables,
            "note": st.none() | some_words,
        }
    ),
    max_size=3,
)


def sections(below: st.SearchStrategy[list[Any]]) -> st.SearchStrategy[list[Any]]:
    return st.lists(
        with_answers(
            {
                **some_headings,
                "text": st.none() | some_words,
                "table": some_tables,
                "sections": below,
                "tasks": some_tasks,
            }
        ),
        min_size=1,
        max_size=3,
    )


some_documents = st.fixed_dictionaries(
    {
        "title": st.sampled_from(("甲局2024年工作要点", "关于印发某方案的通知", "甲县民生实事")),
        "kind": st.sampled_from(("plan", "summary", "mixed", "assignment")),
        "period": st.sampled_from(("2024", "2024-H1", "2024-Q3", "2021/2025", "2024-05")),
        "text": st.sampled_from(("full", "abridged")),
        "source": st.just({"publisher": "甲局"}),
        "disclosure": st.sampled_from(
            ({}, {"formed": "2024-03-05"}, {"number": "甲政发〔2024〕5号", "published": "2024-03-22 11:15"})
        ),
        "notes": st.lists(some_words, max_size=2),
        "contacts": st.lists(st.just("举报热线：3720055"), max_size=1),
        "intro": st.none() | some_words,
        "sections": sections(sections(st.just([])) | st.just([])),
        "table_title": st.sampled_from((None, "责任分解表", "任务清单")),
    }
)


def with_ids(document: dict[str, Any]) -> dict[str, Any]:
    """The document with an id for each task."""
    count = 0

    def number(records: list[Any]) -> None:
        nonlocal count
        for section in records:
            for task in section["tasks"]:
                count += 1
                task["id"] = str(count)
            number(section["sections"])

    number(document["sections"])
    return document


def without_empty(value: Any) -> Any:
    """What a clerk would not have written."""
    if isinstance(value, dict):
        held = {key: without_empty(one) for key, one in value.items()}
        return {key: one for key, one in held.items() if one not in (None, []) or key in ("sections", "rows")}
    return [without_empty(one) for one in value] if isinstance(value, list) else value


AGENCY = {"name": "甲局", "units": [{"id": f"u{n}", "name": name} for n, name in enumerate(UNITS)]}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=examples(6))
@given(some_documents)
def test_any_document_comes_back(
    tmp_path_factory: pytest.TempPathFactory, form: str, document: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("content")
    text = json.dumps(without_empty(with_ids(document)), ensure_ascii=False)
    write(folder / "content", {"jia/agency.yml": json.dumps(AGENCY), "jia/a.yml": text})
    entry = entry_of(folder / "content", "jia/a")
    made = paper(entry)
    back = again(FORMS[form](made), form)
    went = of_document(entry.file.record)
    went["table"] = went["table"] if made.annex else None  # who names nobody has no table
    assert joined(of_document(back)) == joined(went)


def joined(value: Any) -> Any:
    """Number and words run together: a measure without a number may begin with one."""
    if isinstance(value, dict):
        return {
            key: "".join(filter(None, one)) if key in ("heading", "words") else joined(one)
            for key, one in value.items()
        }
    if isinstance(value, tuple) and len(value) == 3 and isinstance(value[2], list):
        return f"{value[0] or ''}{value[1]}", joined(value[2])  # a step
    return [joined(one) for one in value] if isinstance(value, list) else value
