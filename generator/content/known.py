"""What is kept of a file of content/ once read: its tree, what was told of it, and versions of its parts.

A key made of the text decides whether it still holds, never the time of the file. When a file has changed,
each part that has not keeps its version; so pages that show only such parts stay as they are. Nothing is
digested for that: a version is the key of the text in which the part last changed.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import astuple
from hashlib import sha256
from typing import Any, NamedTuple

from generator.content.places import Tree
from generator.problems import Problem

CONTENT = "content"  # the name under which this is kept
_SIZE = 16  # bytes of a digest
_ONE_FORM = (
    2  # the last format of marshal in which equal values are equal bytes, whoever else holds their parts
)


class Known(NamedTuple):
    """A file as read. `tree` is packed by marshal, `told` holds the fields of problems.

    `whole` and `head` are versions: of everything, of a document without its tasks. `tasks` holds those of
    tasks by id where it is not that of the file, `key`.
    """

    key: bytes
    tree: bytes
    told: list[tuple[Any, ...]]
    whole: bytes
    head: bytes
    tasks: dict[str, bytes]

    @classmethod
    def of(cls, key: bytes, tree: Tree, told: list[Problem], before: Known | None = None) -> Known:
        """A file that was read just now, and what was known of it `before`."""
        known = cls(key, marshal.dumps(tree), [astuple(problem) for problem in told], key, key, {})
        return known._after(before, tree) if before else known

    def task(self, id_: str) -> bytes:
        """The version of a task: with its id, its version says all that stands in it."""
        return self.tasks.get(id_, self.key)

    def parsed(self) -> tuple[Tree, list[Problem]]:
        """The tree and what was told of it."""
        return marshal.loads(self.tree), [Problem(*fields) for fields in self.told]

    def _after(self, before: Known, tree: Tree) -> Known:
        was = marshal.loads(before.tree)
        old, new = dict[str, bytes](), dict[str, bytes]()
        same_head = _packed(_without_tasks(was, old)) == _packed(_without_tasks(tree, new))
        return self._replace(
            whole=before.whole if _packed(was) == _packed(tree) else self.key,
            head=before.head if same_head else self.key,
            tasks={id_: before.task(id_) for id_, task in new.items() if old.get(id_) == task},
        )


def known_files(load: Callable[[str], Any]) -> dict[str, Known]:
    """What a build kept of the files under content/, by their names; `load` fetches it."""
    return {file: Known(*fields) for file, fields in (load(CONTENT) or {}).items()}


def digest(*parts: bytes) -> bytes:
    """A digest of these parts in this order: 16 bytes."""
    return sha256(_packed(parts)).digest()[:_SIZE]


def key_of(shown: str, text: str) -> bytes:
    """What a text means depends on nothing else; messages name the file as `shown`."""
    return digest(shown.encode("utf-8", "surrogateescape"), text.encode())


def _packed(value: Any) -> bytes:
    return marshal.dumps(value, _ONE_FORM)


def _without_tasks(tree: Tree, tasks: dict[str, bytes]) -> Tree:
    """A document or section with None in the place of each task; the tasks go to `tasks`, packed, by id.

    What is no document, or is mistaken, stays as it is.
    """
    if not isinstance(tree, dict):
        return tree
    rest = dict(tree)
    if isinstance(found := tree.get("tasks"), list):
        rest["tasks"] = [None if _is_new(task, tasks) else task for task in found]
    if isinstance(found := tree.get("sections"), list):
        rest["sections"] = [_without_tasks(section, tasks) for section in found]
    return rest


def _is_new(task: Tree, tasks: dict[str, bytes]) -> bool:
    """Whether this task with an id of its own went to `tasks`."""
    id_ = task.get("id") if isinstance(task, dict) else None
    if not isinstance(id_, str) or id_ in tasks:
        return False
    tasks[id_] = _packed(task)
    return True
