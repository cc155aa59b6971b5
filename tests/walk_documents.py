"""Edits of a walk in documents: what a clerk does to them, their sections and tasks; each may spoil it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from walk import Walk

Tree = dict[str, Any]


_ROLES = ("lead", "responsible", "support")
_DEADLINES = ("12月底前", "6月底前", "每季度", "长期坚持", "2024年9月30日前", "汛期前", "每月")
_STATUSES = ("done", "in_progress", "behind", "ahead")
_PERIODS = ("2022", "2023", "2024", "2024-H1", "2023-Q3", "2021/2025")
_LINKS = ("reports", "assigns", "continues", "carries_out")


def sections_of(document: Tree) -> Iterator[Tree]:
    """Every section, those of sections too."""
    ahead = list(document["sections"])
    while ahead:
        section = ahead.pop(0)
        yield section
        ahead += section.get("sections", [])


def add_document(walk: Walk) -> Tree:
    agency, number = walk.pick(walk.agencies()), walk.random.randint(1, 30)
    kind = walk.pick(("plan", "plan", "summary", "mixed", "assignment"))
    tree: Tree = {
        "title": f"{walk.words()}{'总结' if kind == 'summary' else '要点'}",
        "kind": kind,
        "period": walk.pick(_PERIODS),
        "text": walk.pick(("full", "abridged")),
        "source": {"publisher": walk.words(), "published": f"2024-0{walk.random.randint(1, 9)}-12"},
        "sections": [{"title": walk.words(), "tasks": []}],
    }
    walk.files[f"{agency}/d{number}.yml"] = tree
    for _ in range(walk.random.randint(1, 4)):
        add_task(walk, f"{agency}/d{number}.yml")
    return tree


def remove_document(walk: Walk) -> None:
    if len(walk.documents()) > 3:
        del walk.files[walk.pick(walk.documents())]


def rename_document(walk: Walk) -> None:
    if name := walk.pick(walk.documents()):
        walk.files[f"{name.partition('/')[0]}/d{walk.random.randint(31, 60)}.yml"] = walk.files.pop(name)


def edit_document(walk: Walk) -> None:
    tree = walk.document()
    section = walk.pick(list(sections_of(tree)))
    walk.pick(
        (
            lambda: tree.update(title=walk.words() + "方案"),
            lambda: tree.update(kind=walk.pick(("plan", "summary", "mixed", "assignment"))),
            lambda: tree.update(period=walk.pick(_PERIODS)),
            lambda: tree.update(intro=walk.words() + walk.pick(_names(walk)) + walk.words()),
            lambda: tree.update(disclosure={"number": f"甲〔2024〕{walk.random.randint(1, 99)}号"}),
            lambda: tree["source"].update(
                published=f"202{walk.random.randint(1, 5)}-03-2{walk.random.randint(0, 9)}"
            ),
            lambda: tree.update(notes=[walk.words()]),
            lambda: tree["sections"].append(
                {"title": walk.words(), "kind": walk.pick(("plan", "done", "problems"))}
            ),
            lambda: section.update(title=walk.words()),
            lambda: section.update(text=walk.words() + walk.pick(_names(walk))),
            lambda: section.update(period=walk.pick(("2023", "2024"))),
            lambda: section.update(deadlines=[walk.pick(_DEADLINES)]),
            lambda: section.update(indicators=[_figure(walk)]),
            lambda: section.update(cites=[_policy(walk)]),
            lambda: section.setdefault("sections", []).append({"title": walk.words()}),
            lambda: tree["sections"].reverse(),
        )
    )()


def charge_section(walk: Walk) -> None:
    name = walk.pick(walk.documents())
    if name:
        section = walk.pick(list(sections_of(walk.files[name])))
        section["responsibility"] = [_charge(walk, name)]


def add_task(walk: Walk, name: str = "") -> Tree:
    if not walk.documents():  # the last went with its agency
        add_document(walk)
    name = name or walk.pick(walk.documents())
    section = walk.pick(list(sections_of(walk.files[name])))
    task: Tree = {"id": f"k{walk.random.randint(1, 500)}", "title": walk.words()}
    section.setdefault("tasks", []).append(task)
    for edit in walk.random.sample((charge, due, text_of_task, topic_of_task, figure_of_task), 3):
        edit(walk, task, name)
    return task


def remove_task(walk: Walk) -> None:
    section = walk.pick(list(sections_of(walk.document())))
    if section.get("tasks"):
        section["tasks"].pop(walk.random.randrange(len(section["tasks"])))


def move_task(walk: Walk) -> None:
    walk.random.shuffle(walk.pick(list(sections_of(walk.document()))).get("tasks", []))


def charge(walk: Walk, task: Tree, name: str) -> None:
    task["responsibility"] = [_charge(walk, name) for _ in range(walk.random.randint(1, 2))]


def due(walk: Walk, task: Tree, _: str) -> None:
    task["deadlines"] = walk.random.sample(_DEADLINES, walk.random.randint(1, 2))


def text_of_task(walk: Walk, task: Tree, _: str) -> None:
    task["text"] = f"{walk.words()}{walk.pick(_names(walk))}，{walk.words()}。"


def topic_of_task(walk: Walk, task: Tree, _: str) -> None:
    task["topics"] = [walk.pick(walk.files["topics.yml"]["topics"])["name"]]


def figure_of_task(walk: Walk, task: Tree, _: str) -> None:
    task["indicators"] = [_figure(walk)]


def cite(walk: Walk, task: Tree, _: str) -> None:
    task["cites"] = [_policy(walk)]


def measure_of_task(walk: Walk, task: Tree, name: str) -> None:
    measure: Tree = {"text": walk.words() + walk.pick(_names(walk))}
    if walk.random.random() < 0.5:
        measure |= {"responsibility": [_charge(walk, name)], "deadlines": [walk.pick(_DEADLINES)]}
    if walk.random.random() < 0.3:
        measure["progress"] = [_progress(walk)]
    task.setdefault("measures", []).append(measure)


def result_of_task(walk: Walk, task: Tree, _: str) -> None:
    task["status"] = {"class": walk.pick(_STATUSES), "words": walk.words(3)}


def progress_of_task(walk: Walk, task: Tree, _: str) -> None:
    task.setdefault("progress", []).append(_progress(walk))


def words_of_task(walk: Walk, task: Tree, _: str) -> None:
    task[walk.pick(("title", "note", "number", "row", "row_title"))] = walk.words()


def continuity_of_task(walk: Walk, task: Tree, _: str) -> None:
    task["continuity"] = walk.pick(("new", "ended"))


def bare_task(walk: Walk, task: Tree, _: str) -> None:
    for key in set(task) - {"id", "title"}:
        if walk.random.random() < 0.5:
            del task[key]


def link_task(walk: Walk, task: Tree, _: str) -> None:
    to, _ = walk.pick(walk.tasks())
    task.setdefault("links", []).append({"kind": walk.pick(_LINKS), "to": to})


_OF_A_TASK: tuple[Callable[[Walk, Tree, str], None], ...] = (
    *(charge, due, text_of_task, topic_of_task, figure_of_task, cite, measure_of_task, result_of_task),
    *(progress_of_task, words_of_task, words_of_task, continuity_of_task, bare_task),
    *(link_task, link_task, link_task),
)


def edit_task(walk: Walk) -> None:
    if found := walk.pick(walk.tasks()):
        walk.pick(_OF_A_TASK)(walk, found[1], f"{found[0].rpartition('/')[0]}.yml")


def _names(walk: Walk) -> list[str]:
    """Names that running text makes links of."""
    policies = [policy["title"] for policy in walk.files["policies.yml"]["policies"]]
    return [*policies, *(name for agency in walk.agencies() for name in walk.unit_names(agency))]


def _policy(walk: Walk) -> str:
    return str(walk.pick(walk.files["policies.yml"]["policies"])["title"])


def _charge(walk: Walk, name: str) -> Tree:
    return {"unit": walk.pick(walk.unit_names(name.partition("/")[0])), "role": walk.pick(_ROLES)}


def _figure(walk: Walk) -> Tree:
    value = walk.random.randint(1, 500)
    unit, kind = walk.pick(("公里", "座", "%")), walk.pick(("target", "actual"))
    return {
        "text": f"改造管道{value}{unit}",
        "name": "改造管道",
        "value": str(value),
        "unit": unit,
        "kind": kind,
    }


def _progress(walk: Walk) -> Tree:
    found: Tree = {"date": f"2024-0{walk.random.randint(1, 9)}", "text": walk.words()}
    if walk.random.random() < 0.5:
        found["status"] = {"class": walk.pick(_STATUSES), "words": walk.words(3)}
    if walk.random.random() < 0.3:
        found["indicators"] = [_figure(walk) | {"kind": "actual"}]
    if walk.random.random() < 0.3 and (other := walk.pick(walk.tasks())):
        found["source"] = {"task": other[0]}
    return found
