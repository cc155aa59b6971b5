"""The command without its command line: what it prints, writes, never overwrites, and says when something is wrong."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build import check
from generator.importer import import_text
from generator.importer.proposals import Known, new_policies, new_units, units_yaml
from generator.importer.report import report
from generator.importer.run import run_check, run_import, validate
from generator.importer.slugs import Slugs
from generator.importer.to_yaml import to_yaml
from generator.importer.together import show

TEXT = """某某局2024年工作要点
发布时间：2024-03-01 09:30 浏览次数：12
为做好全年工作，制定本要点。
一、抓安全
1.排查隐患。一是逐户排查。对照《检查办法》（某政发〔2020〕5号）登记造册。二是分类整改。2024年底前整改500处。（责任科室：省局安监处、执法处，财务科牵头落实）
2.编制预案。按时序完成编制。（责任科室：应急科）
二、抓服务
1.公开信息。在《某某日报》公布。（责任科室：办公室）
上述工作由办公室督促落实。
"""


class Ears:
    """Collects what the command says."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, words: str) -> None:
        self.heard.append(words)

    @property
    def all(self) -> str:
        return "\n".join(self.heard)


@pytest.fixture
def original(tmp_path: Path) -> Path:
    file = tmp_path / "要点.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_json_has_the_keys_of_the_contract(original: Path) -> None:
    said = Ears()
    assert run_import([original], "json", say=said) == 0
    data = json.loads(said.all)
    assert {"title", "issuer", "date", "doc_number", "kind", "meta", "sections", "tasks", "indicators", "problems", "coverage"} <= set(data)
    assert {"number", "title", "units", "deadlines", "cites", "text", "lines"} <= set(data["tasks"][0])
    assert data["tasks"][0]["units"] == [
        {"name": "省局安监处", "role": "lead"}, {"name": "执法处", "role": "lead"}, {"name": "财务科", "role": "lead"},
    ]
    assert {"source_chars", "placed_chars", "aside_chars", "unplaced"} <= set(data["coverage"])


def test_several_files_give_a_list(original: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TEXT.replace("2024", "2025"), encoding="utf-8")
    said = Ears()
    assert run_import([tmp_path], "json", say=said) == 0
    assert len(json.loads(said.all)) == 2
    assert original.exists()


def test_yaml_is_a_full_record_with_comments() -> None:
    text = to_yaml(import_text(TEXT, "要点.txt"))
    record = validate(text)
    assert (record.text, record.period, record.source.file, str(record.source.published)) == ("full", "2024", "要点.txt", "2024-03-01 09:30:00")
    task = record.sections[0].tasks[0]
    assert [m.number for m in task.measures] == ["一是", "二是"]
    assert task.measures[0].title == "逐户排查"
    assert [d.text for d in task.deadlines] == ["2024年底前"]
    assert task.responsibility[0].text is not None
    assert "责任科室" not in (task.text or "") + "".join(m.text for m in task.measures)
    assert task.cites == ["检查办法"]
    assert record.sections[1].tasks[0].cites == []
    assert "请核对：《》中有报刊" in text
    assert record.sections[-1].title == "结尾"
    assert "# 请核对：标题为导入时所加" in text


def test_an_import_into_content_passes_the_check(original: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "moumou").mkdir(parents=True)
    (content / "moumou" / "agency.yml").write_text("name: 某某局\nunits:\n  - id: yingji-ke\n    name: 应急科\n", encoding="utf-8")
    (content / "policies.yml").write_text("policies:\n  - id: jiancha-banfa\n    title: 某某检查办法\n    aliases: [检查办法]\n", encoding="utf-8")
    heard = Ears()
    assert run_import([original], out=content / "moumou", content=content, say=heard) == 0
    assert run_import([original], out=content / "moumou", content=content, say=heard) == 0
    library, problems = check(content)
    assert [p for p in problems if p.severity == "error"] == []
    assert library is not None
    assert sorted(f.name for f in (content / "moumou").iterdir()) == ["2024-yaodian-2.yml", "2024-yaodian.yml", "agency.yml"]
    units = yaml.safe_load((content / "moumou" / "agency.yml").read_text(encoding="utf-8"))["units"]
    assert [(u["name"], u.get("aliases")) for u in units] == [
        ("应急科", None), ("省局安监处", None), ("省局执法处", ["执法处"]), ("财务科", None), ("办公室", None),
    ]
    assert [u["id"] for u in units] == ["yingji-ke", "shengju-anjian-chu", "shengju-zhifa-chu", "caiwu-ke", "bangongshi"]
    policies = yaml.safe_load((content / "policies.yml").read_text(encoding="utf-8"))["policies"]
    assert [p["title"] for p in policies] == ["某某检查办法", "某某日报"]


