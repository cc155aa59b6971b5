"""What came of a task, ready to show: target beside actual, and the words with their grounds."""

from __future__ import annotations

from dataclasses import dataclass

from generator.library.entries import Outcome, Target, TaskEntry
from generator.library.outcomes import latest_of
from generator.library.targets import met_by, printed_share, sum_of_parts, unmet_actuals
from generator.model.records import Indicator, Progress
from generator.model.routes import relative
from generator.pages import components, labels
from generator.pages.below import BelowView, below_views
from generator.pages.components import Link
from generator.pages.context import PageContext, shared, shared_in_group
from generator.pages.tags import TagView, tag, unreported


@dataclass(slots=True, eq=False, repr=False)
class TargetView:
    """`actual` is empty where no figure is published, `ratio` where a share says nothing."""

    name: str
    target: str
    actual: str
    ratio: str
    note: str


@dataclass(slots=True, eq=False, repr=False)
class QuoteView:
    """The words of a result with where they stand; `href` is empty where that is no page that can be
    opened.
    """

    text: str
    source: str
    href: str
    date: str


@dataclass(slots=True, eq=False, repr=False)
class ResultView:
    """`basis` says by which rule the outcome is known, `measures` what is counted beside it, `below` which
    tasks that it was assigned to have a result; `reported` are figures as printed that meet no target.
    """

    tag: TagView
    targets: list[TargetView]
    reported: list[str]
    below: list[BelowView]
    measures: str
    basis: str
    quote: QuoteView | None


@shared_in_group
def result_view(context: PageContext, task: TaskEntry) -> ResultView:
    """What came of `task`, for its own page and for those beside its document."""
    outcome, base = task.outcome, task.url
    below = below_views(context, task, base) if task.back_links else []
    if not (outcome.is_public or task.targets or below):
        return _no_result(context)
    return ResultView(
        tag=tag(context, task),
        targets=target_views(context, task),
        reported=list(dict.fromkeys(actual.figure.text for actual in unmet_actuals(task))),
        below=below,
        measures=_measures(outcome),
        basis=basis(task),
        quote=_quote(task, base),
    )


@shared
def _no_result(context: PageContext) -> ResultView:
    return ResultView(unreported(context), [], [], [], "", "", None)


@shared_in_group
def target_views(_: PageContext, task: TaskEntry) -> list[TargetView]:
    """The targets of a task, for its own page and the list of results."""
    return targets_shown(task)


def targets_shown(task: TaskEntry) -> list[TargetView]:
    """The targets of a task with what was reached; of a passage, those that it reports on beside its own
    figures.
    """
    own = [_target(target, _notes(task, target)) for target in task.targets]
    return own + [_target(target, share_note(printed_share(target))) for _, target in met_by(task)]


def _target(target: Target, note: str) -> TargetView:
    return TargetView(
        target.target.name,
        components.amount(target.target),
        components.amount(target.actual) if target.actual else "",
        components.percent(target.ratio) if target.ratio is not None else "",
        note,
    )


def _notes(task: TaskEntry, target: Target) -> str:
    """Which printed figures disagree: all stand as printed, and the reader is told."""
    parts = sum_of_parts(task, target.target)
    words = (
        f"各项举措的目标合计{labels.number(parts)}{target.target.unit or ''}，与此不一致，都照原文列出"
        if parts
        else ""
    )
    return "；".join(filter(None, (words, share_note(printed_share(target)))))


def share_note(share: Indicator | None) -> str:
    """What a reader is told of a printed percentage that target and actual do not come to."""
    return f"原文另写“{share.text}”，与目标、完成两个数字算出的不一致，都照原文列出" if share else ""


def _measures(outcome: Outcome) -> str:
    return f"{outcome.measures} 项举措完成 {outcome.measures_done} 项" if outcome.measures else ""


def basis(task: TaskEntry) -> str:
    """Which rule gave the outcome, and what it was applied to: 2024年第3季度的进展记录."""
    outcome = task.outcome
    when = labels.moment(outcome.date) if outcome.date else ""
    if outcome.rule == "progress":
        return f"{when}的进展记录" if task.record.progress else f"各项举措的进展记录，最近一次是{when}"
    if outcome.rule == "report":
        passage = outcome.sources[0]
        return f"《{passage.document.title}》中报告本项任务的“{passage.record.title}”"
    return {"status": "文件中本项任务写明的状态", "entry": "本条自身的文字"}.get(outcome.rule, "")


def _quote(task: TaskEntry, base: str) -> QuoteView | None:
    """The words of the result, unless they are those of the page itself or a mere count."""
    outcome = task.outcome
    when = labels.moment(outcome.date) if outcome.date else ""
    if outcome.rule == "report":
        source = passage_link(outcome.sources[0], base)
        return QuoteView(outcome.text, source.text, source.href, when)
    latest = latest_of(task.record.progress)
    if outcome.rule != "progress" or latest is None or not outcome.text:
        return None
    at = progress_source(task, latest, base)
    return QuoteView(outcome.text, at.text, at.href, when)


def passage_link(passage: TaskEntry, base: str) -> Link:
    return Link(f"《{passage.document.title}》{passage.heading}", relative(passage.url, base))


def progress_source(task: TaskEntry, progress: Progress, base: str) -> Link:
    """Where a report of progress stands: a passage of this site, a publication elsewhere, or the document
    itself.
    """
    source = progress.source
    if source is None:
        return Link(f"《{task.document.title}》", "")
    title = f"《{source.title}》" if source.title else ""
    words = "，".join(filter(None, (source.publisher, title)))
    if source.task:
        named = (t for kind, t in task.back_links if kind == "reports" and t.ref == source.task)
        found = next((passage_link(t, base) for t in named), Link(source.task, source.url or ""))
        return Link(f"{found.text}（{words}）" if words else found.text, found.href)
    return Link(words or source.url or f"《{task.document.title}》", source.url or "")
