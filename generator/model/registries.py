"""The registries of content/: agencies with their units, policies, topics, synonyms, slips, moved
addresses, waivers."""

from __future__ import annotations

from datetime import date as date_of
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from generator.model import values
from generator.model.index_numbers import Template
from generator.model.lifecycle import ReviewRule
from generator.model.record import Day, Id, Record, Text, Url, either_way, nothing, record
from generator.model.routes import PLAIN_NAMES, is_address
from generator.model.secret_kinds import Kind

_A_YEAR = 365  # days that a waiver holds for which none are written: published things are gone over each year
UnitKind = Literal["internal", "subordinate", "collective", "external"]
Validity = Literal["valid", "pending", "amended", "expired", "repealed"]
VALIDITY: dict[Validity, str] = values.labels(values.VALIDITY)
VOID: frozenset[Validity] = frozenset({"expired", "repealed"})
"""Nothing is to be done by such a document any more."""


@record
class Unit(Record):
    """责任单位: an office of the agency, a subordinate body, a collective name, or an outside body."""

    id: Id = Field(description="单位编号，小写字母、数字、短横线；发布后不再改")
    name: Text = Field(description="单位名称")
    kind: Annotated[UnitKind, either_way(values.UNIT_KIND)] = Field(
        default="internal",
        description=values.choices(values.UNIT_KIND),
    )
    aliases: list[Text] = Field(default_factory=nothing, description="别名，如法规股又称法制股")
    members: list[Text] = Field(default_factory=nothing, description="统称所包含的单位；不写表示未逐一列明")


@record
class Agency(Record):
    """机关: the body that publishes."""

    name: Text = Field(description="机关全称")
    short_name: Text | None = Field(default=None, description="简称")
    region: Text | None = Field(default=None, description="所在地区，如“安徽省芜湖市”")
    aliases: list[Text] = Field(default_factory=nothing, description="原文中出现的其他名称")
    units: list[Unit] = Field(default_factory=nothing, description="责任单位登记表")
    index_number: Template | None = Field(
        default=None,
        description="索引号的样式，如 000014349/{年}-{5位}：{年}是四位年份，{5位}是五位数字，"
        "{序号}是不限位数的数字，其余照写",
    )
    review: ReviewRule = Field(default_factory=lambda: ReviewRule(), description="公开前的审查")


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


ReplacedBy = Annotated[
    list[Text],
    BeforeValidator(_one_or_more, json_schema_input_type=Text | list[Text]),
    Field(default_factory=nothing, description="代替它的文件，写本表登记的名称、别名或编号；几件写成列表"),
]


@record
class Policy(Record):
    """引用文件: a document that tasks cite."""

    id: Id = Field(description="文件编号，小写字母、数字、短横线；发布后不再改")
    title: Text = Field(description="文件名称，不带书名号")
    kind: Annotated[Literal["document", "name"], either_way(values.POLICY_KIND)] = Field(
        default="document",
        description=f"{values.choices(values.POLICY_KIND)}。文件显示时加书名号，行动、机制、体系的名称不加",
    )
    aliases: list[Text] = Field(default_factory=nothing, description="简称、别名；正文中出现时自动链接")
    number: Text | None = Field(default=None, description="文号")
    issuer: Text | None = Field(default=None, description="发文机关")
    url: Url | None = Field(default=None, description="全文网址")
    note: Text | None = Field(default=None, description="说明")
    validity: Annotated[Validity, either_way(values.VALIDITY)] | None = Field(
        default=None, description=f"有效性：{values.choices(values.VALIDITY)}。不清楚的不写"
    )
    ended: Day | None = Field(
        default=None, description="废止、失效或修改的日期：从这一天起不再是原来的样子，如 2024-05-01"
    )
    replaced_by: ReplacedBy


@record
class Topic(Record):
    """主题: what tasks of different agencies have in common."""

    id: Id = Field(description="主题编号，小写字母、数字、短横线；发布后不再改")
    name: Text = Field(description="主题名称")
    aliases: list[Text] = Field(default_factory=nothing, description="同义词")
    description: Text | None = Field(default=None, description="范围说明")


