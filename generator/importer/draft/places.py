"""Rule: where `--out` puts things.

A content folder is the one of `--content`, or one that holds topics.yml, policies.yml or pages/index.md and
is no agency (no agency.yml). `--out` is
- a content folder: each document goes to the agency that issued it, a new one if need be;
- a folder right inside a content folder: all go to this agency, policies to the content folder;
- any other folder: everything goes there, the registries too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.importer.draft.atomic_write import RefusedError, show
from generator.importer.draft.registers import load
from generator.importer.draft.slugs import Slugs, slug
from generator.importer.outline.result import Imported
from generator.model.names import name_key
from generator.model.placeholders import AGENCY_ID, NO_AGENCY
from generator.model.routes import ID, RESERVED_AGENCIES

_MARKS = ("topics.yml", "policies.yml", "pages/index.md")
_ID = re.compile(ID)
_BARE = re.compile(r"[省市县区州]")


@dataclass(slots=True)
class Office:
    """An agency that documents go to."""

    folder: Path
    names: list[str]  # as registered, the full one first; none yet when the folder is new
    imports: list[int] = field(default_factory=list)  # which of the documents

    def is_called(self, issuer: str) -> bool:
        """Whether the issuer, or one of several, is this agency."""
        own = {name_key(n) for n in self.names}
        return any(name_key(name) in own for name in (issuer, *re.split(r"[、，,；;\s]+", issuer)) if name)


@dataclass(slots=True)
class Places:
    """Where the documents and their registries go, and what the clerk should hear about it."""

    policies: Path
    offices: list[Office]
    reminders: list[str]

    def without(self, left: Container[int]) -> Places:
        """The places of the other documents; the registries of these are not needed."""
        offices = [replace(o, imports=[n for n in o.imports if n not in left]) for o in self.offices]
        return replace(self, offices=[o for o in offices if o.imports])


def root_of(out: Path, content: Path | None) -> Path:
    """The folder whose registries `--out` means: the content folder around it, or itself. Raises
    RefusedError for a file, or a link that leads out of a content folder."""
    folder = Path(os.path.realpath(out))
    if os.path.lexists(folder) and not folder.is_dir():
        raise RefusedError(
            f"错误：--out {out} 是一个文件，不是目录。什么也没有写，请给一个目录，如 content/wuhu。"
        )
    home = Path(os.path.realpath(content)) if content is not None else None
    for above in Path(os.path.abspath(out)).parents:
        around = Path(os.path.realpath(above))
        if _is_content(around, home) and around not in (folder, *folder.parents):
            raise RefusedError(_out_of_it(out, folder, around))
    return next((p for p in (folder, *folder.parents) if _is_content(p, home)), folder)


def refuse_led_out(files: Iterable[Path], root: Path) -> None:
    """Refuse to write through a link that leads out of `root`, raising RefusedError: somebody else's files
    are there."""
    for file in files:
        real = Path(os.path.realpath(file))
        if root not in real.parents:
            raise RefusedError(_out_of_it(file, real, root))


def _out_of_it(file: Path, real: Path, root: Path) -> str:
    return (
        f"错误：{show(file)} 经过一个链接，写到 {show(root)} 外面的 {show(real)} 去了。"
        "什么也没有写；请把链接换成真正的文件或目录，或在 --out 直接写明那个目录。"
    )


def find_places(out: Path, content: Path | None, imports: Sequence[Imported]) -> Places:
    """The places that `--out` means for these documents. Raises RefusedError when it cannot be meant."""
    folder, root = Path(os.path.realpath(out)), root_of(out, content)
    home = Path(os.path.realpath(content)) if content is not None else None
    if root == folder and _is_content(folder, home):
        return _by_issuer(folder, imports)
    if root == folder:
        note = f"提醒：{show(folder)} 不在 content 目录里，agency.yml 和 policies.yml 也写在这个目录。"
        return _in_one(folder, folder, imports, [note])
    _refuse_bad_name(out, folder, root)
    return _in_one(folder, root, imports, [])


def _is_content(folder: Path, home: Path | None) -> bool:
    if folder == home:
        return True
    if os.path.isfile(folder / "agency.yml") or (
        home is not None and folder in home.parents and os.path.isdir(home)
    ):
        return False
    return any(os.path.isfile(folder / mark) for mark in _MARKS)


def _refuse_bad_name(out: Path, folder: Path, root: Path) -> None:
    """Refuse what `gongkai check` would refuse afterwards."""
    first = folder.relative_to(root).parts[0]
    if first in RESERVED_AGENCIES:
        what = (
            f"放手写页面，不是机关目录。什么也没有写，请给机关的目录，如 {show(root / 'wuhu')}"
            if first == "pages"
            else f"是网站自己用的名字，不能作机关目录。什么也没有写，请换一个，如 {show(root / 'wuhu')}"
        )
        raise RefusedError(f"错误：--out {out} 不行：{first} {what}。")
    if not _ID.fullmatch(first):
        better = slug(first)
        better = better if _ID.fullmatch(better) and better not in RESERVED_AGENCIES else "wuhu"
        raise RefusedError(
            f"错误：--out {out} 不行：目录名“{first}”不能作网页地址。什么也没有写，"
            f"目录名只用小写字母、数字和短横线，请改成 {show(root / better)} 再导入。"
        )
    if folder.parent != root:
        raise RefusedError(
            f"错误：--out {out} 不行：机关目录里不能再有目录。什么也没有写，"
            f"请改成 {show(root / first)} 再导入。"
        )


def _in_one(folder: Path, root: Path, imports: Sequence[Imported], reminders: list[str]) -> Places:
    """All documents to one agency; a document of another body is remarked upon."""
    office = Office(
        folder, _names(folder / "agency.yml") or [next((i.issuer for i in imports if i.issuer), NO_AGENCY)]
    )
    name = office.names[0]
    for n, imported in enumerate(imports):
        office.imports.append(n)
        issuer = imported.issuer
        # 市应急管理局
        short = issuer is not None and bool(_BARE.match(issuer)) and name_key(name).endswith(name_key(issuer))
        if issuer and not short and not office.is_called(issuer):
            reminders.append(
                f"提醒：{imported.source.name} 的发文机关是“{issuer}”，"
                f"而 {show(folder)} 登记的机关是“{name}”。"
                "放错了请移到该机关的目录；如果是同一机关，请在 agency.yml 的 aliases 里登记这个名称。"
            )
    return Places(root / "policies.yml", [office], reminders)


def _by_issuer(root: Path, imports: Sequence[Imported]) -> Places:
    """Each document to the agency that issued it."""
    offices: list[Office] = []
    broken: list[str] = []
    for file in sorted(root.glob("*/agency.yml")):
        try:
            offices.append(Office(file.parent, _names(file)))
        except RefusedError as error:
            broken.append(str(error))
    taken = frozenset(p.name for p in root.iterdir()) if root.is_dir() else frozenset()
    ids = Slugs(taken | RESERVED_AGENCIES, AGENCY_ID)
    reminders: list[str] = []
    for n, imported in enumerate(imports):
        issuer = imported.issuer or NO_AGENCY
        office = next((o for o in offices if o.is_called(issuer)), None)
        if office is None:
            if broken:  # it may be the one that cannot be read
                raise RefusedError("\n".join(broken))
            office = Office(root / ids.free(imported.issuer or ""), [issuer])
            offices.append(office)
            if imported.issuer:
                reminders.append(
                    f"提醒：content 里还没有“{issuer}”，新建了 {show(office.folder)}，"
                    "目录名按拼音拟定，发布前请核对，发布后不再改。"
                )
        if not imported.issuer:
            reminders.append(
                f"提醒：{imported.source.name} 里没有找到发文机关，放在 {show(office.folder)}，"
                "请移到所属机关的目录，或在 agency.yml 里填上机关名称。"
            )
        office.imports.append(n)
    return Places(root / "policies.yml", [o for o in offices if o.imports], reminders)


def _names(file: Path) -> list[str]:
    """The names that an agency.yml registers, the full one first, whatever else is wrong in it."""
    _, tree = load(file)
    if not isinstance(tree, dict):
        return []
    aliases = tree.get("aliases")
    names = [tree.get("name"), tree.get("short_name"), *(aliases if isinstance(aliases, list) else [])]
    return [n for n in names if isinstance(n, str) and n]
