"""What a document goes through: drafted, reviewed as its office does it, published, corrected, withdrawn."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model import values
from generator.model.record import Day, Record, Text, nothing, record

DocumentStatus = Literal["draft", "reviewed", "published", "withdrawn"]
STATUS_WORD: dict[DocumentStatus, str] = values.labels(values.DOCUMENT_STATUS)
UNPUBLISHED: frozenset[DocumentStatus] = frozenset({"draft", "reviewed"})


@record
class Review(Record):
    """审查: one step of the review before disclosure: who, when, what was concluded (条例第十七条)."""

    step: Text = Field(description="审查环节，照本单位的叫法，如 经办、初审、复审、终审、保密审查")
    by: Text = Field(description="审查的科室、岗位或人员")
    date: Day = Field(description="审查日期，如 2024-03-18")
    conclusion: Text | None = Field(default=None, description="审查结论，如 同意主动公开")


Reviews = Annotated[
    list[Review],
    Field(
        default_factory=nothing,
        description="公开前的审查记录，每个环节一项；页面只显示 agency.yml 的 review.public 写明的环节",
    ),
]


@record
class ReviewRule(Record):
    """审查的环节 as the office has them, and which of them readers may see."""

    steps: list[Text] = Field(
        default_factory=nothing, description="公开前要经过的环节，按先后，如 [经办, 初审, 复审, 终审]"
    )
    public: list[Text] = Field(
        default_factory=nothing, description="其中显示在文件页面上的环节，如 [终审]；不写就都不显示"
    )


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
        default_factory=nothing,
        description="更正记录，每次一项：日期、改了什么、原因、审核；页面和更正与撤回页都显示",
    ),
]
