"""The records that content/ holds, as pydantic models: what a clerk may write, and nothing else.

The words are those of the field (政府信息公开条例 and the catalogues of county offices); the Chinese
`description` of each field is what VS Code shows while the clerk types (`gongkai schema`).
The model is plain: whether names resolve and addresses are unique is decided in `library` and `checks`.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from generator.model import values
from generator.model.lifecycle import DocumentStatus, Reviews, Revisions
from generator.model.periods import bounds
from generator.model.record import Day, Id, Moment, Record, Text, Url, either_way, nothing, record
from generator.model.statuses import STATUS_LABEL, StatusClass, class_of
from generator.model.table_shapes import MOST_COLUMNS, MOST_ROWS, uneven

Role = Literal["lead", "responsible", "support"]
ROLES: tuple[Role, ...] = ("lead", "responsible", "support")  # the order in which every page shows them
DocumentKind = Literal["plan", "summary", "mixed", "assignment"]
SectionKind = Literal["plan", "done", "problems", "requirements"]
DeadlineKind = Literal["date", "recurring", "ongoing", "period"]
Precision = Literal["day", "month", "quarter", "half", "year"]
Continuity = Literal["new", "ended"]
LinkKind = Literal["reports", "assigns", "continues", "carries_out"]

# What a clerk may write for them: the code, or the words for it.
_RoleField = Annotated[Role, either_way(values.ROLE)]
_DocumentKindField = Annotated[DocumentKind, either_way(values.DOCUMENT_KIND)]
_SectionKindField = Annotated[SectionKind, either_way(values.SECTION_KIND)]
_DeadlineKindField = Annotated[DeadlineKind, either_way(values.DEADLINE_KIND)]
_LinkKindField = Annotated[LinkKind, either_way(values.LINK_KIND)]
_ContinuityField = Annotated[Continuity, either_way(values.CONTINUITY)]
_IndicatorKindField = Annotated[Literal["target", "actual"], either_way(values.INDICATOR_KIND)]
_BoundField = Annotated[Literal["min", "max"], either_way(values.BOUND)]
_DocumentStatusField = Annotated[DocumentStatus, either_way(values.DOCUMENT_STATUS)]
_TextField = Annotated[Literal["full", "abridged"], either_way(values.TEXT)]
_EditorField = Annotated[Literal["editor"], either_way(values.TITLE_BY)]
_StatusClassField = Annotated[StatusClass, either_way(values.STATUS_CLASS)]


def _in_order(period: str) -> str:
    first, _, last = period.partition("/")
    if last and last < first:
        raise ValueError("period-reversed")
    return period


# 2024 | 2024-H1 | 2024-Q3 | 2024-05 | 2021/2025
Period = Annotated[
    str,
    StringConstraints(pattern=r"^[12][0-9]{3}(-(H[12]|Q[1-4]|0[1-9]|1[0-2])|/[12][0-9]{3})?$"),
    AfterValidator(_in_order),
]
TaskRef = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+$")]


@record
class Deadline(Record):
    """完成时限: the words as printed; `kind` and `date` only where the words alone do not say it."""

    text: Text = Field(description="完成时限，照原文写，如“2024年底前”“每季度”“长期坚持”")
    kind: _DeadlineKindField | None = Field(
        default=None,
        description=f"{values.choices(values.DEADLINE_KIND)}。通常不必填，由文字推断",
    )
    date: Day | None = Field(default=None, description="最后一天，如 2024-12-31。通常不必填，由文字推断")


def _from_words(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


DeadlineField = Annotated[Deadline, BeforeValidator(_from_words, json_schema_input_type=Text | Deadline)]


@record
class Responsibility(Record):
    """Who answers: the unit by any of its registered names, exactly as the document prints it."""

    unit: Text = Field(description="责任单位，照原文写；须是 agency.yml 中登记的名称、别名或编号")
    role: _RoleField = Field(description=values.choices(values.ROLE))
    text: Text | None = Field(default=None, description="原文的表述，如“综合协调科牵头落实”")


@record
class Indicator(Record):
    """指标: one figure, with the words it was printed in."""

    text: Text = Field(description="数字连同单位，照原文写，如“整改率99.60%”")
    name: Text = Field(description="指标名称，如“整改率”")
    value: Decimal = Field(
        description="数值，万、亿折算成个位，如 22.54万 写 225400", allow_inf_nan=False, max_digits=20
    )
    unit: Text | None = Field(default=None, description="计量单位，如“条”“万元”“%”")
    kind: _IndicatorKindField = Field(description=values.choices(values.INDICATOR_KIND))
    bound: _BoundField | None = Field(default=None, description=values.choices(values.BOUND))
    change: Text | None = Field(default=None, description="同比变化，照原文写，如“-13.6%”")
    period: Period | None = Field(default=None, description="统计时段，如 2024 或 2024-H1；不写则同任务")


@record
class Status(Record):
    """落实状态: its class, and the words as printed where they are others than the class's own."""

    class_: _StatusClassField = Field(
        alias="class",
        description=f"状态类别：{values.choices(values.STATUS_CLASS)}",
    )
    words: Text = Field(description="原文的说法，照原文写，如“欠进度”")


