"""What `gongkai new` does, and says."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.build import TEMPLATES
from generator.cli import typed
from generator.cli.addressed import ref_of
from generator.cli.new import entry
from generator.cli.new.options import REGISTERED
from generator.cli.new.samples import create
from generator.cli.new.site import create_site, office

Say = Callable[[str], None]


def make_site(folder: Path, said: Mapping[str, str], say: Say) -> Path:
    """Make an office in `folder` of what was said, by option, and return its content/."""
    wanted = office(said["--name"], said["--host"], said["--organiser"], said["--contact"])
    made = create_site(folder, wanted, TEMPLATES, typed.program_in(folder.absolute()))
    is_here = folder.resolve() == Path.cwd()
    say(f"已在{'当前目录' if is_here else f' {folder} '}新建一个空的网站，共 {len(made)} 个文件。")
    enter = "" if is_here else f"cd {shlex.quote(str(folder))}，再"
    say(f"下一步：{enter}运行 make site 生成网站，运行 make new agency=编号 name=机关名称 新建机关。")
    return folder / "content"


def make(kind: str, name: str, called: str, last_year: str, content: Path, say: Say) -> None:
    """Make anything smaller in `content`."""
    if kind == "document":
        name, last_year = ref_of(name, content), last_year and ref_of(last_year, content)
    if kind not in REGISTERED:
        path = create(kind, name, content, called, last_year)
        to_do = "填写" if not last_year else "逐项核对，核对好了删去 status 这一行（现在是草稿，不会公开）"
        say(f"已新建 {path}，请按其中的说明{to_do}，再运行 gongkai check。")
        return
    done = entry.register(kind, name, called, content)
    spelled = "，编号按拼音拟定，请核对，发布后不再改" if done.is_spelled else ""
    say(f"已在 {done.file} 登记“{done.name}”（{done.ident}）{spelled}。")