def test_a_registry_that_would_break_is_left_alone(original: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "moumou").mkdir(parents=True)
    old = "units:\n  - id: yingji-ke\n    name: 应急科\nname: 某某局\n"
    (content / "moumou" / "agency.yml").write_text(old, encoding="utf-8")
    heard = Ears()
    run_import([original], out=content / "moumou", content=content, say=heard)
    assert (content / "moumou" / "agency.yml").read_text(encoding="utf-8") == old
    assert "没有改动" in heard.all
    assert "省局安监处" in heard.all


def test_a_name_like_a_registered_one_is_asked_about() -> None:
    imported = import_text("某某局2024年工作要点\n1.修路。（责任单位：综合协凋科、财务科、绿化处）\n")
    units = new_units([imported], Known(units=frozenset({"综合协调科", "财务科", "zonghe"}), unit_ids=frozenset({"zonghe"})))
    assert [(u.name, u.like) for u in units] == [("综合协凋科", "综合协调科"), ("绿化处", "")]
    assert "# 请核对：与已登记的“综合协调科”相近" in units_yaml(units)


def test_known_names_are_matched_and_new_ones_proposed() -> None:
    imported = import_text(TEXT)
    known = Known(units=frozenset({"应急科", "财务科"}), policies=frozenset({"检查办法"}))
    assert [(u.name, u.aliases) for u in new_units([imported], known)] == [
        ("省局安监处", []), ("省局执法处", ["执法处"]), ("办公室", []),
    ]
    assert [(p.title, p.press) for p in new_policies([imported], known)] == [("某某日报", True)]
    assert new_policies([imported], Known())[0].number == "某政发〔2020〕5号"


