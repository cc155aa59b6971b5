"""No id is one that the site keeps for pages, lists and files of its own, or that Windows gives no file."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.places import strings_in
from generator.library.build import Library
from generator.model.routes import RESERVED_AGENCIES, RESERVED_DOCUMENTS, RESERVED_TASKS, WINDOWS_NAMES
from generator.problems import Finding, RecordPath


def find_reserved_ids(library: Library) -> Iterator[Finding]:
    """One finding an id: at the folder of an agency, at the file of a document, at the id of a task.

    Files that could not become records have names and ids too, and are looked at as they were read.
    """
    content = library.content
    yield from _not_on_windows(library)
    files = [*(d.file for d in content.documents), *(a.file for a in content.agencies), *content.broken]
    in_folders = [file for file in files if "/" in file]
    for folder in sorted({file.partition("/")[0] for file in in_folders} & RESERVED_AGENCIES):
        yield _reserved(folder, (), f"目录名“{folder}”", "请换一个目录名，如机关所在地的拼音")
    for file in in_folders:
        name = file.partition("/")[2].removesuffix(".yml")
        if name != "agency" and name in RESERVED_DOCUMENTS:
            yield _reserved(file, (), f"文件名“{name}”", "请换一个文件名，如 2024-yaodian.yml")
    for task in library.tasks:
        if task.record.id in RESERVED_TASKS:
            yield _reserved_task(task.document.file.file, (*task.path, "id"), task.record.id)
    for file, tree in content.broken.items():
        for path, text in strings_in(tree):
            match path:
                case (*_, "tasks", int(), "id") if text in RESERVED_TASKS:
                    yield _reserved_task(file, path, text)
                case _:
                    pass


def _not_on_windows(library: Library) -> Iterator[Finding]:
    """Ids of folders, files and pages that could not be copied to a disk of Windows."""
    content = library.content
    for file in [*(d.file for d in content.documents), *(a.file for a in content.agencies)]:
        folder, _, name = file.partition("/")
        for part, is_there in ((folder, name == "agency.yml"), (name.removesuffix(".yml"), True)):
            if is_there and part in WINDOWS_NAMES:
                yield _odd(folder if part == folder else file, (), part)
    for task in library.tasks:
        if task.record.id in WINDOWS_NAMES:
            yield _odd(task.document.file.file, (*task.path, "id"), task.record.id)
    for agency in content.agencies:
        for i, unit in enumerate(agency.record.units):
            if unit.id in WINDOWS_NAMES:
                yield _odd(agency.file, ("units", i, "id"), unit.id)
    registered = {"policies": [p.id for p in content.policies], "topics": [t.id for t in content.topics]}
    for key, ids in registered.items():
        for i, ident in enumerate(ids):
            if ident in WINDOWS_NAMES:
                yield _odd(f"{key}.yml", (key, i, "id"), ident)


def _odd(file: str, path: RecordPath, ident: str) -> Finding:
    return Finding(file, path, f"编号“{ident}”在 Windows 上不能作文件名，网站拷过去会打不开", "请换一个编号")


def _reserved_task(file: str, path: RecordPath, ident: str) -> Finding:
    return _reserved(file, path, f"任务编号“{ident}”", "请换一个编号，如 01")


def _reserved(file: str, path: RecordPath, what: str, hint: str) -> Finding:
    return Finding(file, path, f"{what}已由网站使用", hint)
