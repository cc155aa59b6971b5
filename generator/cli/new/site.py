"""A whole empty office that builds: configuration, hand-written pages, empty registries, commands.

Its files are those of templates/office; what differs from one office to the next stands there as `$name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from generator.importer.draft.atomic_write import RefusedError, write_together
from generator.importer.draft.yaml_text import printable, scalar
from generator.problems import Problem, ProblemsError

# Where each file of templates/office goes, from the folder of the office.
_CONTENT = {
    "pages/index.md": "content/pages/index.md",
    "pages/guide.md": "content/pages/guide.md",
    "pages/rules.md": "content/pages/rules.md",
    "topics.yml": "content/topics.yml",
    "policies.yml": "content/policies.yml",
    "site_config.yml": "site_config.yml",
}
_AROUND = {  # of use for any office; one that is there already stays
    "Makefile": "Makefile",
    "vscode/settings.json": ".vscode/settings.json",
    "vscode/tasks.json": ".vscode/tasks.json",
    "vscode/extensions.json": ".vscode/extensions.json",
}
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}(?::\d+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Office:
    """What only the office knows: the name of its site, the address where it will be, who runs it, and how
    readers reach them.
    """

    site_name: str
    site_url: str
    organiser: str
    contact: str


def office(name: str, host: str, organiser: str, contact: str) -> Office:
    """An office from what was typed. Raises ProblemsError with everything that will not do. Pure."""
    words = {"--name": name, "--organiser": organiser, "--contact": contact}
    plain = {option: " ".join(printable(text).split()) for option, text in words.items()}
    problems = [_problem(option, "是空的", "请写出内容") for option, text in plain.items() if not text]
    problems += [
        _problem(option, "里不能有尖括号", "请去掉 < 和 >")
        for option, text in plain.items()
        if set(text) & set("<>")
    ]
    address = _address(host.strip())
    if address is None:
        example = "请写成 https://www.yunze.gov.cn/zwgk/ 或 www.yunze.gov.cn"
        problems.append(_problem("--host", f"“{host.strip()}”不是网址", example))
    if problems or address is None:
        raise ProblemsError(problems)
    return Office(plain["--name"], address, plain["--organiser"], plain["--contact"])


def create_site(folder: Path, office: Office, templates: Path, program: str) -> list[Path]:
    """Write the office into `folder` and return its files. `program` is how gongkai is called from there.

    Raises ProblemsError where content or a configuration is there already.
    """
    there = [folder / name for name in ("content", "site_config.yml") if _is_there(folder / name)]
    if there:
        raise ProblemsError(
            Problem(
                str(path), 0, 0, "已经有了，没有改动", "请换一个空目录，如 gongkai new site ../bangongshi"
            )
            for path in there
        )
    texts = dict(_texts(folder, office, templates, program))
    try:
        write_together(texts, frozenset())
    except RefusedError as error:
        raise ProblemsError(
            [Problem(str(folder), 0, 0, str(error).rstrip("。"), "请检查这个目录")]
        ) from error
    return list(texts)


def _texts(folder: Path, office: Office, templates: Path, program: str) -> Iterator[tuple[Path, str]]:
    values = {
        "site_name": office.site_name,
        "site_url": office.site_url,
        "site_domain": urlsplit(office.site_url).hostname or "",
        "organiser": office.organiser,
        "contact": office.contact,
        "gongkai": program,
    }
    quoted = {name: scalar(text) for name, text in values.items()}
    for source, name in (_CONTENT | _AROUND).items():
        if source in _AROUND and _is_there(folder / name):
            continue
        text = (templates / "office" / source).read_text("utf-8")
        if not source.startswith("vscode/"):
            text = Template(text).substitute(quoted if source == "site_config.yml" else values)
        yield folder / name, text


def _is_there(path: Path) -> bool:
    """An empty folder is nothing that could be lost."""
    return path.is_symlink() or (any(path.iterdir()) if path.is_dir() else path.exists())


def _address(host: str) -> str | None:
    """https://… with a slash at the end, also from a bare host."""
    scheme, mark, rest = host.partition("://")
    if not mark:
        scheme, rest = "https", host
    name, _, path = rest.partition("/")
    if (
        scheme.lower() not in ("http", "https")
        or not _HOST.fullmatch(name)
        or re.search(r"[\s<>\"'?#]", path)
    ):
        return None
    return f"{scheme.lower()}://{name.lower()}/{path.strip('/')}{'/' if path.strip('/') else ''}"


def _problem(option: str, what: str, hint: str) -> Problem:
    return Problem(option, 0, 0, what, hint)