def _page_address(value: str) -> str:
    if not is_address(value):
        raise ValueError("page-address")
    return value


PageAddress = Annotated[str, StringConstraints(pattern=PLAIN_NAMES), AfterValidator(_page_address)]


@record
class Moved(Record):
    """A published address that no longer has a page of its own; the old address keeps answering.

    One that ends in / stands for all published addresses below it that have no page. Two pages that changed
    their ids have a page each: `swapped` is the other address, and both pages say so.
    """

    address: PageAddress = Field(
        description="原地址，如 wuhu/2024-yaodian/21.html；以 / 结尾的，指它下面所有没有页面的地址"
    )
    to: PageAddress | None = Field(
        default=None,
        description="新地址；不写表示已撤下。原地址和新地址都以 / 结尾的，下面的地址逐个对应",
    )
    swapped: PageAddress | None = Field(
        default=None, description="与原地址互换了内容的另一个地址；两个地址都还有页面时才写"
    )
    reason: Text = Field(description="改名或撤下的原因和日期，给读者看")


@record
class Policies(Record):
    """content/policies.yml"""

    policies: list[Policy] = Field(description="引用文件登记表")


@record
class Topics(Record):
    """content/topics.yml"""

    topics: list[Topic] = Field(description="主题登记表")


@record
class Synonyms(Record):
    """content/synonyms.yml"""

    synonyms: list[Annotated[list[Text], Field(min_length=2)]] = Field(description="同义词，每组至少两个词")


def _is_word(value: str) -> str:
    if len(value) == 1:
        raise ValueError("slip-short")
    return value


@record
class Slip(Record):
    """错字词条: what the office often mistypes, and what it means."""

    wrong: Annotated[Text, AfterValidator(_is_word)] = Field(
        description="错误的写法，至少两个字，如“截止目前”"
    )
    right: Text = Field(description="正确的写法，如“截至目前”")
    unless: list[Text] = Field(
        default_factory=nothing, description="含有这几个字而不算错的词，如 wrong 是“公正”时写“公正司法”"
    )
    note: Text | None = Field(default=None, description="说明，显示在提醒里")


def _differs(slip: Slip) -> Slip:
    if slip.wrong == slip.right:
        raise PydanticCustomError("slip_same", "wrong is right", {"right": slip.right})
    return slip


@record
class Lexicon(Record):
    """content/lexicon.yml"""

    lexicon: list[Annotated[Slip, AfterValidator(_differs)]] = Field(
        description="本单位常见错字表，检查时在正文里找"
    )


@record
class MovedPages(Record):
    """content/moved.yml"""

    moved: list[Moved] = Field(description="改过或撤下的地址")


@record
class Waiver(Record):
    """豁免: why something may be published that the check of personal data and secrecy would refuse."""

    place: Text = Field(
        description="位置：content 下的文件，如 wuhu/2024-yaodian.yml、pages/files/名单.xlsx；"
        "或一项任务，如 wuhu/2024-yaodian/05"
    )
    kind: Annotated[Kind, either_way(values.SECRET_KIND)] = Field(
        description="种类，照检查的提示写，如 手机号码、身份证号码、涉密或内部标志"
    )
    count: Annotated[int, Field(ge=1, le=10_000)] = Field(
        default=1, description="这个位置允许的处数，不写为 1 处"
    )
    reason: Text = Field(description="可以公开的理由，如 本人书面同意")
    reviewer: Text = Field(description="审核人")
    date: Day = Field(description="审核日期，如 2026-01-05")
    until: Day | None = Field(default=None, description="有效期至；不写为审核之日起一年")

    @property
    def last_day(self) -> date_of:
        """The last day on which it holds."""
        return self.until or self.date + timedelta(days=_A_YEAR)


@record
class Waivers(Record):
    """content/waivers.yml"""

    waivers: list[Waiver] = Field(description="豁免登记表")