def test_the_check_finds_what_was_changed(original: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.yml"
    text = to_yaml(import_text(TEXT, "要点.txt"))
    target.write_text(text, encoding="utf-8")
    said = Ears()
    assert run_check(target, original, said) == 0
    assert "一致" in said.all
    target.write_text(text.replace("按时序完成编制", "年内完成修订"), encoding="utf-8")
    said = Ears()
    assert run_check(target, original, said) == 1
    line = next(n for n, words in enumerate(target.read_text("utf-8").split("\n"), 1) if "年内完成修订" in words)
    column = target.read_text("utf-8").split("\n")[line - 1].index("年内完成修订") + 1
    assert said.all.splitlines() == [
        f"{original}:6:1: 错误：原文的“按时序完成编制”，文件里没有。请补上；有意不收的，请核对。",
        f"{target}:{line}:{column}: 错误：“年内完成修订”在原文里没有。请对照原文改正。",
        "原文有、文件里没有的 1 句，文件里有、原文没有的 1 处。"]
    target.write_text("title: [\n", encoding="utf-8")
    said = Ears()
    assert run_check(target, original, said) == 1
    assert said.all.startswith(f"{target}:1:8: 错误：")


def test_the_check_of_an_abridged_text_minds_only_what_was_added(original: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.yml"
    target.write_text("title: 某某局2024年工作要点\ntext: abridged\nsections:\n  - title: 抓安全\n", encoding="utf-8")
    said = Ears()
    assert run_check(target, original, said) == 0
    assert "摘编" in said.all


def test_the_report_counts_and_names() -> None:
    imported = import_text(TEXT, "要点.txt")
    words = report(imported, to_yaml(imported))
    assert "任务 3 项，责任单位 5 个" in words
    assert "未放置 0 字" in words
    assert "浏览次数" in words
    assert "某某日报" in words


def test_the_report_counts_the_figures_of_the_draft() -> None:
    imported = import_text("某某局2024年工作要点\n今年共安排24项任务。\n一、抓安全\n今年检查企业120家次，覆盖率100%。\n1.排查隐患。整改500处。\n2.开展演练。演练100场，整改500处。\n")
    draft = to_yaml(imported)
    written = [i["text"] for section in yaml.safe_load(draft)["sections"] for record in (section, *section["tasks"]) for i in record.get("indicators", [])]
    assert written == ["今年检查企业120家次", "覆盖率100%", "整改500处", "演练100场", "整改500处"]
    words = report(imported, draft)
    assert "指标 5 个" in words
    assert "引言里的数字 1 个没有写成指标：今年共安排24项任务" in words


def test_the_document_itself_is_no_cited_document() -> None:
    imported = import_text("关于印发《某某局2024年任务分解表》的通知\n一、抓安全\n（一）抓好落实。对照《某某局2024年任务分解表》和《安全生产法》逐项落实。\n")
    assert [p.title for p in new_policies([imported], Known())] == ["安全生产法"]
    draft = to_yaml(imported)
    assert yaml.safe_load(draft)["sections"][0]["tasks"][0]["cites"] == ["安全生产法"]
    assert "引用文件 1 件" in report(imported, draft)


def test_the_report_counts_every_mark_of_the_draft() -> None:
    text = "某某局2024年工作要点\n1.修路。修三条。（牵头领导：张三）\n2.加强管理工作，每一个环节都要认真做好，不得有任何疏漏，务求取得实际的成效，让群众满意，并及时总结。\n4.绿化。\n"
    imported = import_text(text, "要点.txt")
    draft = to_yaml(imported)
    words = report(imported, draft)
    assert f"需要核对 {draft.count('# 请核对：')} 处" in words
    assert draft.count("# 请核对：") > len(imported.problems) > 0
    assert "草稿中注明“原文没有单独的标题，取第一句为标题”的 1 处" in words


@pytest.mark.parametrize(("name", "data", "says"), [
    ("空.txt", b"", "空"), ("空白.txt", b" \n\n  \n", "空"), ("坏.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "另存为 .docx"), ("没有.txt", None, "没有这个文件"),
])
def test_bad_files_end_with_status_1_and_a_sentence(tmp_path: Path, name: str, data: bytes | None, says: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    heard = Ears()
    assert run_import([tmp_path / name], say=heard) == 1
    assert says in heard.all
    assert "Traceback" not in heard.all


def test_an_empty_file_becomes_no_document(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"\n")
    heard, said = Ears(), Ears()
    assert run_import([tmp_path / "空.txt"], out=tmp_path / "content" / "moumou", say=said, tell=heard) == 1
    assert not (tmp_path / "content").exists()
    assert run_import([tmp_path / "空.txt"], say=said, tell=heard) == 1
    assert said.heard == []
    assert heard.heard == ["错误：空.txt 是空的，没有文字可以导入，请检查是否选错了文件。"] * 2


def test_json_of_an_empty_file_says_why_it_fails(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"\n")
    heard, said = Ears(), Ears()
    assert run_import([tmp_path / "空.txt"], "json", say=said, tell=heard) == 1
    assert json.loads(said.all)["tasks"] == []
    assert heard.heard == ["错误：空.txt 是空的，没有文字可以导入，请检查是否选错了文件。"]


def test_an_import_that_writes_nothing_proposes_only_what_the_agency_lacks(tmp_path: Path, content: Path) -> None:
    (tmp_path / "a.txt").write_text("芜湖市应急管理局2026年工作要点\n一、抓安全\n1.排查隐患。逐户排查。（责任科室：综合协调科、潮汐观测科）\n", "utf-8")
    (tmp_path / "b.txt").write_text("某某县水利局2026年工作要点\n一、抓安全\n1.修闸。修三座。（责任科室：综合协调科）\n", "utf-8")
    (content / "wuhu" / "agency.yml").write_text("name: 芜湖市应急管理局\nunits:\n  - {id: zonghe-ke, name: 综合协调科}\n", "utf-8")
    before, heard = files_in(content), Ears()
    assert run_import([tmp_path / "a.txt", tmp_path / "b.txt"], content=content, say=Ears(), tell=heard) == 0
    own, other = [words for words in heard.heard if "需要登记的责任单位" in words]
    assert own.startswith(show(content / "wuhu" / "agency.yml"))
    assert "潮汐观测科" in own
    assert "name: 综合协调科" not in own
    assert other.startswith("agency.yml")
    assert "name: 综合协调科" in other
    assert files_in(content) == before


def test_one_bad_file_does_not_stop_the_others(original: Path, tmp_path: Path) -> None:
    heard, said = Ears(), Ears()
    assert run_import([tmp_path / "没有.txt", original], "json", say=said, tell=heard) == 1
    assert json.loads(said.all)[0]["title"] == "某某局2024年工作要点"
    assert "没有这个文件" in heard.all


def test_ids_are_pinyin_and_never_given_twice() -> None:
    ids = Slugs(frozenset({"caiwu-ke"}), "danwei")
    names = ["综合协调科", "财务科", "市财政局", "重庆市统计局", "危险化学品安全监管科", "财务科", "裁务科", "绿化处", "A1科", "（）", "（）", "发展和改革委员会"]
    found = [ids.free(n) for n in names]
    assert found == ["zonghe-xietiao-ke", "caiwu-ke-2", "shi-caizheng-ju", "chongqing-shi-tongji-ju", "weixian-huaxue-pinan-quan-jianguan-ke",
                     "caiwu-ke-3", "caiwu-ke-4", "lvhua-chu", "a-1-ke", "danwei", "danwei-2", "fazhan-he-gaige-weiyuanhui"]
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", ident) for ident in [*found, ids.free("关于进一步加强全市乡镇综合应急救援队伍规范化建设工作的指导意见")])


def test_the_pinyin_dictionary_is_loaded_for_an_import_alone() -> None:
    code = "import sys, generator.build, generator.importer.run; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_folder_without_documents_is_said_to_be_so(tmp_path: Path) -> None:
    heard = Ears()
    assert run_import([tmp_path], say=heard) == 1
    assert "没有可以导入的文件" in heard.all


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file and folder under a folder, with what it holds."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else b"" for p in folder.rglob("*")}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with 芜湖 in it and a long registry of policies."""
    folder = tmp_path / "content"
    (folder / "wuhu").mkdir(parents=True)
    (folder / "pages").mkdir()
    (folder / "pages" / "index.md").write_text("首页", encoding="utf-8")
    (folder / "wuhu" / "agency.yml").write_text("name: 芜湖市应急管理局\naliases: [芜湖市应急局]\nunits: []\n", encoding="utf-8")
    entries = "".join(f"  - id: wenjian-{n}\n    title: 第{n}号文件\n" for n in range(1000))
    (folder / "policies.yml").write_text(f"policies:\n{entries}", encoding="utf-8")
    return folder


def issued(tmp_path: Path, body: str) -> Path:
    """A document of this body."""
    file = tmp_path / f"{body}.txt"
    file.write_text(TEXT.replace("某某局", body, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize("where", ["wuhu", "xinju", "."])
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, content: Path, where: str) -> None:
    before = files_in(content)
    code = ("import resource, sys; from pathlib import Path; from generator.importer.run import run_import; "
            "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192)); sys.exit(run_import([Path(sys.argv[1])], out=Path(sys.argv[2])))")
    done = subprocess.run([sys.executable, "-B", "-c", code, str(issued(tmp_path, "芜湖市应急管理局")), str(content / where)],
                          check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (1, "")
    assert "policies.yml 写不进去（超过了文件大小的限制）。这次导入什么也没有写，原有的文件没有改动" in done.stdout
    assert "已写出" not in done.stdout
    assert files_in(content) == before


@pytest.mark.parametrize("successes", [0, 1, 2])
def test_a_failure_between_two_files_is_undone(tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch, successes: int) -> None:
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


def test_a_sound_import_leaves_no_temporary_files_and_keeps_modes_and_line_ends(tmp_path: Path, content: Path) -> None:
    agency = content / "wuhu" / "agency.yml"
    agency.write_bytes("name: 芜湖市应急管理局\r\nunits: []\r\n".encode())
    agency.chmod(0o640)
    assert run_import([issued(tmp_path, "芜湖市应急管理局")], out=content, say=Ears()) == 0
    assert set(files_in(content)) == {"pages", "pages/index.md", "policies.yml", "wuhu", "wuhu/agency.yml", "wuhu/2024-yaodian.yml"}
    assert agency.stat().st_mode & 0o777 == 0o640
    assert agency.read_bytes().count(b"\n") == agency.read_bytes().count(b"\r\n") > 3
    assert [p for p in check(content)[1] if "agency.yml" in p.file] == []


@pytest.mark.parametrize("file", ["policies.yml", "wuhu/agency.yml"])
@pytest.mark.parametrize(("data", "says"), [
    ("# 好\nname: 芜湖\n".encode("gbk"), ":1:3: 错误：文件像是用 GBK 编码保存的，不是 UTF-8。请用编辑器另存为 UTF-8 编码。"),
    ("name: 甲\n乙\n丙: 丁\n".encode(), ":2:1: 错误：这一行缺少英文冒号"),
    (b"name: \xff\xfe\xff\n", ":1:7: 错误：文件不是文本"),
], ids=["gbk", "syntax", "binary"])
@pytest.mark.parametrize("where", ["wuhu", "."])
def test_a_registry_that_cannot_be_read_stops_the_import(tmp_path: Path, content: Path, file: str, data: bytes, says: str, where: str) -> None:
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
        "suzhou-shi-yingji-guanli-ju/2024-yaodian.yml", "suzhou-shi-yingji-guanli-ju/2024-yaodian-2.yml",
        "wuhu/2024-yaodian.yml", "wuhu/2024-yaodian-2.yml",
    }
    assert yaml.safe_load((content / "suzhou-shi-yingji-guanli-ju" / "agency.yml").read_text("utf-8"))["name"] == "苏州市应急管理局"
    assert heard.all.count("提醒：content 里还没有“苏州市应急管理局”，新建了 ") == 1
    assert check(content)[0] is not None


def test_a_document_that_is_there_already_is_remarked_upon(tmp_path: Path, content: Path) -> None:
    original = issued(tmp_path, "芜湖市应急管理局")

    def heard() -> str:
        ears = Ears()
        assert run_import([original], out=content / "wuhu", say=ears) == 0
        return next((line for line in ears.all.splitlines() if "已有" in line), "")

    first, second, third = (content / "wuhu" / f"2024-yaodian{n}.yml" for n in ("", "-2", "-3"))
    assert heard() == ""
    assert heard() == f"提醒：已有 {show(first)}，内容与这次导入的相同；这次另写成 {show(second)}。同一份文件只留一份，请删除 {show(second)}。"
    second.unlink()
    first.write_text(first.read_text("utf-8") + "# 改过\n", "utf-8")
    assert heard().startswith(f"提醒：已有 {show(first)}，内容与这次导入的不同；这次另写成 {show(second)}。如果是同一份文件")
    assert heard().startswith(f"提醒：已有 {show(second)}，内容与这次导入的相同；这次另写成 {show(third)}。")


def test_documents_without_an_issuer_share_a_folder_and_are_remarked_upon(tmp_path: Path, content: Path) -> None:
    for _ in range(2):
        heard = Ears()
        assert run_import([issued(tmp_path, "")], out=content, say=heard) == 0
        assert "里没有找到发文机关" in heard.all
    assert {f for f in files_in(content) if f.startswith("jiguan")} == {
        "jiguan", "jiguan/agency.yml", "jiguan/2024-yaodian.yml", "jiguan/2024-yaodian-2.yml"}
    left = [p.what for p in check(content)[1] if "占位" in p.what]
    assert left.count("“（待补发布者）”是样板或导入留下的占位文字") == 2
    assert {"目录名“jiguan”是导入时的占位", "“（待补机关名称）”是样板或导入留下的占位文字"} < set(left)


@pytest.mark.parametrize(("body", "remarked"), [("苏州市应急管理局", True), ("芜湖市应急管理局", False), ("芜湖市应急局", False), ("市应急管理局", False)])
def test_a_document_of_another_body_is_remarked_upon(tmp_path: Path, content: Path, body: str, remarked: bool) -> None:
    heard = Ears()
    assert run_import([issued(tmp_path, body)], out=content / "wuhu", say=heard) == 0
    assert ("提醒：" in heard.all) is remarked
    assert (f"的发文机关是“{body}”，而 {show(content / 'wuhu')} 登记的机关是“芜湖市应急管理局”" in heard.all) is remarked
    assert (content / "wuhu" / "2024-yaodian.yml").exists()


def test_a_path_means_the_same_wherever_it_is_said(tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = issued(tmp_path, "芜湖市应急管理局")
    monkeypatch.chdir(content / "wuhu")
    heard = Ears()
    assert run_import([original], out=Path(), content=Path("content"), say=heard) == 0
    assert not (content / "wuhu" / "policies.yml").exists()
    assert "检查办法" in (content / "policies.yml").read_text("utf-8")
    assert "已写出 2024-yaodian.yml" in heard.all
    assert "已在 ../policies.yml 登记" in heard.all


def test_a_folder_outside_content_holds_its_own_registries(tmp_path: Path, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policies.yml").write_text("policies: []\n", encoding="utf-8")  # left by an earlier version
    before = files_in(content)
    for _ in range(2):
        heard = Ears()
        assert run_import([issued(tmp_path, "芜湖市应急管理局")], out=Path("draft"), content=Path("content"), say=heard) == 0
        assert "提醒：draft 不在 content 目录里" in heard.all
    assert set(files_in(tmp_path / "draft")) == {"agency.yml", "policies.yml", "2024-yaodian.yml", "2024-yaodian-2.yml"}
    assert (tmp_path / "policies.yml").read_text("utf-8") == "policies: []\n"
    assert files_in(content) == before


@pytest.mark.parametrize(("where", "says"), [
    ("pages", "pages 放手写页面，不是机关目录"), ("pages/a", "pages 放手写页面，不是机关目录"), ("data", "data 是网站自己用的名字"),
    ("芜湖", "目录名“芜湖”不能作网页地址"), ("Wuhu", "content/wuhu 再导入"), ("wuhu/draft", "机关目录里不能再有目录"),
    ("policies.yml", "是一个文件，不是目录"),
])
def test_a_folder_that_the_check_refuses_is_refused(tmp_path: Path, content: Path, where: str, says: str) -> None:
    before = files_in(content)
    heard = Ears()
    assert run_import([issued(tmp_path, "芜湖市应急管理局")], out=content / where, content=content, say=heard) == 1
    assert says in heard.all
    assert "什么也没有写" in heard.all
    assert files_in(content) == before


@pytest.mark.parametrize(("where", "says"), [("a.txt/b", "路径中有一段不是目录"), ("x" * 300, "名字太长"), ("a.txt", "是一个文件，不是目录")])
def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path, where: str, says: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    heard = Ears()
    assert run_import([tmp_path / "a.txt"], out=tmp_path / where, say=heard) == 1
    assert len(heard.heard) == 1
    assert says in heard.all
    assert set(files_in(tmp_path)) == {"a.txt"}


def test_an_endless_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    code = ("import sys; from pathlib import Path; from generator.importer.run import run_check, run_import\n"
            "paths = [Path(a) for a in sys.argv[1:]]\n"
            "sys.exit(run_import(paths) + run_check(Path('a.yml'), paths[0]))")
    (tmp_path / "a.yml").write_text("title: 甲\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "管道.txt"), "/dev/zero"], check=False, capture_output=True,
                          encoding="utf-8", cwd=tmp_path, timeout=20, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])})
    assert done.returncode == 2
    assert done.stdout == "错误：无法打开 管道.txt：不是普通文件。\n错误：无法打开 zero：不是普通文件。\n错误：无法打开 管道.txt：不是普通文件。\n"


def test_a_table_behind_a_task_with_a_unit_is_not_lost(tmp_path: Path) -> None:
    original = tmp_path / "a.txt"
    original.write_text("某某县水务局2026年工作要点\n一、抓好演练\n（一）开展演练。全年演练3次。（责任单位：办公室）\n"
                        "序号\t工作任务\t责任单位\t完成时限\n1\t修好水闸\t工程股\t2026年6月底前\n2\t清理河道\t河道股\t长期坚持\n", "utf-8")
    heard = Ears()
    out = tmp_path / "out"
    assert run_import([original], out=out, say=heard) == 0
    text = next(out.rglob("2026*.yml")).read_text("utf-8")
    assert all(words in text for words in ("修好水闸", "工程股", "清理河道", "河道股"))
