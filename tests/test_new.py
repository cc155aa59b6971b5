"""`gongkai new`: a whole office, and everything smaller; nothing that is there is touched."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import support
from support import HEAD, ROOT, run, write

from generator import build
from generator.cli import typed
from generator.cli.new.next_year import next_year, years_between
from generator.cli.typed import Typed, program_from
from generator.content import yaml_reader
from generator.model.routes import WINDOWS_NAMES
from generator.problems import Problem

OFFICE = [
    *("--name", "云泽县计划公开", "--host", "www.yunze.example/zwgk"),
    *("--organiser", "云泽县：“政府”办公室", "--contact", "电话: 0000-1234567 #2"),
]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    done = run("new", "site", tmp_path / "office", *OFFICE)
    assert (done.status, done.err) == (0, "")
    return tmp_path / "office"


def content_of(office: Path) -> list[str]:
    return ["--content", str(office / "content")]


# A whole office


def test_an_office_builds_and_says_what_was_said(office: Path) -> None:
    assert support.build(office).err == ""
    home = (office / "site" / "index.html").read_text("utf-8")
    assert "云泽县计划公开" in home
    assert "云泽县：“政府”办公室" in home
    assert "电话: 0000-1234567 #2" in home
    assert "示例" not in home
    assert "https://www.yunze.example/zwgk/index.html" in (office / "site" / "sitemap.xml").read_text("utf-8")
    assert run("check", *content_of(office), "--config", office / "site_config.yml").out == "没有发现问题。\n"


def test_an_office_is_offered_the_code_of_its_site_once(office: Path) -> None:
    config = office / "site_config.yml"
    text = config.read_text("utf-8")
    assert text.count("网站标识码") == 1
    filled = re.sub(r"^(\w+:) +# 网站标识码", r"\1 3401230001  # 网站标识码", text, flags=re.M)
    assert filled != text
    config.write_text(filled, "utf-8")
    assert support.build(office).err == ""
    home = (office / "site/index.html").read_text("utf-8")
    assert home.count("3401230001") == 2
    assert "<li>网站标识码：3401230001" in home


def test_an_office_is_not_made_over_anything(office: Path, tmp_path: Path) -> None:
    before = support.digest(office)
    again = run("new", "site", office, *OFFICE)
    assert again.status == 1
    assert "已经有了，没有改动" in again.err
    assert support.digest(office) == before
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "site_config.yml").write_text("甲", "utf-8")
    assert run("new", "site", tmp_path / "other", *OFFICE).status == 1
    assert [p.name for p in (tmp_path / "other").iterdir()] == ["site_config.yml"]


def test_what_is_of_use_beside_an_office_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("mine:\n", "utf-8")
    assert run("new", "site", tmp_path, *OFFICE).status == 0
    assert (tmp_path / "Makefile").read_text("utf-8") == "mine:\n"
    assert (tmp_path / ".vscode" / "tasks.json").is_file()


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--host", "示例网站", "--host: 错误：“示例网站”不是网址。请写成 https://"),
        ("--host", "javascript:alert(1)", "不是网址"),
        ("--host", "https://a.b.cn/x y/", "不是网址"),
        ("--name", " ", "--name: 错误：是空的"),
        ("--contact", "<script>", "里不能有尖括号"),
    ],
)
def test_an_office_is_asked_for_what_can_be_used(tmp_path: Path, option: str, value: str, says: str) -> None:
    arguments = [
        value if before == option else word for before, word in zip(["", *OFFICE], OFFICE, strict=False)
    ]
    done = run("new", "site", tmp_path / "office", *arguments)
    assert done.status == 1
    assert says in done.err
    assert not (tmp_path / "office").exists()


def test_what_an_office_is_made_of_is_asked_for_only_at_a_terminal(tmp_path: Path) -> None:
    done = run("new", "site", tmp_path / "office", "--name", "甲")
    assert done.status == 2
    assert "请写明 --host、--organiser、--contact" in done.err


def test_an_office_asks_at_a_terminal(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "new", "site", "office"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    os.write(ours, "云泽\nwww.yunze.example\n云泽县政府办\n0000-1\n".encode())
    said = process.communicate(timeout=support.PATIENCE)[0].decode()
    assert process.returncode == 0, said
    for words in ("网站名称", "网站发布后的网址", "主办单位", "联系方式", "下一步"):
        assert words in said
    assert "organiser: 云泽县政府办" in (tmp_path / "office" / "site_config.yml").read_text("utf-8")


def test_the_commands_of_an_office_work(office: Path) -> None:
    gongkai = f"{shlex.quote(sys.executable)} -m generator"

    def make(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["make", f"GONGKAI={gongkai}", *words],
            cwd=office,
            capture_output=True,
            text=True,
            check=False,
            timeout=support.PATIENCE,
            env={k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
            | {"PYTHONPATH": str(ROOT)},
        )

    assert "已新建" in make("new", "agency=shuiwu", "name=云泽县水务局").stdout
    assert "登记“供水 管理股”" in make("new", "unit=shuiwu/供水 管理股").stdout
    assert make("check").stdout == "没有发现问题。\n"
    assert "已生成 site：" in make("site").stdout
    assert (office / "site" / "shuiwu" / "index.html").is_file()


def test_the_editor_of_an_office_is_set_up_as_that_of_the_project() -> None:
    for file in (ROOT / "templates" / "office" / "vscode").iterdir():
        assert (ROOT / ".vscode" / file.name).read_text("utf-8") == file.read_text("utf-8"), file.name


def test_the_list_of_the_editor_catches_what_a_check_says() -> None:
    tasks = json.loads((ROOT / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    assert [task["label"] for task in tasks] == ["检查", "生成", "预览"]
    matchers = tasks[0]["problemMatcher"]
    caught = []
    for said in (
        Problem("content/甲 局/a.yml", 4, 7, "“kind”不能写“x”", "可写：计划"),
        Problem("content/a.yml", 1, 1, "占位", "请改", severity="warning"),
        Problem("content/pages/404.md", 0, 0, "不能用", "请换"),
        Problem("content/pages/a.md", 0, 0, "不发布", "请删", severity="warning"),
    ):
        found = [
            (matcher["severity"], match)
            for matcher in matchers
            if (match := re.search(matcher["pattern"]["regexp"], str(said)))
        ]
        assert [severity for severity, _ in found] == [said.severity], said
        match, pattern = (
            found[0][1],
            matchers[[m["severity"] for m in matchers].index(said.severity)]["pattern"],
        )
        assert match[1] == said.file
        caught.append(match.groups()[1:-1] if said.line else ())
        assert match[match.lastindex or 0] == f"{said.what}。{said.hint}。"
        assert pattern["file"] == 1
    assert caught == [("4", "7"), ("1", "1"), (), ()]


# Everything smaller


def test_a_topic_a_policy_and_a_unit_are_added_at_the_end(office: Path) -> None:
    where = content_of(office)
    run("new", "agency", "shuiwu", "--name", "云泽县水务局", *where)
    said = [
        run("new", "topic", "燃气安全", *where),
        run("new", "topic", "gongshui", "--name", "供水", *where),
        run("new", "policy", "《中华人民共和国水法》", *where),
        run("new", "unit", "shuiwu/供水管理股", *where),
        run("new", "unit", "shuiwu/bgs", "--name", "办公室", *where),
    ]
    assert [done.err for done in said] == [""] * 5
    assert "登记“燃气安全”（ranqi-anquan），编号按拼音拟定" in said[0].out
    assert "拼音" not in said[1].out
    assert run("check", *where, "--config", office / "site_config.yml").out == "没有发现问题。\n"
    library, _ = build.check(office / "content")
    assert [(t.record.id, t.record.name) for t in library.topics] == [
        ("ranqi-anquan", "燃气安全"),
        ("gongshui", "供水"),
    ]
    assert [(p.record.id, p.record.title) for p in library.policies] == [("shui-fa", "中华人民共和国水法")]
    assert [u.record.name for u in library.units["shuiwu"]] == ["供水管理股", "办公室"]
    assert (office / "content/topics.yml").read_text("utf-8").startswith("# 主题登记表")


def test_names_that_sound_alike_get_ids_of_their_own(office: Path) -> None:
    said = [run("new", "topic", name, *content_of(office)).out for name in ("供水", "公水")]
    assert [re.search(r"（(\S+?)）", text)[1] for text in said] == ["gongshui", "gongshui-2"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["topic", "燃气"], "主题“燃气”已经登记过了"),
        (["topic", "ranqi", "--name", "别的"], "主题“ranqi”已经登记过了"),
        (["topic", "城镇燃气"], "主题“城镇燃气”已经登记过了"),
        (["topic", "weihua"], "没有写明名称"),
        (["topic", "！！"], "拟不出编号"),
        (["topic", "con", "--name", "甲"], "在 Windows 上不能作文件名"),
        (["unit", "办公室"], "没有写明是哪个机关的"),
        (["unit", "yi/办公室"], "还没有这个机关"),
        (["agency", "aux"], "在 Windows 上不能作文件名"),
        (["document", "jia/nul"], "在 Windows 上不能作文件名"),
        (["document", "jia/2026", "--from", "jia/2025"], "没有这份文件"),
        (["document", "jia/2026", "--from", "../x"], "没有这份文件"),
    ],
)
def test_new_changes_nothing_where_it_refuses(tmp_path: Path, arguments: list[str], says: str) -> None:
    topics = "topics:\n  - {id: ranqi, name: 燃气, aliases: [城镇燃气]}\n"
    content = write(tmp_path / "content", {"topics.yml": topics, "jia/agency.yml": "name: 甲局\n"})
    before = support.digest(content)
    done = run("new", *arguments, "--content", content)
    assert done.status == 1
    assert says in done.err
    assert support.digest(content) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["topic", "甲", "--from", "jia/a"],
        ["document", "jia/a", "--name", "甲"],
        ["agency", "a", "--host", "a.cn"],
    ],
)
def test_an_option_that_does_nothing_is_told(tmp_path: Path, arguments: list[str]) -> None:
    done = run("new", *arguments, "--content", tmp_path / "content")
    assert done.status == 2
    assert "只用于" in done.err


def test_windows_names() -> None:
    assert {"con", "nul", "com1", "lpt9"} <= WINDOWS_NAMES
    assert "com10" not in WINDOWS_NAMES


# Last year's document

LAST_YEAR = """\
title: 甲局2025年工作要点
kind: plan
period: 2025
text: full
source: {publisher: 甲局, published: 2025-02-01, url: "https://a.example/1", file: 要点.docx}
disclosure: {number: 甲发〔2025〕1号, method: 主动公开, published: 2025-02-02}
sections:
  - number: 一、
    title: 供水
    tasks:
      - id: "01"
        number: 1.
        title: 更换老旧管网
        text: 2025年在2019年普查的基础上更换12公里，编号20251。
        responsibility: [{unit: 一科, role: lead}]
        deadlines: [2025年底前, {text: 汛前, kind: period}]
        indicators:
          - {text: 更换12公里, name: 更换, value: 12, unit: 公里, kind: target}
          - {text: 已更换9公里, name: 更换, value: 9, unit: 公里, kind: actual}
        persons: [张三]
        lines: [3, 4]
        status: 已完成
        progress: [{date: 2025-06, text: 过半。}]
        links: [{kind: continues, to: jia/2024/01}]
        table: {header: [[项, 年]], rows: [[管网, "2025"], ["", "-"]]}
        measures:
          - {text: 先查后换。, progress: [{date: 2025, status: 已完成}]}
        revisions: [{date: 2025-03-01, what: 公里数改过, why: 录入有误, reviewer: 办公室}]
