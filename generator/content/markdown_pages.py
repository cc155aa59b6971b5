"""The hand-written pages under content/pages: their text,
and what is wrong with them before MkDocs sees them.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generator.content import text_files, yaml_reader
from generator.content.page_files import address_of, judge, key_of, same_addresses
from generator.model import routes
from generator.problems import Problem, Severity, system_words

PAGES = "pages"
# of Markdown, as MkDocs gets them
EXTENSIONS = ["attr_list", "tables", "toc", "md_in_html", "admonition", "generator.content.heading_anchors"]
# The home page, and what the foot of every page links to.
_NEEDED = {"index.md": "首页导言", "guide.md": "公开指南", "rules.md": "公开制度"}
_MAKE_PAGES = (
    "请用 gongkai new site 另一个目录 新建一个空的网站，把那里的 content/pages 复制过来，按本单位的情况修改"
)
_STAMPED = (
    routes.UNITS,
    routes.TOPICS,
    routes.POLICIES,
    routes.DEADLINES,
    routes.INDICATORS,
    routes.SEARCH,
    routes.REVISIONS,
)
_RESERVED = ("data", "search", "sitemap.xml", "feed.xml")  # files of the site's own lie there
# what a page may ask of the theme; `template` or `stamp` would empty it
_HEAD_KEYS = (
    "hide",
    "title",
    "description",
)
_LONGEST = 300_000  # characters of a page
_TOO_DEEP = re.compile(r"(?:[ \t]*>){30}| {120}|\t{30}")
_MOST_BRACKETS = 300
_BREAKS_OUT = re.compile(r"[<>\"]")  # of a title, of an attribute
_MARKUP = re.compile(r"[<>&\"']")  # in a file name it would become part of other pages


def read_pages(root: Path) -> tuple[dict[str, str], list[Problem]]:
    """The text of the hand-written pages, by their path under content/pages, and what cannot be read."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []

    def refused(error: OSError) -> None:
        problems.append(
            text_files.unreadable_folder(
                shown_name(f"{root.name}/{Path(error.filename).relative_to(root)}"), error
            )
        )

    published: list[str] = []
    for path in _walk(root / PAGES, refused):
        name, shown = str(path.relative_to(root / PAGES)), shown_name(f"{root.name}/{path.relative_to(root)}")
        verdict = judge(name)
        if problem := _file_problem(path, shown):
            problems.append(problem)
        elif verdict.kind in ("refused", "left over"):
            if judge(name.rpartition("/")[0] or "-").kind != verdict.kind:  # else the folder was told
                severity: Severity = "error" if verdict.kind == "refused" else "warning"
                problems.append(Problem(shown, 0, 0, verdict.what, verdict.hint, severity=severity))
        elif verdict.kind != "hidden" and path.is_file():
            published.append(name)
        if verdict.kind == "page" and published[-1:] == [name]:
            text, unreadable = text_files.read_text(path, shown)
            texts[name] = text or ""
            problems += (
                [unreadable]
                if unreadable
                else [*_head_problems(text or "", shown), *_endless(text or "", shown)]
            )
    return texts, [*problems, *_lost(root, published)]


def _lost(root: Path, published: list[str]) -> Iterator[Problem]:
    """Files in the place of each other."""
    for name, other, only_there in same_addresses(published):
        what = (
            f"与 {other} 只差大小写，拷到 Windows 上会互相覆盖"
            if only_there
            else f"与 {other} 是同一个网址 {address_of(name)}"
        )
        yield Problem(shown_name(f"{root.name}/{PAGES}/{name}"), 0, 0, what, "请改名，或删去其中一个")


def titles(root: Path, texts: Mapping[str, str]) -> dict[str, str]:
    """The address of each hand-written page with its title, and of each file beside them with its name."""
    return {
        address_of(name): title_of(texts[name], Path(name).stem) if name in texts else Path(name).name
        for name in published_files(root / PAGES)
    }


def title_of(text: str, otherwise: str) -> str:
    """The first heading of a page, without what {…} says of it."""
    heading = re.search(r"^# +(.+?)(?: *\{.*\})?$", text, re.MULTILINE)
    return heading[1] if heading else otherwise


def page_problems(root: Path) -> list[Problem]:
    """What MkDocs would stumble over, or what would silently give way
    to a page that the site makes itself.
    """
    if not root.is_dir():
        return [no_folder(root)]
    texts, problems = read_pages(root)
    shown = f"{root.name}/{PAGES}"
    problems += _lacking(shown, [name for name in _NEEDED if name not in texts])
    ours = {key_of(address): address for address in _STAMPED}
    for name in published_files(root / PAGES):
        if address := ours.get(key_of(address_of(name))):
            what = f"页面地址 {address} 与网站自带的页面重复"
            problems.append(Problem(shown_name(f"{shown}/{name}"), 0, 0, what, "请换一个文件名"))
    for name in _RESERVED:
        if os.path.exists(root / PAGES / name):
            problems.append(
                Problem(f"{shown}/{name}", 0, 0, f"“{name}”这个名称网站自己要用", "请换一个名称，如 images")
            )
    if "README.md" in texts:
        problems.append(
            Problem(
                f"{shown}/README.md", 0, 0, "README.md 会与首页争一个地址", "请换一个文件名，或移出这个目录"
            )
        )
    return problems


