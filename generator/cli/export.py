"""`gongkai export`: one document of content/ in a form that an office hands out."""

from __future__ import annotations

from pathlib import Path

from generator.content import files, places
from generator.content.config import read_config
from generator.content.load import read_content, with_drafts
from generator.library.build import Library, build_library
from generator.library.entries import DocumentEntry
from generator.problems import Finding, Problem, ProblemsError, has_errors


def document_at(content: Path, config_file: Path, ref: str) -> DocumentEntry:
    """The document `agency/document`, a draft too. Raises ProblemsError where it is not there, or where it,
    its agency or the configuration has mistakes; those of other files do not matter here.
    """
    if config_file.exists():
        read_config(config_file)  # as all commands do: a mistake in it is told
    records, problems = read_content(files.read(content))
    library, findings = build_library(with_drafts(records))
    concerned = {ref.rpartition("/")[0] + "/agency.yml", f"{ref}.yml"}
    found = next((d for d in library.documents if d.ref == ref), None)
    problems = [p for p in problems if not p.file or p.file.partition("/")[2] in concerned]
    problems += places.placed([f for f in findings if _is_error_in(f, concerned)], content)
    if has_errors(problems):
        raise ProblemsError(p for p in problems if p.severity == "error")
    if found is None:
        raise ProblemsError([_no_document(content, ref, library)])
    return found


def _is_error_in(finding: Finding, concerned: set[str]) -> bool:
    return finding.severity == "error" and finding.file in concerned


def _no_document(content: Path, ref: str, library: Library) -> Problem:
    if any(f"{d.agency}/{d.id}" == ref for d in library.content.withdrawn):
        return Problem(
            f"{content}/{ref}.yml", 0, 0, "这份文件已撤回，不再分发", "确要导出，请先改回它的 status"
        )
    known = "、".join(d.ref for d in library.documents[:10])
    hint = f"请写成 机关/文件，如 {known}" if known else "请先建一份，如 gongkai new document"
    return Problem(str(content), 0, 0, f"没有“{ref}”这份文件", hint)


def export_sheets(document: DocumentEntry, target: Path, *, by_unit: bool, replacing: bool) -> list[str]:
    """Write the sheet of a document to `target`, or one for each unit into that folder; what was written."""
    raise NotImplementedError