def _status_from_word(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value in STATUS_LABEL:
        return {"class": value, "words": STATUS_LABEL[value]}
    if (found := class_of(value)) is None:
        raise ValueError("status-word")
    return {"class": found, "words": value}


StatusField = Annotated[Status, BeforeValidator(_status_from_word, json_schema_input_type=Text | Status)]


def _is_there(value: str) -> str:
    try:
        bounds(value)
    except ValueError as error:
        raise ValueError("progress-date") from error
    return value


# 2026-06-30 | 2026-06 | 2026-Q2 | 2026-H1 | 2026
ProgressDate = Annotated[
    str,
    StringConstraints(pattern=r"^[12][0-9]{3}(-(H[12]|Q[1-4]|[0-9]{2}(-[0-9]{2})?))?$"),
    AfterValidator(_is_there),
]


@record
class ProgressSource(Record):
    """Where a report of progress stands: a task of this site, or a publication elsewhere."""

    task: TaskRef | None = Field(default=None, description="本站报告进展的任务：机关/文件/任务")
    title: Text | None = Field(default=None, description="登载进展的文件或网页的标题")
    publisher: Text | None = Field(default=None, description="发布者，照原文写")
    url: Url | None = Field(default=None, description="网址")


def _names_something(source: ProgressSource) -> ProgressSource:
    if not (source.task or source.title or source.publisher or source.url):
        raise ValueError("source-empty")
    return source


SourceField = Annotated[ProgressSource, AfterValidator(_names_something)]


@record
class Progress(Record):
    """进展: what a published report says of a task or a measure at one time."""

    date: ProgressDate = Field(description="进展的时间：2026-06-30、2026-06、2026-Q2、2026-H1 或 2026")
    status: StatusField | None = Field(
        default=None,
        description="落实状态：写原文的词，如 已完成、正常推进、推进缓慢；"
        "别的说法写 {class: 正常推进, words: 原文的词}",
    )
    text: Text | None = Field(default=None, description="进展情况，照原文写")
    indicators: list[Indicator] = Field(default_factory=nothing, description="完成的数字")
    source: SourceField | None = Field(default=None, description="出处")


def _says_something(progress: Progress) -> Progress:
    if not (progress.status or progress.text or progress.indicators):
        raise ValueError("progress-empty")
    return progress


ProgressField = Annotated[Progress, AfterValidator(_says_something)]
ProgressList = Annotated[
    list[ProgressField], Field(default_factory=nothing, description="进展和结果，每次一项；留空等于没有写")
]


@record
class Step(Record):
    """A numbered step inside a measure, at any depth."""

    number: Text | None = Field(default=None, description="序号，照原文写，如“（1）”“一是”")
    text: Text = Field(description="内容")
    steps: list[Step] = Field(default_factory=nothing, description="下一级步骤")


def _from_top(lines: list[int]) -> list[int]:
    if lines[1] < lines[0]:
        raise ValueError("lines-reversed")
    return lines


Lines = Annotated[
    list[Annotated[int, Field(ge=1)]], Field(min_length=2, max_length=2), AfterValidator(_from_top)
]


def _of_lists(rows: Any) -> Any:
    """Tell of a list of cells in the place of a list of rows once, not at each cell."""
    is_list = isinstance(rows, list)
    odd = next((i for i, row in enumerate(rows) if not isinstance(row, list)), None) if is_list else None
    if odd is not None:
        raise PydanticCustomError("table_flat", "a row that is no list", {"at": (odd,)})
    return rows


R = TypeVar("R")
Rows = Annotated[list[R], BeforeValidator(_of_lists)]
_HeadRow = Annotated[list[str], Field(min_length=1, max_length=MOST_COLUMNS)]


@record
class Table(Record):
    """表格 that is printed with a task or a section: a grid of texts, of which a cell may be empty."""

    caption: Text | None = Field(default=None, description="表的标题，照原文写")
    header: Rows[_HeadRow] = Field(
        min_length=1, description="表头，每行一个列表，如 [[序号, 项目, 数量]]；跨列的格在每列里都写"
    )
    rows: Rows[list[str]] = Field(
        max_length=MOST_ROWS, description='各行，每行一个列表，格数与表头相同；空的格写 ""'
    )


def _is_grid(table: Table) -> Table:
    if not any(any(row) for row in table.header):
        raise PydanticCustomError("table_head", "no word in the head", {"at": ("header", 0)})
    if odd := uneven(table.header, table.rows):
        raise PydanticCustomError("table_row", "rows of unequal length", {**odd._asdict(), "at": odd.place})
    return table


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


TableField = Annotated[Table, AfterValidator(_is_grid)]
Tables = Annotated[
    list[TableField],
    BeforeValidator(_one_or_more, json_schema_input_type=TableField | list[TableField]),
    Field(
        default_factory=nothing,
        alias="table",
        description="原文所附、不是任务的表格，写成 {caption: 标题, header: [[列名]], rows: [[内容]]}；"
        "几张表写成列表",
    ),
]
Persons = Annotated[
    list[Text],
    Field(default_factory=nothing, description="原文写到的责任人姓名，照原文写；只供内部查对，不会公开"),
]


@record
class Answerable(Record):
    """What a task, a measure and a section have in common: who, by when, how much, on what grounds."""

    responsibility: list[Responsibility] = Field(default_factory=nothing, description="责任单位，按原文顺序")
    deadlines: list[DeadlineField] = Field(default_factory=nothing, description="完成时限，照原文写")
    indicators: list[Indicator] = Field(default_factory=nothing, description="指标")
    cites: list[Text] = Field(
        default_factory=nothing, description="引用文件，写 policies.yml 中登记的名称、别名或编号"
    )
    lines: Lines | None = Field(default=None, description="在原文中的起止行号，如 [9, 9]")


@record
class Measure(Answerable):
    """举措: a step inside a task; in a table it may have units and deadlines of its own."""

    number: Text | None = Field(default=None, description="序号，照原文写，如“一是”“(1)”")
    title: Text | None = Field(default=None, description="举措的小标题")
    text: Text = Field(description="举措内容")
    steps: list[Step] = Field(default_factory=nothing, description="举措内的步骤")
    progress: ProgressList
    persons: Persons


@record
class Link(Record):
    """落实链: this task reports on, assigns, continues or carries out another."""

    kind: _LinkKindField = Field(description=f"与对方任务的关系：{values.choices(values.LINK_KIND)}")
    to: TaskRef = Field(description="对方任务：机关/文件/任务，如 wuhu/2024-yaodian/02")


@record
class Task(Answerable):
    """任务: the smallest numbered item with a title of its own; one page each."""

    id: Id = Field(description="任务编号，小写字母、数字、短横线；发布后不再改")
    number: Text | None = Field(default=None, description="序号，照原文写，如“1.”“（一）”")
    title: Text = Field(description="任务标题，照原文写")
    text: Text | None = Field(default=None, description="任务内容")
    row: Text | None = Field(default=None, description="在责任分解表中的序号")
    row_title: Text | None = Field(default=None, description="责任分解表中的任务名称，与正文标题不同时写")
    measures: list[Measure] = Field(default_factory=nothing, description="举措")
    tables: Tables
    persons: Persons
    topics: list[Text] = Field(default_factory=nothing, description="主题，写 topics.yml 中登记的名称或编号")
    status: StatusField | None = Field(
        default=None,
        description="落实状态：写原文的词，如 已完成、正常推进、推进缓慢；"
        "别的说法写 {class: 正常推进, words: 原文的词}；留空等于没有写",
    )
    progress: ProgressList
    links: list[Link] = Field(default_factory=nothing, description="与其他任务的关系")
    continuity: _ContinuityField | None = Field(
        default=None,
        description=f"文件写明时才填：{values.choices(values.CONTINUITY)}。没有链接的，不等于新增或不再延续",
    )
    note: Text | None = Field(default=None, description="给读者的说明，如原文此处中断")
    revisions: Revisions


@record
class Section(Answerable):
    """章节: a numbered heading with its text; holds further sections and tasks, in that order."""

    id: Id | None = Field(default=None, description="锚点编号；不写则按位置编，如 s1-2")
    number: Text | None = Field(default=None, description="序号，照原文写，如“一、”")
    title: Text = Field(description="标题，照原文写")
    kind: _SectionKindField | None = Field(default=None, description=values.choices(values.SECTION_KIND))
    period: Period | None = Field(default=None, description="本部分所属时期，与全文不同时写")
    text: Text | None = Field(default=None, description="本节正文")
    tables: Tables
    sections: list[Section] = Field(default_factory=nothing, description="下一级章节")
    tasks: list[Task] = Field(default_factory=nothing, description="本节任务")


@record
class Channel(Record):
    """公开层级 with the 公开渠道和载体 that belong to it."""

    level: Text = Field(description="公开层级，如“县级”")
    channels: Text = Field(description="公开渠道和载体，如“政府网站、公开查阅点”")


@record
class Disclosure(Record):
    """公开信息, the head block of a document (条例第十二条; the head blocks seen on county portals)."""

    index_number: Text | None = Field(default=None, description="索引号")
    subject: Text | None = Field(default=None, description="主题分类")
    publisher: Text | None = Field(default=None, description="发布机构，照原文写")
    formed: Day | None = Field(default=None, description="成文日期，如 2024-08-01")
    published: Moment | None = Field(default=None, description="发布日期，如 2024-03-22 或 2024-03-22 11:15")
    number: Text | None = Field(default=None, description="文号（发文字号）")
    validity: Text | None = Field(default=None, description="有效性")
    method: Text | None = Field(default=None, description="公开方式：主动公开或依申请公开")
    time_limit: Text | None = Field(default=None, description="公开时限")
    basis: Text | None = Field(default=None, description="公开依据")
    field: Text | None = Field(default=None, description="所属领域")
    item_level_1: Text | None = Field(default=None, description="一级事项")
    item_level_2: Text | None = Field(default=None, description="二级事项")
    body: Text | None = Field(default=None, description="公开主体")
    levels: list[Channel] = Field(default_factory=nothing, description="公开层级及其公开渠道和载体")


@record
class Source(Record):
    """Where the text was first published."""

    title: Text | None = Field(default=None, description="原文标题，与本文件标题不同时写")
    title_by: _EditorField | None = Field(
        default=None, description="原文没有标题、本文件的标题为编者所拟时写 编者（editor）"
    )
    publisher: Text = Field(description="发布者，照原文写")
    published: Moment | None = Field(default=None, description="原文发布时间")
    column: Text | None = Field(default=None, description="原文所在栏目，如“政府信息公开 > 计划总结”")
    url: Url | None = Field(default=None, description="原文网址")
    file: Text | None = Field(default=None, description="导入时所用的文件名")


@record
class Document(Record):
    """文件: one plan, summary, mixed text or assignment table of one period."""

    title: Text = Field(description="文件标题，照原文写")
    kind: _DocumentKindField = Field(description=values.choices(values.DOCUMENT_KIND))
    period: Period = Field(description="所属时期：2024、2024-H1、2024-Q3、2024-05 或 2021/2025")
    text: _TextField = Field(description=f"{values.choices(values.TEXT)}，以原文为准")
    status: _DocumentStatusField = Field(
        default="published",
        description=f"公开状态：{values.choices(values.DOCUMENT_STATUS)}。"
        "不写就是已公开；草稿和已审的不上网站，已撤回的只留一页说明",
    )
    source: Source = Field(description="原文出处")
    disclosure: Disclosure = Field(default_factory=lambda: Disclosure(), description="公开信息")
    notes: list[Text] = Field(
        default_factory=nothing, description="给读者的说明，如原文残缺、发布机关名称被隐去"
    )
    contacts: list[Text] = Field(default_factory=nothing, description="公开的联系方式，如举报热线")
    intro: Text | None = Field(default=None, description="正文之前的引言")
    sections: list[Section] = Field(description="章节")
    revisions: Revisions
    review: Reviews
    table_title: Text | None = Field(default=None, description="责任分解表的标题")

    @property
    def published_on(self) -> date | None:
        """The day of its publication; that of the source where no other is known."""
        moment = self.disclosure.published or self.source.published
        return moment.date() if isinstance(moment, datetime) else moment
