"""In which order sections and tasks of one section follow each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import HEAD, library_of

from generator.library.reading_order import in_order
from generator.model.records import Section, Task


@pytest.mark.parametrize(
    ("sections", "tasks", "order"),
    [
        (["（一）", "（三）"], ["（二）", "（四）"], "（一）（二）（三）（四）"),
        (["（二）"], ["（一）"], "（一）（二）"),
        (["十、"], ["九、", "十一、"], "九、十、十一、"),
        (["2."], ["1.", "10."], "1.2.10."),
        (["（二）"], ["1.", "2."], "（二）1.2."),  # other notations: the numbers tell nothing
        (["（一）"], ["（一）"], "（一）（一）"),
        ([None], [None, None], ""),
        ([], ["3.", "1."], "3.1."),
    ],
)
def test_numbers_tell_the_order(sections: list[str | None], tasks: list[str | None], order: str) -> None:
    found = in_order(
        [Section(title="节", number=n) for n in sections], [Task(id="1", title="项", number=n) for n in tasks]
    )
    assert "".join(child.record.number or "" for child in found) == order
    assert len(found) == len(sections) + len(tasks)


def test_document_and_neighbours_follow_it(tmp_path: Path) -> None:
    library, problems = library_of(
        tmp_path,
        {
            "jia/a.yml": HEAD
            + """sections:
  - title: 一节
    tasks: [{id: 1, number: （一）, title: 甲}, {id: 3, number: （三）, title: 丙}]
    sections: [{number: （二）, title: 乙, tasks: [{id: 2, title: 乙一}]}]
"""
        },
    )
    assert problems == []
    assert [task.record.id for task in library.documents[0].tasks] == ["1", "2", "3"]
    assert [child.record.number for child in library.documents[0].sections[0].children] == [
        "（一）",
        "（二）",
        "（三）",
    ]
