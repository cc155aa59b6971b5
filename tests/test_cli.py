"""The command line: exit status 0, 1, 2; everything it says is Chinese."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import jsonschema
import pytest
import support
import yaml
from support import AGENCY, HEAD, SOUND, run, write

from generator import build
from generator.cli import clock, serve
from generator.cli.commands import site as site_commands

ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Error|Try|Missing|Invalid|No such|default|required|Show|unexpected|value)\b"
)


def test_build_then_build_again(sound: Path) -> None:
    first = support.build(sound)
    assert (first.status, first.err) == (0, "")
    assert re.fullmatch(r"已生成 .+/site：\d+ 个页面，5 项任务。\n", first.out)
    assert support.build(sound).status == 0


def test_build_with_an_error_says_all_and_changes_nothing(published: Path) -> None:
    before = support.digest(published / "site")
    write(published / "content", {"jia/2024-yaodian.yml": "title: 甲\ntitle: 乙\n", "yi/agency.yml": ""})
    done = support.build(published)
    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines() == [
        "content/jia/2024-yaodian.yml:2:1: 错误：“title”写了两次。请删除其中一个，或合并成一个。",
        "content/yi/agency.yml: 错误：文件是空的。请填写内容，这个文件不能缺。",
        "共 2 个错误，网站没有改动。",
    ]
    assert support.digest(published / "site") == before
    assert support.leftovers(published / "site") == []


def test_a_warning_does_not_stop_the_build(sound: Path) -> None:
    write(sound / "content", {"jia/2025-yaodian.yml": HEAD + "sections: [{title: 一节}]\n"})
    done = support.build(sound)
    assert done.status == 0
    assert (
        done.err == "content/jia/2025-yaodian.yml:6:1: 提醒：这份文件里没有任务。如确无任务，可不理会；"
        "否则请在章节下补上 tasks。\n"
    )


@pytest.mark.parametrize("missing", ["content", "site_config.yml", "content/pages", "content/pages/index.md"])
def test_build_without_what_it_needs(sound: Path, missing: str) -> None:
    path = sound / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    done = support.build(sound)
    assert done.status == 1
    assert missing.rpartition("/")[2] in done.err
    assert "No such file" not in done.err
    assert "磁盘空间" not in done.err
    assert not (sound / "site").exists()
    assert support.leftovers(sound / "site") == []


def test_version() -> None:
    done = run("--version")
    assert done.status == 0
    assert re.fullmatch(r"gongkai \d+\.\d+\.\d+\n", done.out)


def test_check(tmp_path: Path) -> None:
    assert run("check", "--content", SOUND / "content") == support.Run(0, "没有发现问题。\n", "")
    content = write(
        tmp_path / "content", {"jia/agency.yml": AGENCY, "jia/a.yml": HEAD + "sections: [{title: 一节}]\n"}
    )
    warned = run("check", "--content", content)
    assert (warned.status, warned.out) == (0, "")
    assert warned.err.endswith("共 2 条提醒。\n")
    assert run("check", "--content", tmp_path / "none").status == 1


def test_check_as_json(tmp_path: Path) -> None:
    content = write(
        tmp_path / "content", {"jia/agency.yml": AGENCY, "jia/a.yml": HEAD + "sections: [{titel: 一节}]\n"}
    )
    done = run("check", "--content", content, "--format", "json")
    assert done.status == 1
    assert json.loads(done.out) == [
        {
            "file": "content/jia/a.yml",
            "line": 6,
            "column": 12,
            "what": "缺少“title”",
            "hint": "请补上一行 title: …（标题，照原文写）",
            "field": "sections.0",
            "severity": "error",
            "rule": "fields",
        },
        {
            "file": "content/jia/a.yml",
            "line": 6,
            "column": 13,
            "what": "不认识“titel”",
            "hint": "是不是想写 title",
            "field": "sections.0.titel",
            "severity": "error",
            "rule": "fields",
        },
    ]
    assert json.loads(run("check", "--content", SOUND / "content", "--format", "json").out) == []


def test_check_for_github(tmp_path: Path) -> None:
    content = write(
        tmp_path / "content",
        {
            "jia/agency.yml": AGENCY,
            "jia/a.yml": HEAD + "sections: [{title: 一节}]\n",
            "jia/b.yml": "",
            "policies.yml": "policies: [{id: 百%, title: 甲}]\n",
        },
    )
    done = run("check", "--content", content, "--format", "github")
    assert done.status == 1
    assert done.out.splitlines() == [
        "::warning file=content/jia/a.yml,line=6,col=1,title=empty_documents::这份文件里没有任务。"
        "如确无任务，可不理会；否则请在章节下补上 tasks。",
        "::error file=content/jia/b.yml,line=1,col=1,title=yaml::文件是空的。请填写内容，或删除这个文件。",
        "::error file=content/policies.yml,line=1,col=17,title=fields::编号“百%25”不能作地址。"
        "编号只用小写字母、数字和短横线，最长 64 个字符，如 2024-yaodian。",
    ]


USAGE = [
    ([], "命令"),
    (["bogus"], "没有命令 bogus"),
    (["build", "--jbos", "3"], "没有选项 --jbos。是不是想写“--jobs”？\n"),
    (["biuld"], "没有命令 biuld。是不是想写“build”？\n用法：gongkai [选项] 命令 …\n"),
    (["build", "--jobs", "0"], "0 不在范围 1<=x<=64 内"),
    (["build", "--jobs", "two"], "two 不是数字"),
    (["build", "--site"], "选项 --site 后面缺少内容"),
    (["build", "extra"], "多了参数（extra）"),
    (["check", "--format", "xml"], "xml 不可用，可选："),
    (
        ["new"],
        "用法有误：缺少参数“种类”。可选：site、agency、document、topic、policy、unit\n"
        "用法：gongkai new [选项] 种类 编号\n",
    ),
    (["new", "agency"], "缺少参数"),
    (["new", "office", "x"], "office 不可用，可选："),
    (["import", "a.txt", "--format", "json", "--out", "x"], "--out 写的是 YAML 草稿"),
    (["import", "a.txt", "--check", "a.yml", "--out", "x"], "不能与 --check"),
    (["import", "a.txt", "--out", ""], "“--out”的内容不对：写的是空的"),
    (["build", "--site", ""], "“--site”的内容不对：写的是空的"),
    (["serve", "--port", "99999"], "不在范围"),
]


@pytest.mark.parametrize(("arguments", "says"), USAGE, ids=[" ".join(a) or "nothing" for a, _ in USAGE])
def test_wrong_usage(arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert says in done.err
    assert not ENGLISH.search(done.err)


@pytest.mark.parametrize("arguments", [[], ["build"], ["check"], ["new"], ["schema"], ["serve"]])
def test_help_is_chinese(arguments: list[str]) -> None:
    done = run(*arguments, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("用法：")
    assert "显示这段说明。" in done.out
    assert not ENGLISH.search(done.out)


def test_new_agency_and_document_lead_the_clerk_to_a_sound_site(tmp_path: Path) -> None:
    content = tmp_path / "content"
    assert run("new", "agency", "jia", "--content", content).status == 0
    assert run("new", "document", "jia/2025-yaodian", "--content", content).status == 0
    unfinished = run("check", "--content", content)
    assert unfinished.status == 1
    assert [re.search(r"“(\w+)”是空的", line)[1] for line in unfinished.err.splitlines()[:-1]] == [
        "title",
        "period",
        "publisher",
        "name",
    ]
    for name, fields in {
        "jia/agency.yml": {"name": "甲局"},
        "jia/2025-yaodian.yml": {"title": "要点", "period": "2025", "  publisher": "甲局"},
    }.items():
        path = content / name
        text = path.read_text("utf-8")
        for field, value in fields.items():
            text = re.sub(rf"^{field}:", f"{field}: {value}", text, count=1, flags=re.MULTILINE)
        path.write_text(text, "utf-8")
    left = run("check", "--content", content)
    assert left.status == 0
    assert [
        re.search(r":(\d+:\d+): 提醒：“(.+?)”是样板", line).groups() for line in left.err.splitlines()[:-1]
    ] == [("17:12", "章节标题"), ("21:16", "任务标题"), ("22:15", "任务内容。")]
    text = path.read_text("utf-8")
    for words in ("章节标题", "任务标题", "任务内容。"):
        text = text.replace(words, "自己的话")
    path.write_text(text, "utf-8")
    assert run("check", "--content", content) == support.Run(0, "没有发现问题。\n", "")


def test_the_progress_of_the_sample_can_be_taken_as_it_stands(tmp_path: Path) -> None:
    content = tmp_path / "content"
    run("new", "agency", "jia", "--content", content)
    run("new", "document", "jia/2026-yaodian", "--content", content)
    for path, pattern, filled in (
        (content / "jia/agency.yml", r"^name:", "name: 甲局"),
        (content / "jia/2026-yaodian.yml", r"^title:", "title: 要点"),
        (content / "jia/2026-yaodian.yml", r"^period:", "period: 2026"),
        (content / "jia/2026-yaodian.yml", r"^  publisher:", "  publisher: 甲局"),
        (content / "jia/2026-yaodian.yml", r"^( {10})# (- date|  status|  text|  source):", r"\1\2:"),
    ):
        path.write_text(re.sub(pattern, filled, path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    library, problems = build.check(content)
    assert [problem for problem in problems if "占位" not in problem.what] == []
    (task,) = library.tasks
    assert (task.outcome.words, task.outcome.text, task.outcome.date) == ("正常推进", "已完成一半", "2026-06")


# The day, which decides whether a date is yet to come.


def test_the_day_is_that_of_china(monkeypatch: pytest.MonkeyPatch) -> None:
    class Evening(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Evening:
            return cls(2026, 6, 30, 17, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Evening)
    assert clock.this_day() == date(2026, 7, 1)


YET_TO_COME = "content/jia/2024-yaodian.yml:12:14: 错误：发布日期 2024-03-22 晚于今天（2024-03-21）。"


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_date_yet_to_come_is_an_error_on_the_day_of_the_command(
    sound: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(site_commands, "this_day", lambda: date(2024, 3, 21))
    site = ["--site", sound / "site"] if command == "build" else []
    done = run(command, "--content", sound / "content", "--config", sound / "site_config.yml", *site)
    assert done.status == 1
    assert YET_TO_COME in done.err
    assert not (sound / "site").exists()


def test_serve_asks_for_the_day_each_time(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "this_day", lambda: date(2024, 3, 21))
    said: list[str] = []
    sources = serve.Sources(sound / "content", sound / "site_config.yml", sound / "site")
    with serve.running(sources, 0, said.append) as session:
        monkeypatch.setattr(serve, "this_day", lambda: date(2026, 6, 30))
        session.begin()
    assert any(YET_TO_COME in sentence for sentence in said)
    assert "有错误，仍显示上一次的网站。" in said
    assert re.fullmatch(r"已生成 \d+ 个页面。", said[-1])


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("agency", "../jia", "编号不能作地址"),
        ("agency", "甲局", "编号不能作地址"),
        ("agency", "Jia", "编号不能作地址"),
        ("agency", "jia/x", "编号不能作地址"),
        ("agency", "", "编号不能作地址"),
        ("agency", "jia\n", "编号不能作地址"),
        ("agency", "a" * 65, "编号不能作地址"),
        ("agency", "pages", "这个编号已由网站使用"),
        ("agency", "policies", "这个编号已由网站使用"),
        ("agency", "topics", "这个编号已由网站使用"),
        ("agency", "results", "这个编号已由网站使用。请换一个编号，如机关所在地的拼音"),
        ("document", "jia/matrix", "这个编号已由网站使用。请换一个编号，如 2025-yaodian"),
        ("agency", "jia", "文件已经存在，没有改动"),
        ("document", "jia", "编号不能作地址"),
        ("document", "jia/../../x", "编号不能作地址"),
        ("document", "/etc/x", "编号不能作地址"),
        ("document", "yi/2024", "还没有这个机关"),
        ("document", "jia/2024-yaodian", "文件已经存在，没有改动"),
        ("document", "jia/agency", "文件已经存在，没有改动"),
    ],
)
def test_new_refuses(sound: Path, kind: str, name: str, says: str) -> None:
    if name.startswith("yi"):
        shutil.rmtree(sound / "content" / "yi")
    before = support.digest(sound)
    done = run("new", kind, name, "--content", sound / "content")
    assert done.status == 1
    assert says in done.err
    assert done.err.endswith("共 1 个错误，没有新建文件。\n")
    assert support.digest(sound) == before


# The schema, for editors.


@pytest.mark.parametrize(
    ("content", "schema"),
    [
        ("content", "docs/schema"),
        ("elsewhere/deep", "elsewhere/docs/schema"),
        (".", "{parent}/docs/schema"),
        ("elsewhere/..", "{parent}/docs/schema"),
    ],
)
def test_a_new_file_refers_to_a_schema_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, schema: str
) -> None:
    (tmp_path / "at" / "elsewhere").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "at")
    made = run("new", "agency", "jia", "--content", content)
    assert made.status == 0
    assert f"已写到 {schema.format(parent=tmp_path)}。" in made.out
    again = run("new", "document", "jia/2025", "--content", content)
    assert "Schema" not in again.said  # it is there already
    for name, model in (("jia/agency.yml", "agency.json"), ("jia/2025.yml", "document-jia.json")):
        path = Path(content, name)
        reference = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert (path.parent / reference[1]).resolve() == Path(schema.format(parent=tmp_path), model).resolve()
        found = json.loads((path.parent / reference[1]).read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(found)
    (path.parent / reference[1]).unlink()
    assert run("schema", "--content", content).status == 0
    assert (path.parent / reference[1]).is_file()


def test_a_new_file_stands_without_its_schema(tmp_path: Path) -> None:
    (tmp_path / "docs").write_text("", "utf-8")
    made = run("new", "agency", "jia", "--content", tmp_path / "content")
    assert made.status == 0
    assert (tmp_path / "content" / "jia" / "agency.yml").is_file()
    assert f"提醒：{tmp_path}/docs/schema 没有写出（" in made.err
    assert not ENGLISH.search(made.err)


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("schema")
    done = run("schema", "--out", folder / "deep")
    assert done.status == 0
    return {p.name: json.loads(p.read_text("utf-8")) for p in (folder / "deep").iterdir()}


def as_an_editor_reads(path: Path) -> object:
    """YAML as VS Code reads it: numbers and booleans are what they look like; dates stay text there."""

    class Loader(yaml.SafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012
            first: [(tag, regexp) for tag, regexp in found if not tag.endswith(":timestamp")]
            for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(path.read_text("utf-8"), Loader)


def schema_of(path: Path) -> str:
    if path.parent.name == "content":
        return f"{path.stem}.json"
    return "agency.json" if path.name == "agency.yml" else "document.json"


@pytest.mark.parametrize("root", [support.ROOT, SOUND], ids=["real", "sound"])
def test_the_schema_accepts_what_the_build_accepts(schemas: dict[str, object], root: Path) -> None:
    files = list((root / "content").rglob("*.yml"))
    assert len(files) >= 6
    for path in files:
        errors = list(
            jsonschema.Draft202012Validator(schemas[schema_of(path)]).iter_errors(as_an_editor_reads(path))
        )
        assert [(path.name, list(e.path), e.message[:200]) for e in errors] == []
    jsonschema.validate(as_an_editor_reads(root / "site_config.yml"), schemas["site_config.json"])


PROGRESS = HEAD + "sections: [{title: 一节, tasks: [{id: 1, title: 甲, progress: [%s]}]}]\n"


@pytest.mark.parametrize(
    "progress",
    [
        "{date: 2026, status: 已完成}",
        "{date: 2026-06-30, text: 办好了, source: {task: jia/a/1}}",
        "{date: 2026-Q2, status: {class: delayed, words: 滞后于序时}, source: {title: 半年通报}}",
    ],
)
def test_the_schema_accepts_progress(schemas: dict[str, object], tmp_path: Path, progress: str) -> None:
    path = tmp_path / "x.yml"
    path.write_text(PROGRESS % progress, "utf-8")
    jsonschema.validate(as_an_editor_reads(path), schemas["document.json"])


def test_the_schema_in_docs_is_that_of_the_records(schemas: dict[str, object]) -> None:
    kept = {p.name: json.loads(p.read_text("utf-8")) for p in (support.ROOT / "docs" / "schema").iterdir()}
    assert kept == schemas, "`make schema` renews it"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("document.json", HEAD + "sections: []\n备注: 甲\n"),
        ("document.json", HEAD.replace("plan", "计划") + "sections: []\n"),
        ("document.json", HEAD),
        ("document.json", HEAD + "sections: 一节\n"),
        ("document.json", HEAD + "sections: [{title: 一节, tasks: [{id: 第一, title: 甲}]}]\n"),
        ("document.json", PROGRESS % "{status: 已完成}"),
        ("document.json", PROGRESS % "{date: 2026年6月, status: 已完成}"),
        ("document.json", PROGRESS % "{date: 2026-06, status: {class: 完成, words: 完成}}"),
        ("document.json", PROGRESS % "{date: 2026-06, text: 办好了, source: 半年通报}"),
        ("agency.json", "units: []\n"),
        ("policies.json", "policies: [{id: a}]\n"),
        ("policies.json", "policies: [{id: a, title: 甲, url: 'javascript:alert(1)'}]\n"),
        ("topics.json", "topics: {id: a}\n"),
        ("moved.json", "moved: [{address: a.html}]\n"),
    ],
)
def test_the_schema_refuses_what_the_build_refuses(
    schemas: dict[str, object], tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text, "utf-8")
    assert list(jsonschema.Draft202012Validator(schemas[name]).iter_errors(as_an_editor_reads(path)))


def test_every_field_of_the_schema_has_a_chinese_description(schemas: dict[str, dict[str, object]]) -> None:
    for name, schema in schemas.items():
        definitions = [schema, *schema.get("$defs", {}).values()]
        for definition in definitions:
            for field, about in definition.get("properties", {}).items():
                assert re.search("[\u4e00-\u9fff]", str(about.get("description", ""))), f"{name}: {field}"
