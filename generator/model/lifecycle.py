"""What a document goes through: drafted, reviewed, published, corrected, withdrawn."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from generator.model.record import Day, Record, Text, record

DocumentStatus = Literal["draft", "reviewed", "published", "withdrawn"]
# What a clerk may write for each, and what pages show of it.
DOCUMENT_STATUS: dict[DocumentStatus, tuple[str, ...]] = {
    "draft": ("草稿",),
    "reviewed": ("已审",),
    "published": ("已公开",),
    "withdrawn": ("已撤回",),
}
STATUS_WORD: dict[DocumentStatus, str] = {code: words[0] for code, words in DOCUMENT_STATUS.items()}
UNPUBLISHED: frozenset[DocumentStatus] = frozenset({"draft", "reviewed"})
_CODES: dict[str, str] = {word: code for code, words in DOCUMENT_STATUS.items() for word in words}
_WRITTEN = Literal.__getitem__((*_CODES, *get_args(DocumentStatus)))


def _code(value: Any) -> Any:
    return _CODES.get(value, value) if isinstance(value, str) else value


DocumentStatusField = Annotated[DocumentStatus, BeforeValidator(_code, json_schema_input_type=_WRITTEN)]


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