def _lacking(shown: str, names: list[str]) -> list[Problem]:
    """The hand-written pages that every site has; where there is none, that is one thing to do."""
    if len(names) == len(_NEEDED):
        what = f"缺少手写页面：{'、'.join(f'{title}（{name}）' for name, title in _NEEDED.items())}"
        return [Problem(shown, 0, 0, what, _MAKE_PAGES)]
    return [Problem(f"{shown}/{name}", 0, 0, f"缺少{_NEEDED[name]}", _MAKE_PAGES) for name in names]


def published_files(pages: Path) -> list[str]:
    """The files that are published, by their path under the folder `pages`, in the order of the names."""
    found = (str(path.relative_to(pages)) for path in _walk(pages, lambda _: None) if path.is_file())
    return [name for name in found if judge(name).kind in ("page", "attachment")]


def no_folder(root: Path) -> Problem:
    """There is no content/ at `root`."""
    what, hint = "没有这个目录", "请用 --content 指明 content 目录"
    return Problem(str(root), 0, 0, what, hint, rule="files")  # told by several who look there, so said alike


def shown_name(name: str) -> str:
    """A file name fit to print: one that came from a Windows archive may be in no encoding at all."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def without_head(text: str) -> str:
    """A page without the lines between --- and --- at its top."""
    return re.sub(
        r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", "", text, count=1, flags=re.DOTALL | re.MULTILINE
    )


def _walk(folder: Path, refused: Callable[[OSError], None]) -> Iterator[Path]:
    """Everything under `folder` in the order of the names, without following symbolic links."""
    if not os.path.lexists(folder):
        return
    for parent, folders, files in os.walk(folder, onerror=refused):
        folders.sort()
        yield from (Path(parent, name) for name in sorted([*folders, *files]))


def _file_problem(path: Path, shown: str) -> Problem | None:
    if os.path.islink(path):
        return Problem(shown, 0, 0, "这是一个符号链接，可能绕成一圈", "请换成真正的文件或目录")
    if shown_name(path.name) != path.name or _MARKUP.search(path.name):
        return Problem(shown, 0, 0, "文件名里有不能用的字符", "请改名，只用文字、数字、点和短横线")
    if os.path.isdir(path):
        return None
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return Problem(
            shown,
            0,
            0,
            f"文件读不出来（{system_words(error)}）",
            "请让运行生成程序的用户能读它和它所在的目录",
        )
    if not is_file:
        return Problem(shown, 0, 0, "不是普通文件", "请移出这个目录")
    if not os.access(path, os.R_OK):
        return Problem(shown, 0, 0, "没有读取权限", "请让运行生成程序的用户能读这个文件")
    return None


def _endless(text: str, shown: str) -> Iterator[Problem]:
    """What Markdown would take for ever to read, or not come back from."""
    if len(text) > _LONGEST:
        yield Problem(
            shown,
            0,
            0,
            f"手写页面有 {len(text)} 字，超过 {_LONGEST} 字的上限",
            "请拆成几个页面；工作计划请写成 YAML",
        )
    for number, line in enumerate(text.split("\n"), start=1):
        if _TOO_DEEP.match(line):
            yield Problem(shown, number, 1, "缩进或引用的层次太深", "请减少这一行前面的空格或 > 号")
        if line.count("[") > _MOST_BRACKETS:
            yield Problem(
                shown, number, 1, f"这一行有 {line.count('[')} 个左方括号，不像文字", "请检查是否贴错了内容"
            )


def _head_problems(text: str, shown: str) -> Iterator[Problem]:
    """The lines between --- and --- at the top of a page speak to MkDocs; few of them make sense here."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        yield Problem(shown, 1, 1, "页首的 --- 没有第二个 --- 与它成对", "请补上一行 ---，或删除这一行")
        return
    tree, problems = yaml_reader.parse("\n".join(["", *lines[1:end], ""]), shown)
    yield from problems
    for key, value in (tree or {}).items():
        line = next((i for i, text in enumerate(lines[1:end], start=2) if text.startswith(f"{key}:")), 1)
        if isinstance(value, str) and _BREAKS_OUT.search(value):  # the theme prints it as it is
            yield Problem(shown, line, 1, f"页首的“{key}”里不能有 < > 和英文双引号", "请删除，或改用中文引号")
        if key not in _HEAD_KEYS:
            yield Problem(
                shown, line, 1, f"页首不能写“{key}”", f"请删除这一行；页首只能写 {'、'.join(_HEAD_KEYS)}"
            )
