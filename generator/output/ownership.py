"""Whose folder is it? Only a site made here is replaced, and never one that holds its own sources."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.output.workfolder import is_work_folder
from generator.output.written import files_in
from generator.problems import Problem, ProblemsError

# How the open data of every site made here begins; a folder without it is somebody else's.
MARKER, SITE_SIGNATURE = "data/tasks.json", b'{"generated_from":'
# what the build wrote, an address a line; whatever else lies in a site is not ours to delete
FILES = "data/files.txt"
_KINDS = (".html", ".js", ".css", ".json", ".xml", ".ics", ".txt", ".svg", ".png", ".map")


def refuse_source(site: Path, sources: Iterable[Path]) -> None:
    """The site may not be, hold or lie in what it is made from: replacing it would delete that."""
    here = site.resolve()
    for source in (path.resolve() for path in sources):
        if here == source or here in source.parents or (source.is_dir() and source in here.parents):
            _refuse(site, f"输出位置和 {source.name} 重叠，生成时会把它删除", "请用 --site 另外指定一个目录")


def refuse_foreign(site: Path) -> None:
    """Raise ProblemsError where something stands in the place of the site that no build wrote."""
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        _refuse(site, "输出位置不是目录", "请用 --site 另外指定一个目录")
    if not site.is_dir() or not any(_files(site)):
        return
    if not (_made_here(site) or is_torn(site)):
        _refuse(
            site,
            "这个目录里有别的文件，不是由 gongkai 生成的，没有覆盖",
            "请用 --site 另外指定一个目录，或先清空它",
        )
    if foreign := sorted(_foreign(site)):
        more = f"（这样的文件共 {len(foreign)} 个）" if len(foreign) > 1 else ""
        _refuse(
            site / foreign[0],
            f"这不是生成网站时写出的文件，重新生成会把它删除，所以没有动{more}",
            "要随网站发布的，请放进 content/pages；服务器设置、.git 之类，请移到网站目录之外",
        )


def listed_in(site: Path) -> set[str]:
    """The addresses that the last build of a site wrote, as it listed them; none where it did not."""
    listing = site / FILES
    if not listing.is_file():
        return set()
    return set(os.fsdecode(listing.read_bytes()).split("\n")) - {""}


def is_torn(site: Path) -> bool:
    """Whether a power cut tore a site that was made here: what marks it is there, and empty."""
    marks = (site / MARKER, site / FILES)
    return all(mark.is_file() for mark in marks) and any(mark.stat().st_size == 0 for mark in marks)


def _foreign(site: Path) -> Iterator[str]:
    """The files in a site that no build wrote. Of a torn one, whose list is lost, those that hold anything
    where nobody can tell; of a site made before builds listed them, the hidden ones.
    """
    ours = listed_in(site)
    if ours:
        return (address for address in _files(site) if address not in ours)
    if is_torn(site):
        return (a for a in _files(site) if (site / a).lstat().st_size and not _is_of_a_site(a))
    return (address for address in _files(site) if "/." in f"/{address}")


def _is_of_a_site(address: str) -> bool:
    """Whether a build writes such files; hidden ones and documents of an office are none, but for what stands
    where only a build writes.
    """
    is_ours = address.startswith("data/") or address.endswith("/disclosure.xlsx")
    return "/." not in f"/{address}" and (is_ours or address.endswith(_KINDS))


def _made_here(site: Path) -> bool:
    marker = site / MARKER
    if not marker.is_file():  # a pipe of this name would never end
        return False
    try:
        with marker.open("rb") as file:
            return file.read(len(SITE_SIGNATURE)) == SITE_SIGNATURE
    except OSError:
        return False


def _files(site: Path) -> Iterator[str]:
    """The files of a site, but for those of a build that could work only inside it."""
    return (a for a in files_in(site) if not is_work_folder(a.partition("/")[0], site))


def _refuse(path: Path, what: str, hint: str) -> None:
    raise ProblemsError([Problem(str(path), 0, 0, what, hint)])
