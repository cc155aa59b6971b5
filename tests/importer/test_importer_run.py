"""The command without its command line: what it prints, writes, never overwrites, and says when something is
wrong."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from importer_command import TEXT, Ears, files_in

from generator.build import check
from generator.importer.account.report import report
from generator.importer.draft.atomic_write import show
from generator.importer.draft.proposals import Known, new_policies, new_units, units_yaml
from generator.importer.draft.slugs import Slugs, slug
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.pipeline import import_text
from generator.importer.run import run_check, run_import, validate


def test_json_has_the_keys_of_the_contract(original: Path) -> None:
    said = Ears()
    assert run_import([original], "json", say=said) == 0
    data = json.loads(said.all)
    assert {
        "title",
        "issuer",
        "date",
        "doc_number",
        "kind",
        "meta",
        "sections",
        "tasks",
        "indicators",
        "problems",
        "coverage",
    } <= set(data)
    assert {"number", "title", "units", "deadlines", "cites", "text", "lines"} <= set(data["tasks"][0])
    assert data["tasks"][0]["units"] == [
        {"name": "省局安监处", "role": "responsible"},
        {"name": "执法处", "role": "responsible"},
        {"name": "财务科", "role": "lead"},
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
    assert (record.text, record.period, record.source.file, str(record.source.published)) == (
        "full",
        "2024",
        "要点.txt",
        "2024-03-01 09:30:00",
    )
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
    (content / "moumou" / "agency.yml").write_text(
        "name: 某某局\nunits:\n  - id: yingji-ke\n    name: 应急科\n", encoding="utf-8"
    )
    (content / "policies.yml").write_text(
        "policies:\n  - id: jiancha-banfa\n    title: 某某检查办法\n    aliases: [检查办法]\n",
        encoding="utf-8",
    )
    heard = Ears()
    assert run_import([original], out=content / "moumou", content=content, say=heard) == 0
    assert run_import([original], out=content / "moumou", content=content, say=heard) == 0
    library, problems = check(content)
    assert [p for p in problems if p.severity == "error"] == []
    assert library is not None
    assert sorted(f.name for f in (content / "moumou").iterdir()) == [
        "2024-yaodian.yml",
        "agency.yml",
    ]
    units = yaml.safe_load((content / "moumou" / "agency.yml").read_text(encoding="utf-8"))["units"]
    assert [(u["name"], u.get("aliases")) for u in units] == [
        ("应急科", None),
        ("省局安监处", None),
        ("省局执法处", ["执法处"]),
        ("财务科", None),
        ("办公室", None),
    ]
    assert [u["id"] for u in units] == [
        "yingji-ke",
        "shengju-anjian-chu",
        "shengju-zhifa-chu",
        "caiwu-ke",
        "bangongshi",
    ]
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
    units = new_units(
        [imported], Known(units=frozenset({"综合协调科", "财务科", "zonghe"}), unit_ids=frozenset({"zonghe"}))
    )
    assert [(u.name, u.like) for u in units] == [("综合协凋科", "综合协调科"), ("绿化处", "")]
    assert "# 请核对：与已登记的“综合协调科”相近" in units_yaml(units)


def test_known_names_are_matched_and_new_ones_proposed() -> None:
    imported = import_text(TEXT)
    known = Known(units=frozenset({"应急科", "财务科"}), policies=frozenset({"检查办法"}))
    assert [(u.name, u.aliases) for u in new_units([imported], known)] == [
        ("省局安监处", []),
        ("省局执法处", ["执法处"]),
        ("办公室", []),
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
    line = next(
        n for n, words in enumerate(target.read_text("utf-8").split("\n"), 1) if "年内完成修订" in words
    )
    column = target.read_text("utf-8").split("\n")[line - 1].index("年内完成修订") + 1
    assert said.all.splitlines() == [
        f"{original}:6:1: 错误：原文的“按时序完成编制”，文件里没有。请补上；有意不收的，请核对。",
        f"{target}:{line}:{column}: 错误：“年内完成修订”在原文里没有。请对照原文改正。",
        "原文有、文件里没有的 1 句，文件里有、原文没有的 1 处。",
    ]
    target.write_text("title: [\n", encoding="utf-8")
    said = Ears()
    assert run_check(target, original, said) == 1
    assert said.all.startswith(f"{target}:1:8: 错误：")


def test_the_check_of_an_abridged_text_minds_only_what_was_added(original: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.yml"
    target.write_text(
        "title: 某某局2024年工作要点\ntext: abridged\nsections:\n  - title: 抓安全\n", encoding="utf-8"
    )
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
    imported = import_text(
        "某某局2024年工作要点\n今年共安排24项任务。\n一、抓安全\n今年检查企业120家次，覆盖率100%。\n"
        "1.排查隐患。整改500处。\n2.开展演练。演练100场，整改500处。\n"
    )
    draft = to_yaml(imported)
    written = [
        i["text"]
        for section in yaml.safe_load(draft)["sections"]
        for record in (section, *section["tasks"])
        for i in record.get("indicators", [])
    ]
    assert written == ["今年检查企业120家次", "覆盖率100%", "整改500处", "演练100场", "整改500处"]
    words = report(imported, draft)
    assert "指标 5 个" in words
    assert "引言里的数字 1 个没有写成指标：今年共安排24项任务" in words


def test_the_report_counts_every_mark_of_the_draft() -> None:
    text = (
        "某某局2024年工作要点\n1.修路。修三条。（牵头领导：张三）\n"
        "2.加强管理工作，每一个环节都要认真做好，不得有任何疏漏，务求取得实际的成效，让群众满意，"
        "并及时总结。\n4.绿化。\n"
    )
    imported = import_text(text, "要点.txt")
    draft = to_yaml(imported)
    words = report(imported, draft)
    assert f"需要核对 {draft.count('# 请核对：')} 处" in words
    assert draft.count("# 请核对：") > len(imported.problems) > 0
    assert "草稿中注明“原文没有单独的标题，取第一句为标题”的 1 处" in words


def test_an_import_that_writes_nothing_proposes_only_what_the_agency_lacks(
    tmp_path: Path, content: Path
) -> None:
    (tmp_path / "a.txt").write_text(
        (
            "芜湖市应急管理局2026年工作要点\n一、抓安全\n"
            "1.排查隐患。逐户排查。（责任科室：综合协调科、潮汐观测科）\n"
        ),
        "utf-8",
    )
    (tmp_path / "b.txt").write_text(
        "某某县水利局2026年工作要点\n一、抓安全\n1.修闸。修三座。（责任科室：综合协调科）\n", "utf-8"
    )
    (content / "wuhu" / "agency.yml").write_text(
        "name: 芜湖市应急管理局\nunits:\n  - {id: zonghe-ke, name: 综合协调科}\n", "utf-8"
    )
    before, heard = files_in(content), Ears()
    assert run_import([tmp_path / "a.txt", tmp_path / "b.txt"], content=content, say=Ears(), tell=heard) == 0
    own, other = [words for words in heard.heard if "需要登记的责任单位" in words]
    assert own.startswith(show(content / "wuhu" / "agency.yml"))
    assert "潮汐观测科" in own
    assert "name: 综合协调科" not in own
    assert other.startswith("agency.yml")
    assert "name: 综合协调科" in other
    assert files_in(content) == before


def test_ids_are_pinyin_and_never_given_twice() -> None:
    ids = Slugs(frozenset({"caiwu-ke"}), "danwei")
    names = [
        "综合协调科",
        "财务科",
        "市财政局",
        "重庆市统计局",
        "危险化学品安全监管科",
        "财务科",
        "裁务科",
        "绿化处",
        "A1科",
        "（）",
        "（）",
        "发展和改革委员会",
    ]
    found = [ids.free(n) for n in names]
    assert found == [
        "zonghe-xietiao-ke",
        "caiwu-ke-2",
        "shi-caizheng-ju",
        "chongqing-shi-tongji-ju",
        "weixian-huaxue-pinan-quan-jianguan-ke",
        "caiwu-ke-3",
        "caiwu-ke-4",
        "lvhua-chu",
        "a-1-ke",
        "danwei",
        "danwei-2",
        "fazhan-he-gaige-weiyuanhui",
    ]
    assert all(
        re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", ident)
        for ident in [*found, ids.free("关于进一步加强全市乡镇综合应急救援队伍规范化建设工作的指导意见")]
    )


def test_words_of_offices_stay_whole_in_ids() -> None:
    assert slug("国务院关于激发重点群体活力的实施意见") == "guowuyuan-guanyu-jifa-zhongdian-qunti-huoli-de"
    assert slug("市政府办公室") == "shi-zhengfu-bangongshi"
    assert slug("市政工程处") == "shizheng-gongcheng-chu"
    assert slug("局机关各科室") == "ju-jiguan-ge-ke-shi"


def test_the_pinyin_dictionary_is_loaded_for_an_import_alone() -> None:
    code = "import sys, generator.build, generator.importer.run; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_table_behind_a_task_with_a_unit_is_not_lost(tmp_path: Path) -> None:
    original = tmp_path / "a.txt"
    original.write_text(
        "某某县水务局2026年工作要点\n一、抓好演练\n（一）开展演练。全年演练3次。（责任单位：办公室）\n"
        "序号\t工作任务\t责任单位\t完成时限\n1\t修好水闸\t工程股\t2026年6月底前\n"
        "2\t清理河道\t河道股\t长期坚持\n",
        "utf-8",
    )
    heard = Ears()
    out = tmp_path / "out"
    assert run_import([original], out=out, say=heard) == 0
    text = next(out.rglob("2026*.yml")).read_text("utf-8")
    assert all(words in text for words in ("修好水闸", "工程股", "清理河道", "河道股"))


def test_two_deadlines_in_one_place_are_written_as_two() -> None:
    text = TEXT.replace("2024年底前整改500处。（责任科室：", "（完成时限：2024年底前，每月调度；责任科室：")
    task = validate(to_yaml(import_text(text, "要点.txt"))).sections[0].tasks[0]
    assert [d.text for d in task.deadlines] == ["2024年底前", "每月调度"]


def test_roles_behind_the_names_of_a_cell_are_no_words_that_the_draft_lacks(tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(
        (
            "序号,工作任务,责任单位,完成时限\n1,修好水闸,工程股（牵头），河道股（配合）,2026年6月底前\n"
            "2,清理河道,河道股,长期坚持\n"
        ).replace("，", "、"),
        "utf-8",
    )
    assert run_import([source], out=tmp_path / "out", say=Ears()) == 0
    heard = Ears()
    assert run_check(tmp_path / "out" / "a.yml", source, heard) == 0, heard.all


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("（联系人：某人，联系电话：00000000）", True),
        ("手机：10000000000。", True),
        ("编号13300000000000。", False),
        ("全年检查13300家。", False),
    ],
)
def test_personal_data_is_pointed_out(words: str, told: bool) -> None:
    found = import_text(TEXT.replace("登记造册。", f"登记造册。{words}", 1))
    assert any("个人信息" in doubt.what for doubt in found.problems) is told


def test_a_figure_that_nothing_names_gets_a_name_that_somebody_must_write() -> None:
    text = to_yaml(import_text(TEXT.replace("逐户排查。", "逐户排查。30家。"), "要点.txt"))
    assert any(
        i.name == "（待补指标名称）" for s in validate(text).sections for t in s.tasks for i in t.indicators
    )
    assert "# 请核对：原文没有写明这个数字是什么" in text


def test_offices_of_the_issuer_itself_are_internal() -> None:
    for issuer, names, kinds in (
        ("某县教育局", "市场信息股、机关党委、县财政局", ["internal", "internal", "external"]),
        ("某镇人民政府", "财政所、党政办、县财政局", ["internal", "internal", "external"]),
    ):
        found = import_text(
            f"{issuer}2025年工作要点\n一、重点工作\n1.建设学校。修建校舍。（责任单位：{names}）\n"
            f"2.整修操场。铺设跑道。\n{issuer}\n2025年3月1日\n"
        )
        assert [entry.kind for entry in new_units([found], Known())] == kinds


def test_times_that_are_no_deadlines_are_listed() -> None:
    found = import_text(
        "某县教育局2025年工作要点\n一、重点工作\n1.申报资金。5—6月办理，按月检测，年终考核。"
        "（基建股）\n2.整修操场。铺设跑道。\n"
    )
    assert "没有当作时限的字样 3 处" in report(found, to_yaml(found))


def test_a_large_file_is_announced_before_it_is_read(tmp_path: Path) -> None:
    small, large = tmp_path / "短.txt", tmp_path / "长.txt"
    small.write_text("甲局要点\n一、一节\n（一）巡查。逐处登记。\n", "utf-8")
    large.write_text("说明。\n" * 110_000, "utf-8")
    heard: list[str] = []
    run_import([small, large], "json", say=heard.append, tell=lambda _: None, stage=heard.append)
    assert [words for words in heard if words.startswith("导入 ")] == [
        "导入 短.txt",
        "导入 长.txt（1.0 MB，要等一会儿）",
    ]
