"""A line more in a registry: a topic, a cited document, a unit. All that is there stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.content.places import Tree
from generator.importer.draft.atomic_write import RefusedError, show, write_together
from generator.importer.draft.registers import grown, load, validated, why_not_grown
from generator.importer.draft.slugs import Slugs, slug
from generator.importer.draft.yaml_text import printable, scalar
from generator.model.names import name_key
from generator.model.record import Record
from generator.model.registries import Agency, Policies, Topics
from generator.model.routes import ID, WINDOWS_NAMES
from generator.problems import Problem, ProblemsError

_STATE = "中华人民共和国"  # of a law; every id would begin with it


@dataclass(frozen=True, slots=True)
class _Registry:
    """Where entries of a kind go: the list in its file, what an entry's name is called, an example."""

    record: type[Record]
    key: str
    name: str
    label: str
    example: str


_REGISTRIES = {
    "topic": _Registry(Topics, "topics", "name", "主题", "燃气安全"),
    "policy": _Registry(Policies, "policies", "title", "引用文件", "安全生产法"),
    "unit": _Registry(Agency, "units", "name", "责任单位", "wuhu/综合科"),
}


@dataclass(frozen=True, slots=True)
class Registered:
    """What was added where. `is_spelled`: the id is the name in pinyin, to be looked at."""

    file: Path
    ident: str
    name: str
    is_spelled: bool


def register(kind: str, what: str, name: str, content: Path) -> Registered:
    """Add an entry. `what` is its id, with `name` beside it, or its name, whose pinyin the id will be; of a
    unit it begins with the folder of its agency.

    Raises ProblemsError where it will not do, or is registered already.
    """
    registry = _REGISTRIES[kind]
    agency, _, own = what.rpartition("/") if kind == "unit" else ("", "", what)
    file = content / agency / "agency.yml" if kind == "unit" else content / f"{registry.key}.yml"
    name = " ".join(printable(name or ("" if re.fullmatch(ID, own) else own)).split()).strip("《》")
    typed = own if re.fullmatch(ID, own) else ""
    if problem := _problem(kind, registry, agency, name, typed, file):
        raise ProblemsError([problem])
    try:
        ident = _add(registry, typed, name, file)
    except RefusedError as error:
        raise ProblemsError([Problem(show(file), 0, 0, "没有改动", str(error).rstrip("。"))]) from error
    return Registered(file, ident, name, not typed)


def _problem(
    kind: str, registry: _Registry, agency: str, name: str, ident: str, file: Path
) -> Problem | None:
    """Why nothing can be added under this name, if so."""
    if kind == "unit" and not re.fullmatch(ID, agency):
        return Problem(
            agency or name, 0, 0, "没有写明是哪个机关的", f"请写成 机关/名称，如 {registry.example}"
        )
    if kind == "unit" and not file.exists():
        return Problem(show(file.parent), 0, 0, "还没有这个机关", f"请先运行 gongkai new agency {agency}")
    if not name:
        return Problem(
            ident, 0, 0, "没有写明名称", f"请直接写名称，如 {registry.example}，或加上 --name 名称"
        )
    if not ident and not slug(name):
        return Problem(name, 0, 0, "拟不出编号", "请写成 编号 --name 名称，编号只用小写字母、数字和短横线")
    if ident in WINDOWS_NAMES:
        return Problem(ident, 0, 0, "这个编号在 Windows 上不能作文件名", "请换一个编号")
    return None


def _add(registry: _Registry, typed: str, name: str, file: Path) -> str:
    """Add an entry under the id that was typed, else under its name in pinyin, which is returned."""
    text, tree = load(file)
    known = _known(registry, tree)
    if taken := next((one for one in (name, typed) if name_key(one) in known), ""):
        what = f"{registry.label}“{taken}”已经登记过了，没有改动"
        hint = "请直接使用，或在那一项的 aliases 里添写别的叫法；不是同一个的，请换一个名称和编号"
        raise ProblemsError([Problem(show(file), 0, 0, what, hint)])
    spelled = name.removeprefix(_STATE)
    ident = typed or Slugs(known | WINDOWS_NAMES, "").free(spelled if slug(spelled) else name)
    entry = f"  - id: {scalar(ident)}\n    {registry.name}: {scalar(name)}\n"
    new = grown(text, tree, registry.key, entry, registry.record)
    if new is None:
        what = f"没有改动：{why_not_grown(tree, registry.key, registry.record)}"
        raise ProblemsError([Problem(show(file), 0, 0, what, " ".join(entry.split()))])
    write_together({file: new}, frozenset({file} if file.exists() else ()))
    return ident


def _known(registry: _Registry, tree: Tree) -> frozenset[str]:
    """Every id, name and alias; a registry with mistakes is not grown anyway."""
    if validated(tree, registry.record) is None:
        return frozenset()
    entries = tree.get(registry.key, [])
    names = (n for e in entries for n in (e["id"], e[registry.name], *e.get("aliases", [])))
    return frozenset(name_key(n) for n in names)
