"""How a document that was handed out says what each of its paragraphs is: by the name of a Word style, and by
`data-gk` in HTML. The importer reads them again, so that nothing of the document has to be guessed.

The names are those that a clerk sees in Word's list of styles. A task is a heading, too: its style is based
on Word's own of the same level.
"""

from __future__ import annotations

from typing import Literal, get_args

from generator.model.records import Role

Mark = Literal[
    "section",  # a heading, with its number
    "task",  # a heading that is a task
    "text",  # of the intro, a section or a task
    "answer",  # who answers and by when
    "figures",  # those that the text does not say
    "cites",  # documents that the text does not name
    "note",  # of an editor, on a task
    "measure",  # with its number
    "titled",  # a measure that begins with a title of its own
    "step1",  # of a measure
    "step2",
    "step3",
    "caption",  # of a table that was printed with the text
    "head",  # a row that heads such a table
    "row",  # a row below
    "signer",
    "day",  # of the signature
    "remark",  # an editor's, on the whole document
    "contact",
    "abridged",  # says that the text is
    "beside",  # what the content says elsewhere: where the text was published, what was corrected
    "summary",  # the table made from the tasks, with all around it
    "summary_title",
]
MARKS = frozenset[str](get_args(Mark))

STYLES: dict[Mark, str] = {
    "text": "公文正文",
    "answer": "责任和时限",
    "figures": "指标",
    "cites": "引用文件",
    "note": "编者说明",
    "measure": "举措",
    "titled": "举措（有小标题）",
    "step1": "步骤 1",
    "step2": "步骤 2",
    "step3": "步骤 3",
    "caption": "表题",
    "row": "原文表格",  # a style of tables, as the next but one
    "signer": "发文机关署名",
    "day": "成文日期",
    "remark": "附注",
    "contact": "联系方式",
    "abridged": "摘编说明",
    "beside": "出处和更正",
    "summary": "汇总表",
    "summary_title": "汇总表题",
}
"""The Word styles by what they say. Headings have those of `heading_style`; a row that heads a table is one
that Word repeats."""
SUMMARY_NOTE = "汇总表说明"
"""The style of a paragraph beside the table made from the tasks; it says what "summary" says."""
LEVELS = 9
"""Word has so many levels of headings."""


def heading_style(mark: Mark, level: int) -> str:
    """The name of the style of a heading of a level, 1 at the top: heading 2 | 任务 2."""
    return f"{'任务' if mark == 'task' else 'heading'} {min(level, LEVELS)}"


MARK_OF_STYLE: dict[str, Mark] = {
    **{name: mark for mark, name in STYLES.items()},
    SUMMARY_NOTE: "summary",
    **{heading_style("task", level): "task" for level in range(1, LEVELS + 1)},
}

ROLE_LABELS: dict[Role, str] = {"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位"}
TIME_LABEL = "完成时限"
FIGURES_LABEL, CITES_LABEL = "指标", "引用文件"
CHANGE = "同比"
"""Before the change of a figure over a year, in a bracket behind it."""
TABLE_TITLE = "责任分解表"
"""Of the table made from the tasks, where the document has no other."""
KIND_LABEL, PERIOD_LABEL = "文件类型", "所属时期"
"""Labels of the facts below the text that other documents do not state."""