revisions: [{date: 2025-12-31, what: 附表改过, why: 录入有误, reviewer: 办公室}]
"""


def test_last_years_document_begins_this_years(tmp_path: Path) -> None:
    before = HEAD + "sections: [{title: 一, tasks: [{id: 01, title: 甲}]}]\n"
    content = write(
        tmp_path / "content",
        {"jia/agency.yml": support.AGENCY, "jia/2024.yml": before, "jia/2025-yaodian.yml": LAST_YEAR},
    )
    assert (
        run("new", "document", "jia/2026-yaodian", "--from", "jia/2025-yaodian", "--content", content).status
        == 0
    )
    text = (content / "jia" / "2026-yaodian.yml").read_text("utf-8")
    tree, problems = yaml_reader.parse(text, "")
    assert problems == []
    assert text.startswith("# yaml-language-server: $schema=../../docs/schema/document-jia.json\n")
    task = tree["sections"][0]["tasks"][0]
    assert set(tree) == {"status", "title", "kind", "period", "text", "source", "disclosure", "sections"}
    assert (tree["title"], tree["period"]) == ("甲局2026年工作要点", "2026")
    assert tree["source"] == {"publisher": "甲局"}
    assert tree["disclosure"] == {"method": "主动公开"}
    assert task == {
        "id": "01",
        "number": "1.",
        "title": "更换老旧管网",
        "text": "2026年在2019年普查的基础上更换12公里，编号20251。",
        "responsibility": [{"unit": "一科", "role": "lead"}],
        "deadlines": ["2026年底前", {"text": "汛前", "kind": "period"}],
        "indicators": [
            {"text": "更换12公里", "name": "更换", "value": "12", "unit": "公里", "kind": "target"}
        ],
        "table": {"header": [["项", "年"]], "rows": [["管网", "2026"], ["", "-"]]},
        "measures": [{"text": "先查后换。"}],
    }
    assert "        # links: [{kind: 延续, to: jia/2025-yaodian/01}]\n" in text
    joined = re.sub(r"# (links: \[)", r"\1", text).replace("status: 草稿\n", "")
    (content / "jia" / "2026-yaodian.yml").write_text(joined, "utf-8")
    library, told = build.check(content)
    assert [p for p in told if p.severity == "error"] == []
    assert [kind for task in library.tasks for kind, _ in task.links if "2026" in task.ref] == ["continues"]


@pytest.mark.parametrize("status", ["", "status: 已公开\n", "status: 已撤回\n", "status: 草稿\n"])
def test_a_copy_is_a_draft_until_a_person_says_otherwise(tmp_path: Path, status: str) -> None:
    """Last year's figures would be published as this year's, and no placeholder is there to stop it."""
    root = support.copy_sound(tmp_path)
    config = root / "site_config.yml"
    config.write_text(config.read_text("utf-8").replace("test.example/", "www.jiaxian.gov.cn/"), "utf-8")
    before = (root / "content/jia/2024-yaodian.yml").read_text("utf-8")
    write(root / "content", {"jia/2025-yaodian.yml": status + before})
    options = ("--content", root / "content", "--config", config)
    made = run("new", "document", "jia/2031-yaodian", "--from", "jia/2025-yaodian", *options[:2])
    assert "核对好了删去 status 这一行（现在是草稿，不会公开）" in made.out
    copy = root / "content/jia/2031-yaodian.yml"
    text = copy.read_text("utf-8")
    assert re.search(r"# .*删去下面 status 这一行.*\nstatus: 草稿\ntitle: ", text)
    site, place = root / "site", root / "www"
    published = "publish", *options, "--site", site, "--to", place, "--time", "2031-01-02T03:04"
    told = run(*published)
    assert told.status == 0, told.said
    assert "另有没有上网站的文件：草稿 " in told.out
    assert not list(site.rglob("2031-yaodian*"))
    assert not list(place.rglob("2031-yaodian*"))
    assert "2031-yaodian" not in (root / "content/addresses.txt").read_text("utf-8")
    copy.write_text(text.replace("status: 草稿\n", ""), "utf-8")
    assert run(*published).status == 0
    assert (place / "jia/2031-yaodian/1.html").is_file()


@pytest.mark.parametrize(
    ("before", "ident", "years"),
    [("2025-yaodian", "2026-yaodian", 1), ("2023-yaodian", "2026-yaodian", 3), ("yaodian", "yaodian-2", 1)],
)
def test_years_between(before: str, ident: str, years: int) -> None:
    assert years_between(before, ident) == years


def test_only_the_years_of_the_document_move() -> None:
    tree = {"title": "2021—2025年规划", "period": "2021/2025", "sections": []}
    text = next_year(tree, "jia/a", 5, "document-jia.json")
    assert "title: 2026—2030年规划\n" in text
    assert "period: 2026/2030\n" in text


# Commands in messages, as they are typed


@pytest.mark.parametrize(
    ("called", "folder", "found", "program"),
    [
        ("/office/.venv/bin/gongkai", "/office", None, ".venv/bin/gongkai"),
        ("/opt/my tools/gongkai", "/office", None, "'/opt/my tools/gongkai'"),
        ("/usr/bin/gongkai", "/office", "/usr/bin/gongkai", "gongkai"),
        ("/office/generator/__main__.py", "/office", None, "/usr/bin/python3 -m generator"),
        ("/usr/bin/pytest", "/office", None, "gongkai"),
    ],
)
def test_the_program_is_called_as_it_was(called: str, folder: str, found: str | None, program: str) -> None:
    assert program_from(called, "/usr/bin/python3", Path(folder), found) == program


@pytest.mark.parametrize(
    ("here", "said"),
    [
        (Typed(), "请运行 gongkai new topic 甲，再运行 gongkai check。"),
        (Typed(".venv/bin/gongkai", True), "请运行 .venv/bin/gongkai new topic 甲，再运行 make check。"),
        (
            Typed("/opt/gongkai", False, "elsewhere"),
            "请运行 /opt/gongkai new --content elsewhere topic 甲，"
            "再运行 /opt/gongkai check --content elsewhere。",
        ),
    ],
)
def test_commands_are_said_as_they_are_typed(here: Typed, said: str) -> None:
    assert here.text("请运行 gongkai new topic 甲，再运行 gongkai check。") == said
    problem = Problem("a", 0, 0, "缺少", "请运行 gongkai schema")
    assert here.problem(problem).hint == here.text(problem.hint)
    for words in ("gongkai 是程序", "请参照 gongkai new 生成的样板"):
        assert here.text(words) == words


def test_make_is_named_only_where_it_means_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / "bin" / "gongkai")])
    assert typed.typed_here([]) == Typed("bin/gongkai")
    (tmp_path / "Makefile").write_text("check:\nsite:\nserve:\nschema:\n", "utf-8")
    assert typed.typed_here([]).has_make
    assert not typed.typed_here(["check", "--content", "x"]).has_make
    assert typed.typed_here(["check", "--content=x"]).content == "x"


def test_a_message_of_the_program_itself_can_be_typed(tmp_path: Path) -> None:
    write(tmp_path / "content", {"jia/2025.yml": HEAD + "sections: []\n"})
    gongkai = Path(sys.executable).parent / "gongkai"
    done = subprocess.run(
        [gongkai, "check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=support.PATIENCE,
    )
    command = re.search(r"请用 (.+? new agency jia) 生成一份", done.stderr)
    assert command is not None, done.stderr
    subprocess.run(command[1], shell=True, cwd=tmp_path, check=True, timeout=support.PATIENCE)
    assert (tmp_path / "content" / "jia" / "agency.yml").is_file()
