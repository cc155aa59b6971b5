"""What is kept of a file of content/ once it was read: its tree, what was told of it, digests of its parts.

A key made of the text decides whether it still holds, never the time of the file. The digests say which task
has changed where only one has: pages that show none of it stay as they are.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import astuple
from hashlib import blake2b
from typing import Any, NamedTuple

from generator.content.places import Tree
from generator.problems import Problem, RecordPath

CONTENT = "content"  # the name under which this is kept
_SIZE = 16  # bytes of a digest
_ONE_FORM = (
    2  # the last format of marshal in which equal trees are equal bytes, whoever else holds their parts
)


class Known(NamedTuple):
    """A file as read. `tree` is packed by marshal, `told` holds the fields of problems.

    `whole`, `head` and `tasks` are digests: of everything, of a document without its tasks, of each task by
    its path.
    """

    key: bytes
    tree: bytes
    told: list[tuple[Any, ...]]
    whole: bytes
    head: bytes
    tasks: dict[RecordPath, bytes]

    @classmethod
    def of(cls, key: bytes, tree: Tree, told: list[Problem]) -> Known:
        """A file that was read just now."""
        tasks: dict[RecordPath, bytes] = {}
        head = _digest_of(_without_tasks(tree, (), tasks))
        return cls(
            key,
            marshal.dumps(tree),
            [astuple(problem) for problem in told],
            digest(head, *tasks.values()),
            head,
            tasks,
        )

    def parsed(self) -> tuple[Tree, list[Problem]]:
        """The tree and what was told of it."""
        return marshal.loads(self.tree), [Problem(*fields) for fields in self.told]


def known_files(load: Callable[[str], Any]) -> dict[str, Known]:
    """What a build kept of the files under content/, by their names; `load` fetches it."""
    return {file: Known(*fields) for file, fields in (load(CONTENT) or {}).items()}


def digest(*parts: bytes) -> bytes:
    """A digest of these parts in this order: 16 bytes."""
    made = blake2b(digest_size=_SIZE)
    for part in parts:
        made.update(b"%d:" % len(part))
        made.update(part)
    return made.digest()


def key_of(shown: str, text: str) -> bytes:
    """What a text means depends on nothing else; messages name the file as `shown`."""
    return digest(shown.encode("utf-8", "surrogateescape"), text.encode())


def _digest_of(tree: Tree) -> bytes:
    return digest(marshal.dumps(tree, _ONE_FORM))


def _without_tasks(tree: Tree, path: RecordPath, tasks: dict[RecordPath, bytes]) -> Tree:
    """A document or section with the number of its tasks in their place; the digest of each goes to `tasks`.

    What is no document, or is mistaken, stays as it is.
    """
    if not isinstance(tree, dict):
        return tree
    rest = dict(tree)
    if isinstance(found := tree.get("tasks"), list):
        tasks.update(((*path, "tasks", i), _digest_of(task)) for i, task in enumerate(found))
        rest["tasks"] = len(found)
    if isinstance(found := tree.get("sections"), list):
        rest["sections"] = [
            _without_tasks(section, (*path, "sections", i), tasks) for i, section in enumerate(found)
        ]
    return rest
