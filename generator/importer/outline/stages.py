"""What the stages between a source and its import hand on; each has a type of its own, so that none can be
left out."""

from __future__ import annotations

from dataclasses import dataclass

from generator.importer.blocks import Block
from generator.importer.lines import Source
from generator.importer.outline.answers import Statements
from generator.importer.outline.result import Task
from generator.importer.outline.tasks import Chosen
from generator.importer.outline.tree import Node
from generator.model.records import DocumentKind


@dataclass(frozen=True, slots=True)
class Labelled:
    """The lines as blocks that say what they are, and the fields of the head block (of the file's format
    where it has none), label -> value."""

    source: Source
    blocks: list[Block]
    meta: dict[str, str]

    @property
    def rows(self) -> list[Block]:
        """The rows of tables of tasks."""
        return [b for b in self.blocks if b.row is not None]

    @property
    def words(self) -> str:
        """All words that were not set aside, a block a line."""
        return "\n".join(b.words for b in self.blocks if b.kind != "aside")


@dataclass(frozen=True, slots=True)
class Tree:
    """The blocks nested, the closing paragraphs apart, and what each heading and item states about who
    answers."""

    labelled: Labelled
    root: Node
    closing: tuple[str, ...]
    said: Statements


@dataclass(frozen=True, slots=True)
class Outline:
    """Which items are tasks, in a document of this title and kind; `results` are the items that report what
    was done."""

    tree: Tree
    title: str | None
    is_printed: bool  # the title; otherwise it is what the text says it sends out
    kind: DocumentKind
    chosen: Chosen
    results: frozenset[Node]


@dataclass(frozen=True, slots=True)
class TasksRead:
    """The tasks of the items and of the rows of tables."""

    outline: Outline
    tasks: tuple[Task, ...]
