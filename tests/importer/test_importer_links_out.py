"""Links: an import takes nothing from outside the folder that was named, and writes nothing outside it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from importer_command import Ears, files_in, issued

from generator.importer.run import run_import


def test_what_links_of_a_folder_lead_out_to_is_not_imported(tmp_path: Path) -> None:
    """Who sends a folder does not choose what else of this machine is read."""
    sent, inner = tmp_path / "sent", tmp_path / "inner"
    sent.mkdir()
    inner.mkdir()
    own = issued(sent, "甲市教育局")
    secret = issued(inner, "甲市机要局")
    (sent / "通知.txt").symlink_to(secret)
    (sent / "附件").symlink_to(inner)
    (sent / "又一份.txt").symlink_to(own)
    heard = Ears()
    assert run_import([sent], say=heard) == 0
    assert "机要局" not in heard.all
    assert heard.all.count("title: 甲市教育局2024年工作要点") == 2, "a link within the folder is a file of it"
    assert "提醒：文件夹里有 1 个链接指向文件夹外面，没有导入：通知.txt。" in heard.all
    assert run_import([sent / "通知.txt"], say=heard) == 0, "a file that the clerk names is meant"
    assert "title: 甲市机要局2024年工作要点" in heard.all


@pytest.mark.parametrize("name", ["wuhu/agency.yml", "policies.yml"])
def test_a_register_that_is_a_link_out_is_not_written_through(
    tmp_path: Path, content: Path, name: str
) -> None:
    outside = tmp_path / "others.yml"
    shutil.move(content / name, outside)
    (content / name).symlink_to(outside)
    before, there = files_in(content), outside.read_bytes()
    heard = Ears()
    assert run_import([issued(tmp_path, "芜湖市应急管理局")], out=content / "wuhu", say=heard) == 1
    assert f"{name} 经过一个链接，写到 " in heard.all
    assert "什么也没有写；请把链接换成真正的文件或目录" in heard.all
    assert (files_in(content), outside.read_bytes()) == (before, there)


@pytest.mark.parametrize("out", ["wuhu", "."])
def test_an_agency_that_is_a_link_out_is_not_written_through(tmp_path: Path, content: Path, out: str) -> None:
    outside = tmp_path / "others"
    shutil.move(content / "wuhu", outside)
    (content / "wuhu").symlink_to(outside)
    before = files_in(outside)
    heard = Ears()
    assert run_import([issued(tmp_path, "芜湖市应急管理局")], out=content / out, say=heard) == 1
    assert "经过一个链接" in heard.all
    assert files_in(outside) == before


def test_a_link_that_stays_inside_and_a_content_that_is_one_are_written(
    tmp_path: Path, content: Path
) -> None:
    (content / "shared.yml").write_bytes((content / "policies.yml").read_bytes())
    (content / "policies.yml").unlink()
    (content / "policies.yml").symlink_to("shared.yml")
    (tmp_path / "link").symlink_to(content)
    heard = Ears()
    out = tmp_path / "link" / "wuhu"
    assert run_import([issued(tmp_path, "芜湖市应急管理局")], out=out, content=content, say=heard) == 0
    assert (content / "policies.yml").is_symlink()
    assert "检查办法" in (content / "shared.yml").read_text("utf-8")
