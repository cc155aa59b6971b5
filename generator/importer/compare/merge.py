"""A corrected source put into a YAML that a person has worked on: three versions, one result.

`before` is the draft of the source as it was, `after` that of the source as it is now, `ours` the YAML as it
stands. What differs between the two drafts is taken over where ours still says what the old draft said.
What a person has changed stays, and where the source changed there as well, both are told. Nothing is
removed: what the source has dropped is told, too, for its address may be published.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from generator.content import yaml_reader
from generator.content.places import Tree
from generator.content.yaml_splice import Edit, SetList, SetText, SpliceError, spliced
from generator.importer.compare.differences import named
from generator.importer.compare.facts import TaskFacts, ink, paired, section_facts, tasks
from generator.importer.compare.reimport import ROLES, SAME, around_change, short
from generator.problems import RecordPath

_MARK = "\ufeff"
_PARTS = frozenset({"id", "sections", "tasks"})  # paired by themselves; an id is never changed
_SILENT = frozenset({"lines", "file"})  # where it stands in the source: of no interest to a person
_LABELS = {
    "title": "标题",
    "kind": "类型",
    "period": "时期",
    "source": "来源",
    "disclosure": "公开信息",
    "text": "正文",
    "intro": "引言",
    "number": "序号",
    "row": "表中序号",
    "responsibility": "责任单位",
    "deadlines": "完成时限",
    "indicators": "指标",
    "cites": "引用文件",
    "measures": "举措",
    "progress": "进展",
    "table": "表格",
    "notes": "说明",
    "publisher": "发布者",
    "published": "发布日期",
    "formed": "成文日期",
    "unit": "单位",
    "role": "分工",
    "name": "名称",
    "value": "数值",
    "date": "日期",
    "status": "状态",
}
# an item of ours is the one of the old draft: a person changes words more often than ids
_OURS: tuple[Callable[[TaskFacts], Hashable], ...] = (
    lambda t: t.ident and (t.ident, ink(t.title)),
    lambda t: t.ident and t.lines and (t.ident, t.lines),
    *SAME,
    lambda t: t.ident,
    lambda t: not t.ident and t.lines,
)


class Told(NamedTuple):
    """A sentence about a place of the YAML."""

    place: RecordPath
    words: str


class Merge(NamedTuple):
    """The text of the YAML with what could be taken over; what was taken, and what is left to a person, whose
    places are those of the new text."""

    text: str
    taken: list[str]
    left: list[Told]


def merge(before: Tree, after: Tree, text: str) -> Merge:
    """Put what differs between two drafts into the text of a YAML. Pure. The text must be a mapping.

    Every byte that says nothing else stays as it is. Merged once more, nothing more is taken.
    """
    merger = _Merger(before, after, _tree(text))
    result, done = _written(text, merger.changes)
    again = _Merger(before, after, _tree(result))
    refused = [
        Told(one.place, f"{one.words}（写法少见，程序改不了，请自己改）")
        for one in again.changes
        if one.words
    ]
    return Merge(result, [one.words for one in done if one.words], [*again.left, *refused])


class _Change(NamedTuple):
    """What the source says anew at a place, with the edits that make it; said to nobody without words."""

    place: RecordPath
    words: str
    edits: tuple[Edit, ...]


def _tree(text: str) -> Tree:
    return yaml_reader.parse(text.removeprefix(_MARK), "")[0]


def _written(text: str, changes: Sequence[_Change]) -> tuple[str, list[_Change]]:
    """The text with all changes that can be made, and which these are."""
    for some in (changes, [one for one in changes if _can(text, one.edits)]):
        try:
            # what lies deeper first: the lists around it may shift its place
            edits = sorted((e for one in some for e in one.edits), key=lambda e: -len(e.path))
            return spliced(text, edits) if edits else text, list(some)
        except SpliceError:
            continue
    return text, []


def _can(text: str, edits: Sequence[Edit]) -> bool:
    try:
        spliced(text, edits)
    except SpliceError:
        return False
    return True


class _Pairs(NamedTuple):
    """Sections, or tasks, of three versions: (old draft, new draft, ours) for those that are in both drafts
    and in ours, those only in the new draft, those of ours that it has dropped, (old, new draft) for those
    that ours has dropped; and which place of one version is which of the next."""

    kept: list[tuple[TaskFacts, TaskFacts, TaskFacts]]
    new: list[TaskFacts]
    dropped: list[TaskFacts]
    missed: list[tuple[TaskFacts, TaskFacts]]
    new_by_old: dict[RecordPath, RecordPath]
    ours_by_new: dict[RecordPath, RecordPath]


def _pairs(before: Sequence[TaskFacts], after: Sequence[TaskFacts], ours: Sequence[TaskFacts]) -> _Pairs:
    drafts, gone, new = paired(before, after, SAME)
    own, _, extra = paired(before, ours, _OURS)
    mine = {a.place: b for a, b in own}
    there, _, _ = paired(new, extra, SAME)  # put in by hand, or merged before
    known = {a.place for a, _ in there}
    kept = [(a, b, mine[a.place]) for a, b in drafts if a.place in mine]
    return _Pairs(
        kept,
        [one for one in new if one.place not in known],
        [mine[a.place] for a in gone if a.place in mine],
        [(a, b) for a, b in drafts if a.place not in mine],
        {a.place: b.place for a, b in drafts},
        {b.place: o.place for _, b, o in kept} | {a.place: b.place for a, b in there},
    )


class _Merger:
    def __init__(self, before: Tree, after: Tree, ours: Tree) -> None:
        self.changes: list[_Change] = []
        self.left: list[Told] = []
        self.after = after
        self.ids = {task.ident for task in tasks(ours)}
        self.ours = ours
        self._fields(before, after, ours, (), "文件")
        sections = _pairs(section_facts(before), section_facts(after), section_facts(ours))
        of_tasks = _pairs(tasks(before), tasks(after), tasks(ours))
        self.ours_by_new: dict[RecordPath, RecordPath] = (
            {(): ()} | sections.ours_by_new | of_tasks.ours_by_new
        )
        new_by_old: dict[RecordPath, RecordPath] = {(): ()} | sections.new_by_old
        for pairs in (sections, of_tasks):
            for a, b, o in pairs.kept:
                self._fields(_at(before, a.place), _at(after, b.place), _at(ours, o.place), o.place, named(o))
                was, now, here = a.place[:-2], b.place[:-2], o.place[:-2]
                if new_by_old.get(was) != now and self.ours_by_new.get(now) != here:
                    self.left.append(Told(o.place, f"{named(o)}：原文移到了别的章节，这里没有动，请自己移"))
            for o in pairs.dropped:
                self.left.append(Told(o.place, f"{named(o)}：原文删去了，这里没有动，请决定去留"))
            for a, b in pairs.missed:
                if _said(_at(before, a.place)) != _said(_at(after, b.place)):
                    self.left.append(Told((), f"{named(b)}：原文改了，这里没有这一项，请核对"))
        self._new([*sections.new, *of_tasks.new])

    # what is said otherwise

    def _fields(self, before: Any, after: Any, ours: Any, place: RecordPath, name: str) -> None:
        """What two mappings of the drafts say otherwise, held against ours."""
        for key in dict.fromkeys([*before, *after]):
            if key in _PARTS:
                continue
            old, new, own = before.get(key), after.get(key), ours.get(key)
            if old == new or own == new:
                continue
            label = f"{name}：{_LABELS.get(key, f'“{key}”')}"
            self._value(old, new, own, (*place, key), label if key not in _SILENT else "")

    def _value(self, old: Any, new: Any, own: Any, place: RecordPath, label: str) -> None:
        if isinstance(old, dict) and isinstance(new, dict) and isinstance(own, dict):
            self._fields(old, new, own, place, label)
        elif _match(old, new, own):
            self._items(old, new, own, place, label)
        elif own == old and isinstance(new, str) and isinstance(old, str):
            self._take(place, label, old, new, SetText(place, new))
        elif own == old and isinstance(new or [], list) and isinstance(old or [], list):
            self._take(place, label, old, new, SetList(place, tuple(_steps(old or [], new or []))))
        else:
            self._leave(place, label, old, new, own)

    def _items(self, old: list[Any], new: list[Any], own: list[Any], place: RecordPath, label: str) -> None:
        """Lists as long as each other, item by item."""
        items: list[Tree] = list(range(len(own)))
        for n, (a, b, o) in enumerate(zip(old, new, own, strict=True)):
            if a == b or o == b:
                continue
            if (
                isinstance(a, dict)
                and isinstance(b, dict)
                and isinstance(o, dict)
                and (o != a or [*a] == [*b])
            ):
                known = len(self.changes)
                self._fields(a, b, o, (*place, n), label)
                self._as_one(known, label, a, b)
            elif o == a:
                items[n] = b
            else:
                self._leave((*place, n), label, a, b, o)
        if items != list(range(len(own))):
            self._take(place, label, old, new, SetList(place, tuple(items)))

    def _as_one(self, known: int, label: str, old: Tree, new: Tree) -> None:
        """Tell the changes within an item, those behind the first `known`, in one sentence."""
        found = self.changes[known:]
        if len(found) > 1 and label:
            edits = tuple(edit for one in found for edit in one.edits)
            told = "{} {} → {}".format(label, *_quoted(old, new))
            self.changes[known:] = [_Change(found[0].place, told, edits)]

    def _take(self, place: RecordPath, label: str, old: Any, new: Any, edit: Edit) -> None:
        if label:
            label += " {} → {}".format(*_quoted(old, new))
        self.changes.append(_Change(place, label, (edit,)))

    def _leave(self, place: RecordPath, label: str, old: Any, new: Any, own: Any) -> None:
        """Both have changed, or the change is one that no edit makes."""
        if not label:
            return
        was, now = _quoted(old, new)
        if own == old:
            self.left.append(Told(place, f"{label} 原文由{was}改为{now}，请自己改"))
            return
        here = f"现有{_quoted(own, own)[0]}"
        self.left.append(Told(place, f"{label} 原文由{was}改为{now}，{here}是手工改过的，没有动，请决定"))

    # what is new

    def _new(self, new: Sequence[TaskFacts]) -> None:
        """Put what only the new draft has behind what stands before it there."""
        self.fresh = {one.place for one in new}
        lists: dict[RecordPath, list[TaskFacts]] = {}
        for one in new:
            if not any(
                one.place[:n] in self.fresh for n in range(1, len(one.place))
            ):  # comes with its section
                lists.setdefault(one.place[:-1], []).append(one)
        for where, found in lists.items():
            around = self.ours_by_new.get(where[:-1])
            if around is None:
                words = "原文新增，放它的章节在这里找不到，请自己添上"
                self.left += [Told((), f"{named(one)}：{words}") for one in found]
                continue
            place = (*around, where[-1])
            edit = SetList(place, tuple(self._among(place, where, {one.place for one in found})))
            self.changes.append(_Change(place, "；".join(f"新增{named(one)}" for one in found), (edit,)))

    def _among(self, place: RecordPath, where: RecordPath, new: set[RecordPath]) -> Iterator[int | Tree]:
        """The items of a list of ours, with those that are new in it at their places."""
        behind: dict[int, list[Tree]] = {}
        last = -1
        for n, item in enumerate(_at(self.after, where)):
            own = self.ours_by_new.get((*where, n))
            if (*where, n) in new:
                behind.setdefault(last, []).append(self._with_free_ids(item, (*where, n)))
            elif own is not None and own[:-1] == place:
                last = int(own[-1])
        yield from behind.get(-1, [])
        for n in range(len(_at(self.ours, place) or [])):
            yield n
            yield from behind.get(n, [])

    def _with_free_ids(self, item: Tree, place: RecordPath) -> Tree:
        """A task, or a section with what of it is new, under ids that ours has not yet."""
        out = dict(item)
        for key in ("sections", "tasks"):
            if key in item:
                below = (((*place, key, n), one) for n, one in enumerate(item[key]))
                out[key] = [self._with_free_ids(one, at) for at, one in below if at in self.fresh]
        ident, n = item.get("id"), 2
        while out.get("id") in self.ids:
            out["id"], n = f"{ident}-{n}", n + 1
        self.ids |= {out["id"]} if ident else set()
        return out


def _match(old: Any, new: Any, own: Any) -> bool:
    """Whether three values are lists that can be held against each other item by item."""
    return (
        isinstance(old, list)
        and isinstance(new, list)
        and isinstance(own, list)
        and len(old) == len(new) == len(own)
    )


def _steps(old: Sequence[Tree], new: Sequence[Tree]) -> Iterator[int | Tree]:
    """The new list as what stays of the old one, by its place, and what comes."""
    at = 0
    keys = [repr(item) for item in old], [repr(item) for item in new]
    for block in SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks():
        yield from new[at : block.b]
        yield from range(block.a, block.a + block.size)
        at = block.b + block.size


def _at(tree: Tree, place: RecordPath) -> Any:
    """What stands at a place; None where there is no such list yet."""
    for step in place:
        tree = tree.get(step) if isinstance(tree, dict) else tree[step]
    return tree


def _said(item: Tree) -> Tree:
    """What a section or a task says by itself."""
    return {key: value for key, value in item.items() if key not in _PARTS | _SILENT}


def _quoted(old: Any, new: Any) -> tuple[str, str]:
    """Two values for a person, from a little before where they begin to differ."""
    was, now = (
        f"“{short(words)}”" if words else "（空）" for words in around_change(_words(old), _words(new))
    )
    return was, now


def _words(value: Any) -> str:
    """A value in words: the units of a list of duties, the texts of figures, the cells of a table."""
    if isinstance(value, list):
        return "、".join(map(_words, value))
    if isinstance(value, dict):
        if "unit" in value and "role" in value:
            return f"{value['unit']}（{_words(value['role'])}）"
        said = next((value[name] for name in ("text", "title", "name") if value.get(name)), None)
        return _words(list(value.values()) if said is None else said)
    return ROLES.get(str(value), str(value)) if value is not None else ""
