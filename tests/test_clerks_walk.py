"""A clerk's walk with the handbook alone: empty folder → new site → new document → edit → error → mend →
build → found by search → next year → going live. Every command of the handbook is run as it stands there.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import support
from docx import Document
from support import ROOT

TEXT = (ROOT / "docs" / "经办人手册.md").read_text("utf-8")
COMMAND = re.compile(r"^ {4,7}((?:make|cd|tar|mkdir|mv|rm|cp|sh|[\w./]*gongkai) .+)$", re.M)
# Places that are elsewhere on each machine.
PLACES = ("/srv/www", "/media/usb")
# What installs packages: test_the_bundle does, when asked to.
OFFLINE = re.search(r"^## 十一、.*?^## ", TEXT, re.M | re.S)


def commands_of(text: str) -> list[str]:
    return COMMAND.findall(text)


@dataclass
class Shell:
    """Runs commands one after the other, where `cd` has led; remembers which."""

    folder: Path
    root: Path
    ran: list[str] = field(default_factory=list)

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        here = command
        for place in PLACES:
            here = here.replace(place, f"{self.root}{place}")
        done = subprocess.run(
            ["sh", "-c", here],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=support.PATIENCE,
            env={k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")},
        )
        self.ran.append(command)
        if command.startswith("cd "):
            self.folder = (self.folder / command[3:]).resolve()
        return done

    def well(self, command: str) -> str:
        done = self.run(command)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A checkout that is installed already: its program is the one that is being tested."""
    root = tmp_path_factory.mktemp("walk")
    program = root / "gongkai"
    (program / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, program)
    (program / ".venv" / "bin" / "gongkai").symlink_to(Path(sys.executable).parent / "gongkai")
    (program / ".venv" / "ready").touch()
    (root / "media" / "usb").mkdir(parents=True)
    return Shell(program, root)


def filled(text: str, **values: str) -> str:
    """The sample with its blanks filled in."""
    for name, value in values.items():
        text, count = re.subn(rf"^( *){name}:(?= *(?:#|$))", rf"\1{name}: {value}", text, count=1, flags=re.M)
        assert count == 1, name
    return text


