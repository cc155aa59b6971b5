"""The registry files agency.yml and policies.yml as an import meets them: what they know, and their text
grown."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from generator.content import yaml_reader
from generator.content.places import Tree
from generator.content.text_files import read_text
from generator.importer.draft.atomic_write import RefusedError, show
from generator.importer.draft.proposals import Known
from generator.importer.draft.yaml_text import Mapping, write
from generator.model.names import name_key
from generator.model.record import Record
from generator.model.record import validated as model_validated
from generator.model.registries import Agency, Policies

R = TypeVar("R", bound=Record)
_EMPTY = frozenset({"missing", "string_too_short"})  # pydantic's names
_CALLED = {"name": "（机关名称）"}


def load(file: Path) -> tuple[str, Tree]:
    """Text and tree of a registry file, empty when it is absent or nothing but comments.

    Raises RefusedError with the usual sentence (file, line, column) when it cannot be read.
    """
    if not os.path.lexists(file):
        return "", None
    text, problem = read_text(file, show(file))
    if text is None:
        raise RefusedError(f"{problem}\n这次导入什么也没有写，请改好这个文件再导入。")
    if not re.sub(r"(?m)^\s*#.*$", "", text).strip():
        return text, None
    tree, problems = yaml_reader.parse(text, show(file))
    if problems:
        raise RefusedError("\n".join([*map(str, problems), "这次导入什么也没有写，请改好这个文件再导入。"]))
    return text, tree


def validated(tree: Tree, record: type[R]) -> R | None:
    """A tree as a record; nothing when it is absent or has mistakes (`gongkai check` tells them)."""
    try:
        return model_validated(record, tree) if tree is not None else None
    except ValidationError:
        return None


def known_names(policies_tree: Tree, agency_tree: Tree) -> Known:
    """What the registries know: all policies, and the units of the agency."""
    policies, office = validated(policies_tree, Policies), validated(agency_tree, Agency)
    return Known(
        agency=office.name if office else None,
        units=frozenset(
            name_key(n) for u in (office.units if office else []) for n in (u.id, u.name, *u.aliases)
        ),
        unit_ids=frozenset(u.id for u in (office.units if office else [])),
        policies=frozenset(
            name_key(n) for p in (policies.policies if policies else []) for n in (p.id, p.title, *p.aliases)
        ),
        policy_ids=frozenset(p.id for p in (policies.policies if policies else [])),
    )


def policy_names(tree: Tree) -> dict[str, frozenset[str]]:
    """Each name by which the registry knows a cited document -> all its names, as `plain` writes them."""
    registered = validated(tree, Policies)
    groups = [
        frozenset(name_key(n) for n in (p.id, p.title, *p.aliases))
        for p in (registered.policies if registered else [])
    ]
    return {name: names for names in groups for name in names}


def new_agency(name: str, entries: str) -> str:
    """The text of an agency.yml that did not exist."""
    head = write(Mapping({"name": name}, ["由导入生成；编号按拼音拟定，发布前请核对，发布后不再改。"]))
    return head + (f"units:\n{entries}" if entries else "units: []\n")


def grown(old: str, tree: Tree, key: str, entries: str, record: type[Record]) -> str | None:
    """The text with entries at the end of its list; nothing when this would break the file."""
    text = old.replace("\r\n", "\n")
    empty = re.sub(rf"(?m)^{key}:[ ]*(?:\[\])?[ ]*$", f"{key}:", text)
    base = empty if re.search(rf"(?m)^{key}:", empty) else f"{empty.rstrip()}\n{key}:\n".lstrip("\n")
    new = f"{base.rstrip()}\n{entries}"
    new_tree, problems = yaml_reader.parse(new, key)
    after, before = validated(new_tree, record), validated(tree, record)
    wanted = entries.count("- id: ") + (len(getattr(before, key)) if before else 0)
    if problems or after is None or len(getattr(after, key)) != wanted:
        return None
    return new.replace("\n", "\r\n") if "\r\n" in old else new


def why_not_grown(tree: Tree, key: str, record: type[Record]) -> str:
    """Why `grown` gave nothing, and what to do, in Chinese."""
    try:
        model_validated(record, tree if tree is not None else {})
    except ValidationError as error:
        empty = [e["loc"][0] for e in error.errors() if e["type"] in _EMPTY and len(e["loc"]) == 1]
        if empty:
            names = "、".join(f"{name}{_CALLED.get(str(name), '')}" for name in empty)
            return f"其中 {names}还没有填写，程序不往里加。请先填上，再把下面几项抄到 {key}: 下面"
        return f"其中有错误。请先用 gongkai check 检查并改正，再把下面几项抄到 {key}: 下面"
    return f"{key} 不是文件的最后一项，程序只会加在文件末尾。请自行把下面几项抄到 {key}: 下面"
