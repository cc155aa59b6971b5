"""The review before disclosure, and index numbers: what readers see, and mistakes of the clerk."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import support
from support import HEAD, ROOT

HANDBOOK = (ROOT / "docs" / "经办人手册.md").read_text("utf-8")


def blocks(title: str) -> list[str]:
    """The indented examples under a heading of the handbook, in their order."""
    part = HANDBOOK.split(f"### {title}\n")[1].split("\n#")[0]
    return [re.sub("^    ", "", block, flags=re.M) for block in re.findall(r"(?:^    .*\n)+", part, re.M)]


@pytest.fixture(scope="module")
def as_in_the_handbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = support.copy_sound(tmp_path_factory.mktemp("review"))
    document, agency, _ = blocks("公开信息和审查")
    [policies] = blocks("引用文件还有没有效")
    (root / "content/shuiwu").mkdir()
    (root / "content/shuiwu/agency.yml").write_text("name: 云泽县水务局\n" + agency, "utf-8")
    plan = HEAD.replace("2024", "2026") + document
    plan += (
        "sections: [{title: 一节, cites: [云泽县农村供水管理办法（试行）], tasks: [{id: 1, title: 甲}]}]\n"
    )
    (root / "content/shuiwu/2026-yaodian.yml").write_text(plan, "utf-8")
    registry = root / "content/policies.yml"
    registry.write_text(registry.read_text("utf-8") + policies.removeprefix("policies:\n"), "utf-8")
    built = support.build(root)
    assert built.status == 0, built.said
    return root


def test_readers_see_the_steps_that_the_office_shows(as_in_the_handbook: Path) -> None:
    page = support.pages_of(as_in_the_handbook / "site")["shuiwu/2026-yaodian/index.html"]
    facts = {row.css_first("dt").text(): row.css_first("dd").text() for row in page.css(".gk-facts > div")}
    assert facts["终审"] == "分管负责人，2026年2月24日，同意主动公开"
    assert not {"经办", "初审"} & facts.keys()
    kept = [path for path in (as_in_the_handbook / "site").rglob("*") if path.is_file()]
    assert not [path for path in kept if "供水管理股" in path.read_text("utf-8", "replace")]


def test_the_examples_of_the_handbook_are_sound_but_for_the_repealed_citation(
    as_in_the_handbook: Path,
) -> None:
    root = as_in_the_handbook
    said = support.run("check", "--content", root / "content", "--config", root / "site_config.yml").said
    lines = map(support.without_rule, said.splitlines())
    about = [line for line in lines if "shuiwu" in line or "gongshui" in line]
    assert about == [
        "content/shuiwu/2026-yaodian.yml:16:32: 提醒：引用的《云泽县农村供水管理办法（试行）》"
        "从 2025-07-01 起已废止，本文件的成文日期是 2026-02-10。请核对是不是该引用别的文件，"
        "代替它的是《云泽县农村供水管理办法》，原文确是这样的，可不理会。"
    ]


def test_two_numbers_of_any_length_in_a_template_are_told(tmp_path: Path) -> None:
    """Which digits are whose would be unclear, and ten of them took minutes to try."""
    text = f'name: 甲局\nindex_number: "{"{序号}" * 10}-{{年}}"\n'
    _, [problem] = support.library_of(tmp_path, {"jia/agency.yml": text})
    assert "里有不止一个 {序号}。请只留一个" in problem


@pytest.mark.parametrize("template", ["000014349", "{年度}-{5位}", "{年}-{}", "{年}-{5位", "{10位}"])
def test_a_template_that_nobody_understands_is_told(tmp_path: Path, template: str) -> None:
    text = f'name: 甲局\nindex_number: "{template}"\n'
    _, problems = support.library_of(tmp_path, {"jia/agency.yml": text})
    assert problems == [
        f"content/jia/agency.yml:2:15: 错误：索引号的样式“{template}”看不懂。可写 {{年}}、{{月}}、{{日}}、"
        "{序号}、{5位}，至少一项，其余照写，如 000014349/{年}-{5位}。"
    ]


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (
            "[{step: 终审, by: 办公室}]",
            "6:10: 错误：缺少“date”。请补上一行 date: …（审查日期，如 2024-03-18）",
        ),
        ("[{环节: 终审, by: 办公室, date: 2024-03-18}]", "6:11: 错误：不认识“环节”。是不是想写 step"),
        ("[{step: 终审, by: 办公室, date: 三月}]", "6:10: 错误：“三月”不是日期，或没有这一天。"),
        (
            "{step: 终审, by: 办公室, date: 2024-03-18}",
            "6:1: 错误：公开前的审查应是列表。请每个环节写一项，如 - {step: 终审, by: 局办公室, "
            "date: 2024-03-18}。",
        ),
        (
            "[终审]",
            "6:10: 错误：这一项审查没有写明环节、由谁审查、哪一天。请每个环节写一项，如 - {step: 终审, "
            "by: 局办公室, date: 2024-03-18}。",
        ),
    ],
)
def test_slips_in_a_record_of_review_are_told(tmp_path: Path, review: str, said: str) -> None:
    text = f"{HEAD}review: {review}\nsections: [{{title: 一节, tasks: [{{id: 1, title: 甲}}]}}]\n"
    _, problems = support.library_of(tmp_path, {"jia/a.yml": text})
    assert len(problems) == 1
    assert problems[0].startswith(f"content/jia/a.yml:{said}")


def test_steps_without_their_name_are_told(tmp_path: Path) -> None:
    _, problems = support.library_of(tmp_path, {"jia/agency.yml": "name: 甲局\nreview: [初审, 终审]\n"})
    assert problems == [
        "content/jia/agency.yml:2:1: 错误：审查的环节没有写在 steps 下。请写成 review: {steps: [初审, 终审], "
        "public: [终审]}，不显示的不写进 public。"
    ]


def test_what_an_office_must_do_stops_its_build(as_in_the_handbook: Path, tmp_path: Path) -> None:
    root = shutil.copytree(as_in_the_handbook, tmp_path / "office")
    config = root / "site_config.yml"
    config.write_text(config.read_text("utf-8") + blocks("公开信息和审查")[2], "utf-8")
    said = support.refused(root)
    rules = ("公开信息缺少", "都没有公开前的审查记录", "超过了 20 个工作日")
    assert [any(words in line for line in said) for words in rules] == [True, True, False]
    assert not [line for line in said if "shuiwu" in line and "错误" in line]


def test_a_publication_is_reminded_of_what_the_law_asks(tmp_path: Path) -> None:
    root = support.copy_sound(tmp_path)
    config = root / "site_config.yml"
    config.write_text(config.read_text("utf-8").replace("test.example/", "www.jiaxian.gov.cn/"), "utf-8")
    where = ("--content", root / "content", "--config", config)
    done = support.run("publish", *where, "--site", root / "site", "--to", root / "www", "--dry-run")
    assert done.status == 0, done.said
    for words in (
        "甲县粮食局的 2 份文件都没有公开前的审查记录",
        "公开信息缺少索引号（index_number）、发布机构（publisher）、成文日期（formed）",
        "没有写网站标识码，每个网页都缺少 SiteIDCode 标签",
    ):
        assert words in done.err
        assert words not in support.run("check", *where).err