def sample_filled(path: Path, **values: str) -> None:
    text = filled(path.read_text("utf-8"), **values)
    for left, own in (
        ("章节标题", "供水保障"),
        ("任务标题", "更换老旧管网"),
        ("任务内容。", "年内更换老旧管网12公里。"),
    ):
        text = text.replace(left, own)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def walked(shell: Shell) -> Shell:
    """The walk, chapter by chapter; what is said on the way is looked at as it comes."""
    commands = iter(commands_of(TEXT.split("## 十、上线")[0]))

    def next_one(begins: str) -> str:
        command = next(commands)
        assert command.startswith(begins), command
        return command

    # 一、从空目录到发布
    assert "共 10 个文件" in shell.well(next_one("make new site="))
    shell.well(next_one("cd "))
    assert "已生成 site：9 个页面，0 项任务" in shell.well(next_one("make site"))
    for begins, says in (
        ("make new agency=", "已新建 content/shuiwu/agency.yml"),
        ("make new unit=", "登记“供水管理股”"),
        ("make new topic=", "登记“供水”（gongshui）"),
        ("make new policy=", "登记“中华人民共和国水法”（shui-fa）"),
        (
            "make new document=",
            "已新建 content/shuiwu/2026-yaodian.yml，请按其中的说明填写，再运行 make check",
        ),
    ):
        assert says in shell.well(next_one(begins))
    plan = shell.folder / "content" / "shuiwu" / "2026-yaodian.yml"
    sample_filled(plan, title="云泽县水务局2026年工作要点", period="2026", publisher="云泽县水务局")
    text = plan.read_text("utf-8")
    slip = text.replace("# - {unit: 综合科, role: 牵头}", "- {unit: 供水管里股, role: 牵头}")
    assert slip != text
    plan.write_text(slip, "utf-8")
    check = next_one("make check")
    told = shell.run(check)
    assert told.returncode != 0
    assert (
        "content/shuiwu/2026-yaodian.yml:24:20: 错误：没有登记的责任单位“供水管里股”。是不是“供水管理股”？"
        in told.stderr
    )
    mended = slip.replace("供水管里股", "供水管理股").replace("deadlines: []  ", "deadlines: [2026年底前]  ")
    plan.write_text(
        mended.replace(
            "        status:  ", "        topics: [供水]\n        cites: [水法]\n        status:  "
        ),
        "utf-8",
    )
    assert "没有登记的引用文件“水法”" in shell.run(check).stderr
    policies = shell.folder / "content" / "policies.yml"
    policies.write_text(policies.read_text("utf-8") + "    aliases: [水法]\n", "utf-8")
    assert shell.well(check) == "没有发现问题。\n"
    built = shell.well(next_one("make site"))
    assert "1 项任务。" in built
    assert "新增 " in built
    assert "shuiwu/2026-yaodian/index.html、shuiwu/2026-yaodian/01.html" in built

    # 三、新建一份文件
    shell.well(next_one("make new document="))
    summary = shell.folder / "content" / "shuiwu" / "2026-zongjie.yml"
    sample_filled(summary, title="云泽县水务局2026年工作总结", period="2026", publisher="云泽县水务局")
    links = "        status:  "
    summary.write_text(
        summary.read_text("utf-8")
        .replace("kind: 工作要点 ", "kind: 工作总结 ")
        .replace(links, f"        links: [{{kind: 报告, to: shuiwu/2026-yaodian/01}}]\n{links}", 1),
        "utf-8",
    )
    assert shell.well(check) == "没有发现问题。\n"
    shell.well(next_one("make new document="))
    first = ("云泽县水务局2028年工作要点", "一、供水", "1.清洗水池。年底前清洗水池8座。（供水管理股牵头）")
    (shell.folder / "要点.docx").write_bytes(word(*first))
    assert "已写出 content/shuiwu/2028-yaodian.yml" in shell.well(next_one("make import"))
    next_one("make check")
    shell.well(check)
    assert "减少" not in shell.well(next_one("make site"))
    corrected = (line.replace("8座", "9座") for line in first)
    (shell.folder / "要点（更正）.docx").write_bytes(word(*corrected))
    assert "已改 content/shuiwu/2028-yaodian.yml，2 处：" in shell.well(next_one("make import"))
    for name in ("印发.docx", "印发.html"):
        shell.well(next_one("../gongkai/.venv/bin/gongkai export"))
        assert (shell.folder / name).stat().st_size > 1000

    # 十、上线，以后才有八、更正和撤回
    try_it, go, *by_hand = commands_of(TEXT.split("## 十、上线")[1].split("\n## ")[0])
    ready(shell.folder / "content/shuiwu")
    assert "试运行到此为止" in shell.well(try_it)
    assert not (shell.root / "srv").exists()
    assert "已发布到" in shell.well(go)
    correct_and_withdraw(shell, next_one)
    for command in by_hand:
        shell.well(command)
    return shell


def ready(agency: Path) -> None:
    """What a clerk does before a publication: finished drafts are looked at, others stay drafts."""
    plan = agency / "2028-yaodian.yml"
    plan.write_text(re.sub(r" *# .*请核对.*", "", plan.read_text("utf-8")), "utf-8")
    assert "\nstatus: 草稿\n" in (agency / "2027-yaodian.yml").read_text("utf-8")


def correct_and_withdraw(shell: Shell, next_one: Callable[[str], str]) -> None:
    """八、更正和撤回: each is one edit and the commands that stand there."""
    plan, old = (shell.folder / f"content/shuiwu/{year}-yaodian.yml" for year in (2026, 2028))
    shell.well(next_one("cp -r"))
    revision = "revisions:\n  - {date: 2026-03-01, what: 12公里改为13公里, why: 录入有误, reviewer: 办公室}\n"
    plan.write_text(plan.read_text("utf-8").replace("12公里", "13公里") + revision, "utf-8")
    shell.well(next_one("make check"))
    shell.well(next_one("../gongkai/.venv/bin/gongkai diff"))
    page = (shell.folder / "bijiao.html").read_text("utf-8")
    assert "<del>12</del>公里" in page
    assert "<ins>13</ins>公里" in page
    told = shell.well(next_one("make publish"))
    assert "  shuiwu/2026-yaodian/01.html  " in told
    assert "移除 " not in told
    shell.well(next_one("make publish"))
    www = shell.root / "srv/www/zwgk"
    assert "12公里改为13公里" in (www / "revisions.html").read_text("utf-8")
    old.write_text(
        "status: 已撤回\nrevisions: [{date: 2028-03-01, what: 整份撤回, reviewer: 办公室}]\n"
        + old.read_text("utf-8"),
        "utf-8",
    )
    shell.well(next_one("make check"))
    shell.well(next_one("make publish"))
    assert "已撤回" in (www / "shuiwu/2028-yaodian/index.html").read_text("utf-8")


