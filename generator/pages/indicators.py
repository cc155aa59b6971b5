"""Figures: the table of a document and of an agency, and what several documents of the site have in
common.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from generator.library.entries import AgencyEntry, DocumentEntry
from generator.library.figures import (
    Figure,
    Met,
    SharedName,
    figures_of,
    met_targets,
    percent_of,
    shared_names,
)
from generator.library.targets import base_unit
from generator.model import routes
from generator.model.records import Indicator
from generator.model.routes import INDICATORS, SEARCH, relative
from generator.pages import charts, components, labels, outcome_views
from generator.pages.as_of import data_until
from generator.pages.charts import Chart, Value
from generator.pages.components import Link
from generator.pages.context import PageContext, shared

MOST = 250  # rows of a page that grows with the site
_MOST_CHARTS = 8  # documents of an agency with charts
_NEWEST = 8  # rows of a name on the page of the site
_REACHED = "竖线是目标，实心条是完成数占目标的比例。"
_CHANGED = "竖线是上年同期：向右的实心条是增长，向左的空心条是下降。"
_COMPARED = "空心条是目标，实心条是完成。"


@dataclass(slots=True, eq=False, repr=False)
class FigureRow:
    """A row of a table of figures; `place` is the task or the section that it stands in, `document` is empty
    where the page is about one."""

    name: str
    note: str
    target: str
    actual: str
    ratio: str
    change: str
    period: str
    place: Link
    document: str


@dataclass(slots=True, eq=False, repr=False)
class FiguresView:
    """The table of one document or name: `rows` of `count`, without the columns that none of them fills."""

    anchor: str
    heading: Link
    meta: str
    count: int
    rows: list[FigureRow]
    charts: list[Chart]
    has_target: bool = field(init=False)
    has_actual: bool = field(init=False)
    has_ratio: bool = field(init=False)
    has_change: bool = field(init=False)

    def __post_init__(self) -> None:
        self.has_target = any(row.target for row in self.rows)
        self.has_actual = any(row.actual for row in self.rows)
        self.has_ratio = any(row.ratio for row in self.rows)
        self.has_change = any(row.change for row in self.rows)


@dataclass(slots=True, eq=False, repr=False)
class IndicatorsView:
    """`groups` with rows, and `others`, which the page only names."""

    crumbs: list[Link]
    title: str
    count: int
    groups: list[FiguresView]
    others: list[Link]
    until: str


@shared
def met(context: PageContext) -> Met:
    return met_targets(context.library)


@shared
def _figures(context: PageContext, document: DocumentEntry) -> list[Figure]:
    return figures_of(document, met(context))


def document_figures(context: PageContext, document: DocumentEntry, base: str) -> FiguresView | None:
    """The table of a document, or None where it has no figures."""
    figures = _figures(context, document)
    if not figures:
        return None
    heading = Link(document.title, relative(document.url, base))
    return _group("figures", heading, "", figures, base, has_charts=True)


def has_figures(context: PageContext, agency: AgencyEntry) -> bool:
    return any(_figures(context, document) for document in agency.documents)


def agency_view(context: PageContext, agency: AgencyEntry) -> IndicatorsView:
    """The figures of an agency by document, the latest period first; what does not fit is on the documents'
    pages.
    """
    base = routes.agency_indicators(agency.id)
    documents = sorted(agency.documents, key=lambda d: d.file.record.period, reverse=True)
    groups: list[FiguresView] = []
    others: list[Link] = []
    room, total = MOST, 0
    for document in documents:
        figures = _figures(context, document)
        if not figures:
            continue
        total += len(figures)
        at = f"{document.url}#figures"
        if room <= 0:
            others.append(Link(f"{document.title}（{len(figures)} 个）", relative(at, base)))
            continue
        heading, meta = Link(document.title, relative(at, base)), labels.period(document.file.record.period)
        groups.append(
            _group(
                f"f-{document.id}", heading, meta, figures, base, room, has_charts=len(groups) < _MOST_CHARTS
            )
        )
        room -= len(figures)
    return IndicatorsView(
        [components.home(base), Link(agency.name, relative(agency.url, base))],
        f"{agency.name}的指标",
        total,
        groups,
        others[:MOST],
        data_until(context),
    )


def site_view(context: PageContext) -> IndicatorsView:
    """The figures that several documents have, each over periods and agencies."""
    names = shared_names(
        figure for document in context.library.documents for figure in _figures(context, document)
    )
    shown = names[: MOST // _NEWEST]
    return IndicatorsView(
        [],
        "指标",
        len(names),
        [_shared_group(i, name) for i, name in enumerate(shown)],
        [Link(f"{name.name}（{name.documents} 份文件）", _search(name)) for name in names[len(shown) : MOST]],
        data_until(context),
    )


def _search(name: SharedName) -> str:
    return f"{relative(SEARCH, INDICATORS)}?q={quote(name.name)}"


def _shared_group(number: int, name: SharedName) -> FiguresView:
    """The newest rows of one name, and a chart of what they say in one unit."""
    newest = sorted(name.figures, key=lambda figure: figure.period[:4], reverse=True)[:_NEWEST]
    anchor = f"i-{number + 1}"
    meta = f"{name.documents} 份文件"
    drawn = charts.bars(f"{anchor}-chart", f"{name.name}：各时期、各机关", _over_time(newest), _COMPARED)
    return FiguresView(
        anchor,
        Link(name.name, _search(name)),
        meta,
        len(name.figures),
        [_row(figure, INDICATORS, names_document=True) for figure in newest],
        [drawn] if drawn else [],
    )


def _over_time(figures: Sequence[Figure]) -> list[Value]:
    """The bars of one figure, earliest period first, target before actual, in single units so that lengths
    compare.
    """
    found = []
    for figure in sorted(figures, key=lambda figure: figure.period):
        where = f"{_short(figure.holder.document.agency)} {_period(figure.period)}"
        if figure.target:
            found.append(Value(f"{where} 目标", _single(figure.target), amount_of(figure.target), "target"))
        if figure.actual:
            found.append(Value(f"{where} 完成", _single(figure.actual), amount_of(figure.actual), "actual"))
    return found


def _short(agency: AgencyEntry) -> str:
    return agency.file.record.short_name or agency.name


def _single(indicator: Indicator) -> Decimal:
    return indicator.value * base_unit(indicator.unit)[1]


def _group(
    anchor: str,
    heading: Link,
    meta: str,
    figures: Sequence[Figure],
    base: str,
    room: int | None = None,
    *,
    has_charts: bool,
) -> FiguresView:
    drawn = _charts(anchor, figures) if has_charts else []
    rows = [_row(figure, base) for figure in figures[:room]]
    return FiguresView(anchor, heading, meta, len(figures), rows, drawn)


def _charts(anchor: str, figures: Sequence[Figure]) -> list[Chart]:
    reached = [
        Value(figure.record.name, figure.ratio, components.percent(figure.ratio), "actual")
        for figure in figures
        if figure.ratio is not None
    ]
    changed = [
        Value(figure.record.name, size, figure.change, "fall" if size < 0 else "actual")
        for figure in figures
        if (size := percent_of(figure.change)) is not None
    ]
    drawn = (
        charts.shares(f"{anchor}-reached", "完成数占目标的比例", reached, _REACHED),
        charts.changes(f"{anchor}-changed", "同比变化", changed, _CHANGED),
    )
    return [chart for chart in drawn if chart]


def _row(figure: Figure, base: str, *, names_document: bool = False) -> FigureRow:
    holder = figure.holder
    document = f"{holder.document.agency.name}《{holder.document.title}》" if names_document else ""
    return FigureRow(
        name=figure.record.name,
        note=outcome_views.share_note(figure.share),
        target=amount_of(figure.target) if figure.target else "",
        actual=amount_of(figure.actual) if figure.actual else "",
        ratio=components.percent(figure.ratio) if figure.ratio is not None else "",
        change=figure.change,
        period=_period(figure.period),
        place=Link(holder.heading, relative(holder.url, base)),
        document=document,
    )


def amount_of(indicator: Indicator) -> str:
    """A figure with its bound and unit: ≥ 15,000 吨."""
    view = components.indicator_views([indicator])[0]
    return f"{view.value} {view.unit}".rstrip()


def _period(value: str) -> str:
    """2024-H1 is 2024年上半年, a day is 2024年6月30日."""
    return labels.day(date.fromisoformat(value)) if value.count("-") == 2 else labels.period(value)


def figure_pages(context: PageContext, agencies: Iterable[AgencyEntry]) -> list[AgencyEntry]:
    """The agencies that have a page of figures, or may have had one before a document was withdrawn."""
    withdrawn = {document.agency for document in context.library.content.withdrawn}
    return [agency for agency in agencies if agency.id in withdrawn or has_figures(context, agency)]
