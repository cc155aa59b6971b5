"""What an office says of the checks in site_config.yml, and the rule's name in every form of a finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import support
from support import AGENCY, HEAD, Run, copy_sound, run, write

from generator.problems import Problem, as_github, with_rule

HALF = "清点沙袋,补充冲锋舟。"
DOCUMENT = f"{HEAD}sections:\n  - title: 一节\n    tasks: [{{id: 1, title: 甲, text: '{HALF}'}}]\n"
PLACE = "content/jia/2024-x.yml:8:38"
SAID = (
    "中文里用了半角标点，共 1 处，第一处在“清点沙袋,补充冲锋舟。”。"
    "请改成全角（，；：！？（））；整篇照原文保留的，可不理会。"
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The sound site, and a document in it with one slip."""
    root = copy_sound(tmp_path / "site")
    write(root / "content", {"jia/2024-x.yml": DOCUMENT})
    return root


def set_to(root: Path, *lines: str) -> Path:
    """Write the settings into the configuration of a site; gives the number of the first of these lines."""
    config = root / "site_config.yml"
    text = config.read_text("utf-8").rstrip("\n") + "\n"
    config.write_text(text + "checks:\n" + "".join(f"  {line}\n" for line in lines), "utf-8")
    return config


def line_of(config: Path, words: str) -> int:
    return next(n for n, line in enumerate(config.read_text("utf-8").split("\n"), 1) if words in line)


def check(root: Path, *more: str) -> Run:
    return run("check", "--content", root / "content", "--config", root / "site_config.yml", *more)


def test_a_reminder_says_its_rule(site: Path) -> None:
    done = check(site)
    assert done.status == 0
    assert f"{PLACE}: 提醒：{SAID} [half_width]" in done.err.splitlines()


def test_a_reminder_of_check_may_be_made_an_error_that_stops_a_build(site: Path) -> None:
    set_to(site, "half_width: 错误")
    built, checked = support.build(site, "--jobs", 1), check(site)
    assert (built.status, checked.status) == (1, 1)
    assert f"{PLACE}: 错误：{SAID}" in built.err.splitlines()
    assert f"{PLACE}: 错误：{SAID} [half_width]" in checked.err.splitlines()


def test_a_check_may_be_left_out(site: Path) -> None:
    set_to(site, "half_width: 不查")
    assert "half_width" not in check(site).said


def test_an_error_may_be_made_a_reminder(site: Path) -> None:
    write(
        site / "content",
        {"jia/2024-x.yml": DOCUMENT + "disclosure: {formed: 2024-05-01, published: 2024-03-01}\n"},
    )
    assert check(site).status == 1
    set_to(site, "dates: reminder", "half_width: off")
    built = support.build(site, "--jobs", 1)
    assert built.status == 0
    assert "提醒：发布日期 2024-03-01 早于成文日期 2024-05-01" in built.said


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("half_wide: 不查", "没有名叫“half_wide”的检查。是不是想写 half_width？名称见检查结果末尾的方括号。"),
        ("personal_data: 不查", "检查“personal_data”不能降低。网站的正确和安全靠它，请删除这一行。"),
        ("personal_data: 提醒", "检查“personal_data”不能降低。网站的正确和安全靠它，请删除这一行。"),
        ("personal_tables: off", "检查“personal_tables”不能降低。网站的正确和安全靠它，请删除这一行。"),
        ("yaml: reminder", "检查“yaml”不能降低。网站的正确和安全靠它，请删除这一行。"),
    ],
)
def test_what_is_no_check_or_may_not_be_lowered_is_told_at_its_line(site: Path, line: str, what: str) -> None:
    config = set_to(site, "numbers: 错误", line)
    said = f"site_config.yml:{line_of(config, line)}:3: 错误：{what}"
    built, checked = support.build(site, "--jobs", 1), check(site)
    assert (built.status, checked.status) == (1, 1)
    assert said in built.err.splitlines()
    assert f"{said} [config]" in checked.err.splitlines()


def test_what_is_no_severity_is_told_with_what_may_be_written(site: Path) -> None:
    config = set_to(site, "half_width: 很严")
    said = check(site).err
    assert f"site_config.yml:{line_of(config, 'half_width')}:15: 错误：" in said
    assert "很严" in said
    assert "不查" in said


def test_a_fixed_check_may_be_named_as_it_is(site: Path) -> None:
    set_to(site, "personal_data: 错误", "personal_tables: 提醒", "chains: error")
    assert check(site).status == 0


@pytest.mark.parametrize("rule", ["required_fields", "meta_tags"])
def test_what_is_told_at_publication_is_told_before_where_the_office_asks(site: Path, rule: str) -> None:
    bare = (site / "site_config.yml").read_text("utf-8")
    assert f"[{rule}]" not in check(site).err
    for setting, status in (("提醒", 0), ("错误", 1)):
        (site / "site_config.yml").write_text(bare, "utf-8")
        set_to(site, f"{rule}: {setting}")
        told = check(site)
        assert (told.status, f"[{rule}]" in told.err) == (status, True)
    assert support.build(site, "--jobs", 1).status == 1


def test_secrets_stay_errors_whatever_is_set(site: Path) -> None:
    """Even where the configuration is wrong, and so nothing is built, the secret is told as what it is."""
    write(site / "content", {"jia/2024-x.yml": DOCUMENT.replace("冲锋舟", "冲锋舟，密级：秘密")})
    set_to(site, "personal_data: 不查")
    found = json.loads(check(site, "--format", "json").out)
    assert "error" in {one["severity"] for one in found if one["rule"] == "personal_data"}


def test_the_rule_in_json_and_for_github(site: Path) -> None:
    found = json.loads(check(site, "--format", "json").out)
    (told,) = [one for one in found if one["rule"] == "half_width"]
    assert told["line"] == 8
    assert told["field"] == "sections.0.tasks.0.text"
    line = next(line for line in check(site, "--format", "github").out.splitlines() if "half_width" in line)
    place = "file=content/jia/2024-x.yml,line=8,col=38"
    assert line == f"::warning {place},title=half_width::{SAID}"


def test_what_github_would_take_for_more_is_escaped() -> None:
    problem = Problem("a,b:c%.yml", 3, 7, "一%二\n三", "请\r改：a,b", "", "error", "yaml")
    assert as_github(problem) == (
        "::error file=a%2Cb%3Ac%25.yml,line=3,col=7,title=yaml::一%25二%0A三。请%0D改：a,b。"
    )
    assert (
        as_github(Problem("甲.yml", 0, 0, "没有", "请补")) == "::error file=甲.yml,line=1,col=1::没有。请补。"
    )


def test_a_finding_without_a_rule_has_no_brackets() -> None:
    assert with_rule(Problem("甲.yml", 0, 0, "没有", "请补")) == "甲.yml: 错误：没有。请补。"


def test_words_are_pointed_at_where_their_text_takes_several_lines(tmp_path: Path) -> None:
    text = "text: |\n          清点沙袋。\n          补充冲锋舟,按月上报。\n"
    document = (
        f"{HEAD}sections:\n  - title: 一节\n    tasks:\n      - id: 1\n        title: 甲\n        {text}"
    )
    content = write(tmp_path / "content", {"jia/agency.yml": AGENCY, "jia/a.yml": document})
    found = json.loads(run("check", "--content", content, "--format", "json").out)
    assert [(one["line"], one["column"]) for one in found if one["rule"] == "half_width"] == [(13, 11)]