def word(*lines: str) -> bytes:
    """A Word file of these paragraphs."""
    document, out = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def test_every_command_of_the_handbook_was_run(walked: Shell) -> None:
    assert OFFLINE is not None
    elsewhere = commands_of(OFFLINE[0])
    assert len(elsewhere) == 4
    assert [command for command in commands_of(TEXT) if command not in {*walked.ran, *elsewhere}] == []
    assert len(set(walked.ran)) >= 15


def test_the_site_is_whole_where_it_went_live(walked: Shell) -> None:
    files = [
        {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}
        for site in (walked.folder / "site", walked.root / "srv/www/zwgk", walked.root / "media/usb/gongkai")
    ]
    assert files[0] == files[1] == files[2]
    assert not (walked.root / "srv/www/zwgk.old").exists()


def test_next_years_plan_was_begun_with_last_years(walked: Shell) -> None:
    text = (walked.folder / "content/shuiwu/2027-yaodian.yml").read_text("utf-8")
    assert "title: 云泽县水务局2027年工作要点" in text
    assert "# links: [{kind: 延续, to: shuiwu/2026-yaodian/01}]" in text
    assert "- 2027年底前" in text


def test_commands_inside_sentences_work_too(walked: Shell) -> None:
    """Those between quotes in the running text, as far as they are whole."""
    inside = [
        c
        for c in re.findall(r"`((?:\.\./)?gongkai/\.venv/bin/gongkai [^`]+|make [^`]+)`", TEXT)
        if "…" not in c and not c.endswith("=")
    ]
    assert "../gongkai/.venv/bin/gongkai trace suggest" in inside
    for command in dict.fromkeys(inside):
        if command in ("make serve",) or command.endswith(("name=机关名称", "from=shuiwu/2027-yaodian")):
            continue
        whole = {"make import": "make import file=要点.docx", "make new": "make new topic=排水"}.get(
            command, command
        )
        walked.well(whole.replace("2026-yaodian.yml 要点.docx", "2028-yaodian.yml 要点（更正）.docx"))


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    found = support.new_page(browser)
    yield found
    found.close()


def test_what_was_written_is_found_by_search(walked: Shell, page: Any) -> None:
    page.goto(f"file://{walked.folder}/site/search.html?q=更换老旧管网")
    page.wait_for_selector("[data-search-total]", state="attached")
    page.wait_for_function("document.querySelectorAll('[data-search-hit]').length > 0")
    hits = [a.get_attribute("href").partition("?")[0] for a in page.query_selector_all("[data-search-hit]")]
    assert "shuiwu/2026-yaodian/01.html" in hits


@pytest.mark.audit
@pytest.mark.machine  # and a whole package index
def test_the_bundle(tmp_path: Path) -> None:
    """Installs from nothing but the bundle; takes minutes, and needs a package index to make it."""
    assert OFFLINE is not None
    make, *rest = commands_of(OFFLINE[0])
    checkout = tmp_path / "program"
    checkout.mkdir()
    parts = ("generator", "templates", "docs", "Makefile", "requirements.lock", "pyproject.toml", "README.md")
    for name in (*parts, "MANIFEST.in", "build_hook.py", "LICENSE"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, checkout / name)
    subprocess.run([*make.split()], cwd=checkout, check=True)
    shutil.copy(checkout / "gongkai-offline.tar.gz", tmp_path)
    offline = os.environ | {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    for command in rest:
        subprocess.run(command, shell=True, cwd=tmp_path, check=True, env=offline)
    subprocess.run("make check && make site", shell=True, cwd=tmp_path / "bangongshi", check=True)
    assert (tmp_path / "bangongshi" / "site" / "index.html").is_file()
