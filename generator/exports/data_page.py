"""data/index.html: what data there is to take away, what each field means, and how to ask for more with SQL.

Made from the lists that the files themselves are made from, and last of all pages: it says how large each
file is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generator.content.config import Config
from generator.exports.catalogue import Offer, Offers, offers, size_in_words
from generator.exports.columns import TABLES
from generator.exports.dcat import LABELS, keywords
from generator.exports.questions import QUESTIONS, VIEWS, Question, View
from generator.exports.table import SEPARATOR, Column, Table
from generator.library.entries import AgencyEntry
from generator.model import routes
from generator.model.routes import DATA, relative
from generator.pages import components
from generator.pages.as_of import data_until
from generator.pages.components import Fact, Link
from generator.pages.context import PageContext
from generator.pages.linked_data import dataset_thing
from generator.pages.page import Head, Page, PageGroup

TITLE = "开放数据"
_KINDS = {
    "text": "文字", "integer": "整数", "number": "数", "date": "日期", "moment": "日期，或连同时间",
    "flag": "1 或 0",
}  # fmt: skip


@dataclass(slots=True, eq=False, repr=False)
class Download:
    """A file to take away: its form, or its title, its size in words, and what is in it."""

    text: str
    href: str
    size: str
    about: str = ""


@dataclass(slots=True, eq=False, repr=False)
class OfferRow:
    title: str
    about: str
    href: str
    files: list[Download]


@dataclass(slots=True, eq=False, repr=False)
class FieldRow:
    """A column; `form` is its type in words."""

    name: str
    label: str
    meaning: str
    form: str
    unit: str
    example: str
    since: str


@dataclass(slots=True, eq=False, repr=False)
class TableView:
    anchor: str
    name: str
    label: str
    meaning: str
    fields: list[FieldRow]


@dataclass(slots=True, eq=False, repr=False)
class DataView:
    """Without files, where the site is only looked at, `whole`, `tables` and `agencies` are empty."""

    crumbs: list[Link]
    until: str
    licence: Link | None
    contact: str
    whole: list[Download]
    tables: list[OfferRow]
    agencies: list[OfferRow]
    schemas: list[Download]
    catalogue: Download | None
    facts: list[Fact]
    dictionary: list[TableView]
    questions: Sequence[Question]
    views: Sequence[View]
    about: str
    thing: Markup


def data_pages(sizes: Mapping[str, int] | None = None) -> PageGroup:
    """The page, with the `sizes` of all files that have been written, by address; before that, or where none
    are, without sizes and links.
    """
    return [Page(DATA, "data.html", Head(TITLE), partial(view, sizes=sizes or {}), "")]


def view(context: PageContext, sizes: Mapping[str, int]) -> DataView:
    """Everything the page shows."""
    config, found = context.config, offers(sizes)
    licence = config.data_licence
    return DataView(
        crumbs=[components.home(DATA)],
        until=data_until(context),
        licence=Link(licence.name, licence.url or "") if licence else None,
        contact=config.footer.contact or "",
        whole=[_download(offer, offer.title) for offer in found.whole],
        tables=[_table_row(table, found) for table in TABLES if table.name in found.tables],
        agencies=[
            _agency_row(agency, found.agencies[agency.id])
            for agency in context.library.agencies
            if agency.id in found.agencies
        ],
        schemas=[_download(offer, offer.title) for offer in found.schemas],
        catalogue=_catalogue(sizes),
        facts=_facts(context),
        dictionary=[_dictionary(table) for table in TABLES],
        questions=QUESTIONS,
        views=VIEWS,
        about=f"{config.site_name}的全部数据：CSV、Excel、JSON、SQLite 下载，字段说明，SQL 示例。",
        thing=dataset_thing(context, _in_forms(found.whole)),
    )


def _download(offer: Offer, text: str) -> Download:
    return Download(text, relative(offer.address, DATA), size_in_words(offer.size), offer.about)


def _table_row(table: Table, found: Offers) -> OfferRow:
    links = [_download(offer, offer.format.name) for offer in found.tables[table.name]]
    return OfferRow(table.label, table.meaning, f"#{_anchor(table)}", links)


def _agency_row(agency: AgencyEntry, of_agency: Iterable[Offer]) -> OfferRow:
    links = [_download(offer, _SHORT.get(offer.format.name, offer.format.name)) for offer in of_agency]
    return OfferRow(agency.name, "", relative(agency.url, DATA), links)


_SHORT = {"Atom": "订阅", "iCalendar": "日历"}


def _catalogue(sizes: Mapping[str, int]) -> Download | None:
    """The catalogue, which tells of the files and so is written after them."""
    return Download("数据目录（DCAT）", relative(routes.CATALOGUE, DATA), "") if sizes else None


def _in_forms(whole: Iterable[Offer]) -> list[tuple[str, str, str]]:
    return [(offer.title, offer.address, offer.format.media) for offer in whole if offer.format.media]


def _facts(context: PageContext) -> list[Fact]:
    """What the catalogue says of the whole, under the names of GB/T 21063.3."""
    config = context.config
    licence = config.data_licence
    said = {
        "dct:title": config.site_name,
        "dct:description": config.site_description,
        "dct:publisher": config.footer.organiser or config.site_name,
        "dcat:keyword": "、".join(keywords(config)),
        "dct:temporal": _span(context),
        "dct:license": licence.name if licence else "",
        "dct:language": "中文",
        "dct:modified": data_until(context),
        "dcat:landingPage": config.site_url + DATA,
        "dcat:contactPoint": _contact(config),
    }
    return [Fact(label, said[name]) for name, label in LABELS.items() if said.get(name)]


def _span(context: PageContext) -> str:
    years = [document.file.record.period[:4] for document in context.library.documents]
    first, last = min(years, default=""), max(years, default="")
    return f"{first}年" if first == last and first else f"{first}—{last}年" if first else ""


def _contact(config: Config) -> str:
    return "，".join(filter(None, (config.footer.organiser, config.footer.contact)))


def _dictionary(table: Table) -> TableView:
    fields = [_field(column) for column in table.columns]
    return TableView(_anchor(table), table.name, table.label, table.meaning, fields)


def _anchor(table: Table) -> str:
    return f"t-{table.name}"


def _field(column: Column) -> FieldRow:
    form = _KINDS[column.kind] + ("" if column.required else "，可空")
    if column.many:
        form += f"，几个值用“{SEPARATOR}”分开"
    if column.refers:
        form += f"，对应 {column.refers} 的 id"
    if column.repeats:
        form += "；SQLite 里没有这一列，按编号联查"
    return FieldRow(
        column.name, column.label, column.meaning, form, column.unit, column.example, column.since
    )
