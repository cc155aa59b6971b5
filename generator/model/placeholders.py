"""Words that stand in for what a clerk still has to write:
in the samples of `gongkai new` and in drafts of an import.

All of them are named here, so that whoever writes one and whoever looks for those left over mean the same.
"""

from __future__ import annotations

import re

# The samples of `gongkai new`
SECTION_TITLE = "章节标题"
TASK_TITLE = "任务标题"
TASK_TEXT = "任务内容。"

# Drafts of an import, where the source does not say it
NO_TITLE = "（待补标题）"
NO_PUBLISHER = "（待补发布者）"
NO_AGENCY = "（待补机关名称）"
NO_TASK_TITLE = "（无标题）"
NO_BODY = "（原文没有正文）"
NO_FIGURE_NAME = "（待补指标名称）"
NO_PERIOD = "2000"
# of names that no pinyin spells; further ones get a number
UNIT_ID, POLICY_ID, AGENCY_ID = (
    "danwei",
    "wenjian",
    "jiguan",
)

# Titles that an import adds where the source has none. They may stay: they say what the passage is.
BODY_TITLE, CLOSING_TITLE, ATTACHMENT_TITLE, TABLE_TITLE = "正文", "结尾", "附件", "任务表"
KEPT_TITLE = "表格"  # of a table that is not one of tasks

_TEXTS = frozenset(
    {
        SECTION_TITLE,
        TASK_TITLE,
        TASK_TEXT,
        NO_TITLE,
        NO_PUBLISHER,
        NO_AGENCY,
        NO_TASK_TITLE,
        NO_BODY,
        NO_FIGURE_NAME,
    }
)
INVENTED = frozenset(
    {
        *(BODY_TITLE, CLOSING_TITLE, ATTACHMENT_TITLE, TABLE_TITLE, KEPT_TITLE),
        *(NO_TITLE, NO_PUBLISHER, NO_TASK_TITLE, NO_BODY),
    }
)
_IDS = re.compile(rf"(?:{UNIT_ID}|{POLICY_ID}|{AGENCY_ID})(?:-\d+)?")


def is_text_left(text: str | None) -> bool:
    """Whether a text is still the one of the sample or the draft."""
    return text in _TEXTS


def is_id_left(ident: str) -> bool:
    """Whether an id is one that an import gave for want of a better."""
    return _IDS.fullmatch(ident) is not None
