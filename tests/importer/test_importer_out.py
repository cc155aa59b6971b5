"""The import that writes into content/: everything or nothing, in the right place, over nothing that is
there."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from forked import begun, forked
from importer_command import TEXT, Ears, files_in, issued
from support import run, wait_until

from generator.build import check
from generator.importer import run as importing
from generator.importer.draft.atomic_write import show
from generator.importer.draft.folder_lock import turn
from generator.importer.run import run_import


@pytest.mark.parametrize("where", ["wuhu", "xinju", "."])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, content: Path, where: str) -> None:
    before = files_in(content)
    source = issued(tmp_path, "芜湖市应急管理局")

    def with_little_room() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
        return run_import([source], out=content / where)

    done = forked(with_little_room, tmp_path / "said")
    assert (done.status, done.err) == (1, "")
    assert (
        "policies.yml 写不进去（超过了文件大小的限制）。这次导入什么也没有写，原有的文件没有改动" in done.out
    )
    assert "已写出" not in done.out
    assert files_in(content) == before


@pytest.mark.parametrize("successes", [0, 1, 2])
def test_a_failure_between_two_files_is_undone(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch, successes: int
) -> None:
    before = files_in(content)
    real, count = os.replace, 0

    def replace(source: Any, target: Any) -> None:
        nonlocal count
        count += 1
        if count == successes + 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    heard = Ears()
    assert run_import([issued(tmp_path, "芜湖市应急管理局")], out=content / "wuhu", say=heard) == 1
    assert "磁盘已满" in heard.all
    assert files_in(content) == before


def test_a_sound_import_leaves_no_temporary_files_and_keeps_modes_and_line_ends(
    tmp_path: Path, content: Path
) -> None:
    agency = content / "wuhu" / "agency.yml"
    agency.write_bytes("name: 芜湖市应急管理局\r\nunits: []\r\n".encode())
    agency.chmod(0o640)
    assert run_import([issued(tmp_path, "芜湖市应急管理局")], out=content, say=Ears()) == 0
    assert set(files_in(content)) == {
        "pages",
        "pages/index.md",
        "policies.yml",
        "wuhu",
        "wuhu/agency.yml",
        "wuhu/2024-yaodian.yml",
    }
    assert agency.stat().st_mode & 0o777 == 0o640
    assert agency.read_bytes().count(b"\n") == agency.read_bytes().count(b"\r\n") > 3
    assert [p for p in check(content)[1] if "agency.yml" in p.file] == []


@pytest.mark.parametrize("file", ["policies.yml", "wuhu/agency.yml"])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            "# 好\nname: 芜湖\n".encode("gbk"),
            ":1:3: 错误：文件像是用 GBK 编码保存的，不是 UTF-8。请用编辑器另存为 UTF-8 编码。",
        ),
        ("name: 甲\n乙\n丙: 丁\n".encode(), ":2:1: 错误：这一行缺少英文冒号"),
        (b"name: \xff\xfe\xff\n", ":1:7: 错误：文件不是文本"),
    ],
    ids=["gbk", "syntax", "binary"],
)
@pytest.mark.parametrize("where", ["wuhu", "."])
def test_a_registry_that_cannot_be_read_stops_the_import(
    tmp_path: Path, content: Path, file: str, data: bytes, says: str, where: str
) -> None:
    (content / file).write_bytes(data)
    before = files_in(content)
    heard = Ears()
    assert run_import([issued(tmp_path, "芜湖市应急管理局")], out=content / where, say=heard) == 1
    assert f"{file}{says}" in heard.all
    assert "什么也没有写" in heard.all
    assert files_in(content) == before


def test_each_document_goes_to_the_agency_that_issued_it(tmp_path: Path, content: Path) -> None:
    originals = [issued(tmp_path, f"{place}市应急管理局") for place in ("苏州", "芜湖")]
    heard = Ears()
    assert run_import(originals, out=content, say=heard) == 0
    assert run_import([issued(tmp_path, "芜湖市应急局"), originals[0]], out=content, say=heard) == 0
    assert {f for f in files_in(content) if "yaodian" in f} == {
        "suzhou-shi-yingji-guanli-ju/2024-yaodian.yml",
        "wuhu/2024-yaodian.yml",
        "wuhu/2024-yaodian-2.yml",
    }
    assert (
        yaml.safe_load((content / "suzhou-shi-yingji-guanli-ju" / "agency.yml").read_text("utf-8"))["name"]
        == "苏州市应急管理局"
    )
    assert heard.all.count("提醒：content 里还没有“苏州市应急管理局”，新建了 ") == 1
    assert check(content)[0] is not None


def test_a_document_that_is_there_already_is_not_written_again(tmp_path: Path, content: Path) -> None:
    """Whatever a clerk has noted beside it, as long as it says the same."""
    original = issued(tmp_path, "芜湖市应急管理局")
    file = content / "wuhu" / "2024-yaodian.yml"
    assert run_import([original], out=content / "wuhu", say=Ears()) == 0
    file.write_text(file.read_text("utf-8") + "# 看过\n", "utf-8")
    before = files_in(content)
    for more in ((), ("replacing",)):
        heard = Ears()
        assert run_import([original], out=content / "wuhu", say=heard, replacing=bool(more)) == 0
        assert f"{original.name} 在本站已有：{show(file)}，说的一样，没有另写。" in heard.all
        assert "已写出" not in heard.all
        assert files_in(content) == before


def test_documents_without_an_issuer_share_a_folder_and_are_remarked_upon(
    tmp_path: Path, content: Path
) -> None:
    for _ in range(2):
        heard = Ears()
        assert run_import([issued(tmp_path, "")], out=content, say=heard) == 0
        assert "里没有找到发文机关" in heard.all
    assert {f for f in files_in(content) if f.startswith("jiguan")} == {
        "jiguan",
        "jiguan/agency.yml",
        "jiguan/2024-yaodian.yml",
    }
    left = [p.what for p in check(content)[1] if "占位" in p.what]
    assert left.count("“（待补发布者）”是样板或导入留下的占位文字") == 1
    assert {"目录名“jiguan”是导入时的占位", "“（待补机关名称）”是样板或导入留下的占位文字"} < set(left)


@pytest.mark.parametrize(
    ("body", "remarked"),
    [
        ("苏州市应急管理局", True),
        ("芜湖市应急管理局", False),
        ("芜湖市应急局", False),
        ("市应急管理局", False),
    ],
)
def test_a_document_of_another_body_is_remarked_upon(
    tmp_path: Path, content: Path, body: str, remarked: bool
) -> None:
    heard = Ears()
    assert run_import([issued(tmp_path, body)], out=content / "wuhu", say=heard) == 0
    assert ("提醒：" in heard.all) is remarked
    assert (
        f"的发文机关是“{body}”，而 {show(content / 'wuhu')} 登记的机关是“芜湖市应急管理局”" in heard.all
    ) is remarked
    assert (content / "wuhu" / "2024-yaodian.yml").exists()


def test_a_path_means_the_same_wherever_it_is_said(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = issued(tmp_path, "芜湖市应急管理局")
    monkeypatch.chdir(content / "wuhu")
    heard = Ears()
    assert run_import([original], out=Path(), content=Path("content"), say=heard) == 0
    assert not (content / "wuhu" / "policies.yml").exists()
    assert "检查办法" in (content / "policies.yml").read_text("utf-8")
    assert "已写出 2024-yaodian.yml" in heard.all
    assert "已在 ../policies.yml 登记" in heard.all


def test_a_folder_outside_content_holds_its_own_registries(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policies.yml").write_text("policies: []\n", encoding="utf-8")  # left by an earlier version
    before = files_in(content)
    for _ in range(2):
        heard = Ears()
        assert (
            run_import(
                [issued(tmp_path, "芜湖市应急管理局")], out=Path("draft"), content=Path("content"), say=heard
            )
            == 0
        )
        assert "提醒：draft 不在 content 目录里" in heard.all
    assert set(files_in(tmp_path / "draft")) == {
        "agency.yml",
        "policies.yml",
        "2024-yaodian.yml",
    }
    assert (tmp_path / "policies.yml").read_text("utf-8") == "policies: []\n"
    assert files_in(content) == before


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("pages", "pages 放手写页面，不是机关目录"),
        ("pages/a", "pages 放手写页面，不是机关目录"),
        ("data", "data 是网站自己用的名字"),
        ("calendar", "calendar 是网站自己用的名字，不能作机关目录。什么也没有写，请换一个"),
        ("芜湖", "目录名“芜湖”不能作网页地址"),
        ("Wuhu", "content/wuhu 再导入"),
        ("wuhu/draft", "机关目录里不能再有目录"),
        ("policies.yml", "是一个文件，不是目录"),
    ],
)
def test_a_folder_that_the_check_refuses_is_refused(
    tmp_path: Path, content: Path, where: str, says: str
) -> None:
    before = files_in(content)
    heard = Ears()
    assert (
        run_import([issued(tmp_path, "芜湖市应急管理局")], out=content / where, content=content, say=heard)
        == 1
    )
    assert says in heard.all
    assert "什么也没有写" in heard.all
    assert files_in(content) == before


@pytest.mark.parametrize("stem", ["data", "results", "agency"])
def test_no_document_is_named_as_the_site_names_its_own(tmp_path: Path, content: Path, stem: str) -> None:
    """A text without a year is called after its file, but for a name that the check would refuse."""
    source = tmp_path / f"{stem}.txt"
    source.write_text("工作要点\n一、抓好落实\n1.修复道路。修复水毁道路。\n", encoding="utf-8")
    assert run_import([source], out=content / "wuhu", content=content, say=Ears()) == 0
    written = [name for name in files_in(content) if stem in name and name.endswith(".yml")]
    assert [name for name in written if not name.endswith("agency.yml")] == [f"wuhu/{stem}-zongjie.yml"]
    assert [str(p) for p in check(content)[1] if p.rule == "reserved_ids"] == []


@pytest.mark.parametrize(
    ("where", "says"),
    [("a.txt/b", "路径中有一段不是目录"), ("x" * 300, "名字太长"), ("a.txt", "是一个文件，不是目录")],
)
def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path, where: str, says: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    heard = Ears()
    assert run_import([tmp_path / "a.txt"], out=tmp_path / where, say=heard) == 1
    assert len(heard.heard) == 1
    assert says in heard.all
    assert set(files_in(tmp_path)) == {"a.txt"}


def import_when_another_waits(source: Path, where: Path, waits: Path) -> int:
    """An import that does not end before another has said, in the file `waits`, that it waits for it."""
    prepare = importing.file_drafts

    def say(words: str) -> None:
        print(words)
        if "等它写完再写" in words:
            waits.touch()

    def prepared(*given: Any) -> Any:
        done = prepare(*given)
        wait_until(waits.exists)
        return done

    importing.file_drafts = prepared  # in this process alone
    return run_import([source], out=where, say=say)


def test_imports_at_the_same_time_take_turns_and_lose_nothing(tmp_path: Path, content: Path) -> None:
    """The first goes on when another waits, so that they do meet, however late a process begins."""
    bodies = ["芜湖市应急管理局", "临湘市水利局", "云溪县林业局"]
    for body in bodies:
        file = issued(tmp_path, body)
        file.write_text(
            file.read_text("utf-8").replace("《检查办法》", f"《{body}检查办法》"), encoding="utf-8"
        )
    for where in (content, tmp_path / "new" / "draft"):
        waits = tmp_path / f"{where.name}-waits"
        running = [
            begun(
                partial(import_when_another_waits, tmp_path / f"{body}.txt", where, waits),
                tmp_path / "said" / where.name / body,
            )
            for body in bodies
        ]
        ended = [child.ended() for child in running]
        assert [(done.status, done.err) for done in ended] == [(0, "")] * 3, ended
        assert sum(f"另一次导入正在写 {show(where)}，等它写完再写" in done.out for done in ended) >= 1
        titles = [p["title"] for p in yaml.safe_load((where / "policies.yml").read_text("utf-8"))["policies"]]
        assert {f"{body}检查办法" for body in bodies} < set(titles)
    assert len(list((tmp_path / "new" / "draft").iterdir())) == len({"agency.yml", "policies.yml"}) + 3


def test_a_refused_import_leaves_no_folder_that_it_waited_in(tmp_path: Path) -> None:
    heard = Ears()
    with turn(tmp_path / "new" / "draft", heard):
        assert (tmp_path / "new" / "draft").is_dir()
    assert heard.heard == []
    assert files_in(tmp_path) == {}


def test_a_disk_without_locks_is_remarked_upon(
    tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_lock(*_: Any) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_lock)
    heard = Ears()
    assert run_import([issued(tmp_path, "芜湖市应急管理局")], out=content, say=heard) == 0
    assert "所在的磁盘不能加锁，请不要同时导入到这个目录" in heard.all


def test_what_is_imported_into_content_names_its_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where schemas are kept, and only there: an editor would look for the file in vain."""
    monkeypatch.chdir(tmp_path)
    source = tmp_path / "要点.txt"
    source.write_text(
        "云泽县水务局2026年工作要点\n一、供水\n1.更换管网。年底前更换12公里。（供水股牵头）\n", "utf-8"
    )
    (tmp_path / "content" / "shuiwu").mkdir(parents=True)
    run("schema")
    assert run("import", source, "--out", "content/shuiwu").status == 0
    texts = {path.name: path.read_text("utf-8") for path in (tmp_path / "content" / "shuiwu").iterdir()}
    line = "# yaml-language-server: $schema=../../docs/schema/"
    assert texts.pop("agency.yml").startswith(f"{line}agency.json\n")
    assert [text.startswith(f"{line}document-shuiwu.json\n") for text in texts.values()] == [True]
    names = (tmp_path / "docs" / "schema" / "document-shuiwu.json").read_text("utf-8")
    assert "供水股" in names
    assert run("import", source, "--out", "content/shuiwu").status == 0, "the same again is no change"
    assert run("import", source, "--out", "draft").status == 0
    assert not any(
        "yaml-language-server" in path.read_text("utf-8") for path in (tmp_path / "draft").iterdir()
    )
