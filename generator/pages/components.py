"""Parts that several pages share: links, role groups, figures, sources.

Each view stands beside what makes it: what a template shows, ready to show, so that templates only loop and
test. It holds plain text, which Jinja escapes, or `Markup` that this package made, and addresses relative to
the page that shows it. Views are not changed once made, but they are not frozen: a frozen dataclass takes
three times as long to make, and there are half a million of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup

from generator.library.entries import (
    DocumentEntry,
    Obligations,
    PolicyEntry,
    ResponsibilityEntry,
    TaskEntry,
)
from generator.model.figure_names import is_amount_alone
from generator.model.records import ROLES, Indicator, Progress, Role, Step
from generator.model.routes import HOME, UNITS, relative
from generator.pages import labels
from generator.pages.autolinks import TextLinker
from generator.pages.context import PageContext, shared, shared_in_group


@dataclass(slots=True, eq=False, repr=False)
class Link:
    text: str
    href: str


@dataclass(slots=True, eq=False, repr=False)
class CiteLink:
    """A cited document; `mark` says what is wrong with citing it today: 已废止."""

    text: str
    href: str
    mark: str


@dataclass(slots=True, eq=False, repr=False)
class Fact:
    """A label and its value, one line of a list of facts."""

    label: str
    text: str
    href: str = ""


@dataclass(slots=True, eq=False, repr=False)
class UnitLink:
    """A unit as printed; `formal` is its registered name where that differs."""

    text: str
    href: str
    formal: str = ""


@dataclass(slots=True, eq=False, repr=False)
class RoleGroup:
    """The units of one role."""

    label: str
    units: list[UnitLink]


@dataclass(slots=True, eq=False, repr=False)
class IndicatorView:
    name: str
    value: str
    unit: str
    kind: str
    text: str
    change: str


@dataclass(slots=True, eq=False, repr=False)
class StepView:
    text: Markup
    steps: list[StepView]


@dataclass(slots=True, eq=False, repr=False)
class TaskLink:
    """A task seen from elsewhere."""

    title: str
    href: str
    agency: str
    document: str
    year: str


@dataclass(slots=True, eq=False, repr=False)
class SourceView:
    """Where the text comes from. `title` is the printed one, or none where the source has none and ours is
    made up.
    """

    abridged: bool
    title: str
    publisher: str
    published: str
    column: str
    url: str


@dataclass(slots=True, eq=False, repr=False)
class Count:
    label: str
    number: int


_Printed = tuple[str, str, str]
"""A unit as printed, where its page is, and its registered name where an alias is printed."""


def home(base: str) -> Link:
    return Link("首页", relative(HOME, base))


def units_index(base: str) -> Link:
    return Link("责任单位", relative(UNITS, base))


def document_crumbs(document: DocumentEntry) -> list[Link]:
    """The way to a page that lies beside a document."""
    base = document.url
    return [
        home(base),
        Link(document.agency.name, relative(document.agency.url, base)),
        Link(document.title, relative(document.url, base)),
    ]


def role_groups(
    context: PageContext, responsibilities: Sequence[ResponsibilityEntry], base: str
) -> list[RoleGroup]:
    """Units by role, lead first, in printed order."""
    if not responsibilities:  # most measures have none of their own
        return []
    groups: dict[Role, list[ResponsibilityEntry]] = {}
    for responsibility in responsibilities:
        groups.setdefault(responsibility.record.role, []).append(responsibility)
    return [
        _role_group(context, role, tuple([_as_printed(a, base) for a in groups[role]]))
        for role in ROLES
        if role in groups
    ]


def own_roles(context: PageContext, obligations: Obligations, document: DocumentEntry) -> list[RoleGroup]:
    """The units of a section, task or measure itself, for the pages of its document, which lie in one
    folder.
    """
    return _own_roles(context, obligations, document) if obligations.responsibilities else []


@shared_in_group
def _own_roles(context: PageContext, obligations: Obligations, document: DocumentEntry) -> list[RoleGroup]:
    return role_groups(context, obligations.responsibilities, document.url)


@shared_in_group
def task_roles(context: PageContext, task: TaskEntry) -> list[RoleGroup]:
    """All units of a task with those of its measures, for the pages of its document."""
    return role_groups(context, task.responsibilities, task.url)


@shared
def _role_group(_: PageContext, role: Role, units: tuple[_Printed, ...]) -> RoleGroup:
    return RoleGroup(labels.ROLE[role], [UnitLink(*unit) for unit in units])


def _as_printed(responsibility: ResponsibilityEntry, base: str) -> _Printed:
    printed, formal = responsibility.record.unit, responsibility.unit.record.name
    return printed, relative(responsibility.unit.url, base), "" if printed == formal else formal


def indicator_views(indicators: Iterable[Indicator]) -> list[IndicatorView]:
    return [
        IndicatorView(
            i.name,
            _bounded(i),
            i.unit or "",
            "目标" if i.kind == "target" else "完成",
            i.text,
            i.change or "",
        )
        for i in indicators
    ]


def progress_figures(progress: Progress) -> list[IndicatorView]:
    """The figures of a report of progress, each with its time, and with words where an original has them."""
    when = labels.moment(progress.date)
    return [
        replace(
            view, kind=f"{view.kind}（{when}）", text=view.text if _has_original(progress, figure) else ""
        )
        for figure, view in zip(progress.indicators, indicator_views(progress.indicators), strict=True)
    ]


def _has_original(progress: Progress, figure: Indicator) -> bool:
    """Whether the words of a figure were printed: what a unit filled in beside its report is a number
    alone."""
    return (
        progress.source is not None
        or figure.text in (progress.text or "")
        or not is_amount_alone(figure.text, figure.unit)
    )


_SIGNS = ("%", "％", "‰")
_BOUND = {None: "", "min": "≥ ", "max": "≤ "}


def _bounded(indicator: Indicator) -> str:
    return _BOUND[indicator.bound] + labels.number(indicator.value)


def amount(indicator: Indicator) -> str:
    """A figure with its unit, as sentences have it: ≥ 15,000吨, 85 %."""
    unit = indicator.unit or ""
    return _bounded(indicator) + (f" {unit}" if unit.startswith(_SIGNS) else unit)


def percent(ratio: Decimal) -> str:
    """A share that is worked out, in full percents with a space before the sign, as everywhere: 79 %."""
    return f"{ratio * 100:.0f} %"


def step_views(steps: Iterable[Step], link: TextLinker) -> list[StepView]:
    return [StepView(link((s.number or "") + s.text), step_views(s.steps, link)) for s in steps]


def policy_links(context: PageContext, cites: Iterable[tuple[str, PolicyEntry]], base: str) -> list[CiteLink]:
    """The cited documents, each once."""
    policies = dict.fromkeys(policy for _, policy in cites)
    return [cite_link(context, policy, relative(policy.url, base)) for policy in policies]


@shared
def cite_link(_: PageContext, policy: PolicyEntry, href: str) -> CiteLink:
    """A cited document as all pages of a folder show it."""
    return CiteLink(policy.name, href, policy.mark)


@shared
def shared_link(_: PageContext, text: str, href: str) -> Link:
    """A link that many pages of a folder share."""
    return Link(text, href)


def task_link(task: TaskEntry, base: str) -> TaskLink:
    return TaskLink(
        task.record.title,
        relative(task.url, base),
        task.document.agency.name,
        task.document.title,
        labels.period(task.section.period),
    )


@shared_in_group
def source_view(_: PageContext, document: DocumentEntry) -> SourceView:
    """Where the text of a document was first published."""
    record = document.file.record
    source = record.source
    return SourceView(
        record.text == "abridged",
        source.title or ("" if source.title_by else record.title),
        source.publisher,
        labels.day(source.published),
        source.column or "",
        source.url or "",
    )


def status_text(task: TaskEntry) -> str:
    """What is publicly known of the result: the printed word of a status, or that there is a report, or
    none.
    """
    outcome = task.outcome
    if outcome.rule == "entry":
        return "本条即已公开的完成情况"
    return outcome.words or (labels.REPORTED if outcome.is_public else labels.UNREPORTED)
