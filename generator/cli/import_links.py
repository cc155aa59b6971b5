"""Links that a draft probably lacks: its tasks held against the documents of its agency in content/, as
`gongkai trace suggest` does for those that are there.

The importer and the library stand on one floor and do not know each other; here they meet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from generator.content import files, yaml_reader
from generator.content.load import AgencyFile, Content, DocumentFile, read_content
from generator.importer.draft.remarks import Choice, Remark
from generator.library.build import build_library
from generator.model.names import name_key
from generator.model.record import validated
from generator.model.records import Document, LinkKind

if TYPE_CHECKING:
    from generator.library.trace import Proposal

_DRAFT = "_draft"  # no id of a document
_SAYS: dict[LinkKind, str] = {
    "reports": "可能说的是“{}”的落实情况",
    "assigns": "可能分解了“{}”",
    "continues": "可能接着做“{}”",
}
# the draft of a document, and who issued it -> the comments of each task, by its id
Linker = Callable[[str, str], dict[str, list[Remark]]]


def linker(content: Path, out: Path | None) -> Linker:
    """What proposes links into the documents of content/, which it reads when first asked. The agency is
    that of the folder `out`, else the issuer."""
    folder = out.resolve() if out is not None else None
    at = folder.name if folder is not None and folder.parent == content.resolve() else ""

    @cache
    def records() -> Content:
        return read_content(files.read(content, 1))[0] if content.is_dir() else Content(content)

    def propose(draft: str, issuer: str) -> dict[str, list[Remark]]:
        known = records()
        agencies = [a for a in known.agencies if a.id == at or (not at and _is_called(a, issuer))][:1]
        plans = [d for d in known.documents if agencies and d.agency == agencies[0].id]
        if not plans:
            return {}
        from generator.library.trace import suggest  # what it needs is loaded for those that need it

        file = f"{plans[0].agency}/{_DRAFT}.yml"
        try:
            record = validated(Document, yaml_reader.parse(draft, file)[0])
        except ValidationError:  # its source does not say what a document must: the year
            return {}
        held = [*plans, DocumentFile(plans[0].agency, _DRAFT, file, record)]
        library, _ = build_library(replace(known, agencies=agencies, documents=held))
        found: dict[str, list[Proposal]] = {}
        for proposal in suggest(library):
            if proposal.task.document.file.id == _DRAFT:
                found.setdefault(proposal.task.record.id, []).append(proposal)
        return {ident: _remarks(proposals) for ident, proposals in found.items()}

    return propose


def _is_called(agency: AgencyFile, issuer: str) -> bool:
    record = agency.record
    names = [record.name, record.short_name or "", *record.aliases]
    return bool(issuer) and name_key(issuer) in {name_key(name) for name in names if name}


def _remarks(proposals: list[Proposal]) -> list[Remark]:
    """Each question, and the line that answers it with yes. A task with several has them in one list: a
    second line `links` would be a mistake."""
    if len(proposals) > 1:
        return [Choice("links", [(_question(one), _link(one)) for one in proposals])]
    return [line for one in proposals for line in (_question(one), f"links: [{_link(one)}]")]


def _question(proposal: Proposal) -> str:
    to = proposal.to
    what = _SAYS.get(proposal.kind, "可能与“{}”有关").format(" ".join(to.heading.split()))
    doubt = f"。但{proposal.doubt}" if proposal.doubt else ""
    return (
        f"请核对：{what}（{' '.join(to.document.title.split())}），认可的请去掉下一行的井号：理由是"
        + "；".join(" ".join(reason.split()) for reason in proposal.reasons)
        + doubt
    )


def _link(proposal: Proposal) -> str:
    return f"{{kind: {proposal.kind}, to: {proposal.to.ref}}}"
