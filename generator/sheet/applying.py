"""Changes -> the text of the YAML with them spliced in, or what is in the way."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from generator.content import yaml_reader
from generator.content.validation_messages import findings_for
from generator.content.yaml_splice import Edit, SpliceError, spliced
from generator.model.record import validated
from generator.model.records import Document
from generator.problems import Finding, Problem
from generator.sheet.taking import Wanted

_BY_HAND = "请照表里的内容直接改 YAML 文件，再导入一次"


def applied(text: str, wanted: Sequence[Wanted], file: str) -> tuple[str, list[Problem], list[Finding]]:
    """The text with all changes, none of them half; problems in the sheet, or findings in the YAML, where it
    cannot be.
    """
    try:
        new = spliced(text, [edit for one in wanted for edit in one.change.edits])
    except SpliceError:
        return text, [_in_the_way(one) for one in _culprits(text, wanted)], []
    tree, _ = yaml_reader.parse(new.removeprefix("\ufeff"), file)
    try:
        validated(Document, tree)
    except ValidationError as error:
        return text, [], findings_for(file, error.errors(include_url=False), Document)
    return new, [], []


def _culprits(text: str, wanted: Sequence[Wanted]) -> list[Wanted]:
    """The changes that cannot be made even alone; all of them, where it is how they stand together."""
    return [one for one in wanted if not _can(text, one.change.edits)] or list(wanted)


def _can(text: str, edits: Sequence[Edit]) -> bool:
    try:
        spliced(text, edits)
    except SpliceError:
        return False
    return True


def _in_the_way(one: Wanted) -> Problem:
    what = f"“{one.row.heading}”的{one.change.what}写不进去：YAML 文件里这一处的写法少见，程序改不了"
    return one.change.place.says(what, _BY_HAND)
