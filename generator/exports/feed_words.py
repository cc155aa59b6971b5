"""What an entry of a feed says of an event: a title, the page to look at, and a few words with links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.content.load import DocumentFile
from generator.library.entries import DocumentEntry, TaskEntry
from generator.library.news import News
from generator.model import routes
from generator.model.records import Measure, Progress
from generator.pages import components, labels
from generator.pages.results import has_results

_NAMED = 5  # tasks that an entry names; a reader looks at the page for the rest
_LONGEST = 300  # characters of a report


class Words(NamedTuple):
    """`title` is plain text, `page` the address to look at, `html` the content with whole addresses."""

    title: str
    page: str
    html: str


def words(one: News, site: str) -> Words:
    """The words for one event; links begin with `site`."""
    if isinstance(one.document, DocumentFile):
        return Words(one.document.record.title, one.place, f"<p>整份文件已撤回。</p>{_change(one)}")
    document = one.document
    if one.kind == "corrected":
        return _corrected(one, document)
    if one.kind == "published":
        counted = f"，{_count(one.tasks)}" if one.tasks else ""
        kind = labels.DOCUMENT_KIND[document.file.record.kind]
        said = f"{document.agency.name}{kind}{counted}。"
        return Words(document.title, document.url, f"<p>{as_text(said)}</p>{_listed(one.tasks, site, '')}")
    if one.task:
        return _result(one.task, one, site)
    return _results(one, document, site)


def _corrected(one: News, document: DocumentEntry) -> Words:
    title = f"{document.title}：{one.task.heading}" if one.task else document.title
    return Words(title, one.place, _change(one))


def _change(one: News) -> str:
    """What was changed, why, and who has looked at it."""
    revision = one.revision
    if revision is None:
        return ""
    said = [revision.what, f"原因：{revision.why}" if revision.why else ""]
    said.append(f"审核：{revision.reviewer}" if revision.reviewer else "")
    return "".join(f"<p>{as_text(text)}</p>" for text in said if text)


def _results(one: News, document: DocumentEntry, site: str) -> Words:
    """Results of several tasks: of one time, or told by one report."""
    page = routes.results(document.agency.id, document.id) if has_results(document) else document.url
    if one.report is None:
        time = one.event.rpartition("/")[2]
        said = f"{labels.moment(time)}，有进展或结果的{_count(one.tasks)}。"
        return Words(
            f"{document.title}（{labels.moment(time)}）",
            page,
            f"<p>{said}</p>{_listed(one.tasks, site, time)}",
        )
    report = _link(one.report.title, site + one.report.url)
    said = f"{report}报告了其中的{_count(one.tasks)}。"
    return Words(document.title, page, f"<p>{said}</p>{_listed(one.tasks, site, '')}")


def _result(task: TaskEntry, one: News, site: str) -> Words:
    """What is told of one task, of it and of its measures."""
    time = labels.moment(one.event.rpartition("/")[2])
    own = [progress.status.words for measure, progress in one.told if progress.status and not measure]
    status = f"，{own[-1]}" if own else ""
    items = "".join(f"<p>{as_text(_told(*told))}</p>" for told in one.told)
    document = _link(task.document.title, site + task.document.url)
    return Words(f"{task.heading}（{time}{status}）", task.url, f"{items}<p>{document}</p>")


def _told(measure: Measure | None, progress: Progress) -> str:
    status = progress.status.words if progress.status else ""
    figures = "，".join(f"{i.name} {components.amount(i)}" for i in progress.indicators)
    name = (measure.title or measure.number or "举措") if measure else ""
    said = "：".join(filter(None, (name, status, progress.text or figures)))
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


def _count(tasks: Sequence[TaskEntry]) -> str:
    return f"任务 {len(tasks)} 项"


def _listed(tasks: Sequence[TaskEntry], site: str, time: str) -> str:
    """The first of the tasks with links, those with results `time` with their status."""
    if not tasks:
        return ""
    items = (
        f"<li>{_link(task.heading, site + task.url)}{_status(task, time)}</li>" for task in tasks[:_NAMED]
    )
    more = f"<li>……共 {len(tasks)} 项</li>" if len(tasks) > _NAMED else ""
    return f"<ul>{''.join(items)}{more}</ul>"


def _status(task: TaskEntry, time: str) -> str:
    of_time: Iterable[Progress] = (one for one in task.record.progress if one.date == time)
    found = [one.status.words for one in of_time if one.status]
    return f"：{as_text(found[-1])}" if found else ""


def as_text(words: str) -> str:
    """Words as HTML and XML have them."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _link(text: str, href: str) -> str:
    return f'<a href="{as_text(href)}">{as_text(text)}</a>'
