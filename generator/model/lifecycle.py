"""What a document goes through: drafted, reviewed, published, corrected, withdrawn."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model import values
from generator.model.record import Day, Record, Text, record

DocumentStatus = Literal["draft", "reviewed", "published", "withdrawn"]
STATUS_WORD: dict[DocumentStatus, str] = values.labels(values.DOCUMENT_STATUS)
UNPUBLISHED: frozenset[DocumentStatus] = frozenset({"draft", "reviewed"})


@record
class Revision(Record):
    """更正: one change of what was published."""

    date: Day = Field(description="更正或撤回的日期，如 2024-05-10")
    what: Text = Field(description="改了什么，给读者看，如“完成时限由6月底前改为9月底前”")
    why: Text | None = Field(default=None, description="原因，给读者看，如“录入有误”")
    reviewer: Text | None = Field(default=None, description="审核的科室或岗位，不写个人姓名，如“局办公室”")


Revisions = Annotated[
    list[Revision],
    Field(
        default_factory=list,
        description="更正记录，每次一项：日期、改了什么、原因、审核；页面和更正与撤回页都显示",
    ),
]
