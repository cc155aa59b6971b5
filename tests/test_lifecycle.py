"""Draft, reviewed, published, corrected, withdrawn: what the site shows of it, and what clerks are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import build, copy_sound, differing, library_of, run, write

from generator.build import build as make
from generator.build import check

HEAD = "title: {title}\nkind: plan\nperiod: 2024\ntext: full\nsource: {{publisher: 甲局}}\n"
TASKS = "sections:\n  - title: 一节\n    tasks:\n"


def document(title: str, status: str, *tasks: str) -> str:
    said = f"status: {status}\n" if status else ""
    return HEAD.format(title=title) + said + TASKS + "".join(f"      - {task}\n" for task in tasks)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "published"),
        ("草稿", "draft"),
        ("已审", "reviewed"),
        ("已公开", "published"),
        ("withdrawn", "withdrawn"),
    ],
)
def test_a_status_is_a_code_or_a_word(tmp_path: Path, written: str, code: str) -> None:
    library, problems = library_of(tmp_path, {"jia/a.yml": document("甲", written, "{id: 1, title: 做事}")})
    content = library.content
    (found,) = {d.file: d for d in (*content.documents, *content.drafts, *content.withdrawn)}.values()
    assert found.record.status == code
    assert len(library.documents) == (code == "published")
    assert problems == []


def test_another_word_is_a_mistake(tmp_path: Path) -> None:
    _, problems = library_of(tmp_path, {"jia/a.yml": document("甲", "公示中", "{id: 1, title: 做事}")})
    (problem,) = problems
    assert problem.startswith("content/jia/a.yml:6:9: 错误：“status”不能写“公示中”。")
    assert "draft 草稿；reviewed 已审；published 已公开；withdrawn 已撤回" in problem


def drafted(root: Path) -> Path:
    copy_sound(root)
    files = {
        "jia/2025-cao.yml": document("乙计划", "草稿", "{id: 1, title: 起草中的事, cites: [没登记的办法]}"),
        "jia/2025-shen.yml": document("丙计划", "reviewed", "{id: 1, title: 审过的事}"),
        "jia/2024-che.yml": document("丁计划", "已撤回", "{id: 1, title: 撤回的事}")
        + "revisions:\n  - {date: 2024-05-10, what: 整份文件撤回, why: 重复登载, reviewer: 局办公室}\n",
    }
    write(root / "content", files)
    return root


def test_a_build_leaves_out_what_is_not_published_and_says_how_many(tmp_path: Path) -> None:
    root = drafted(tmp_path)
    done = build(root)
    assert done.status == 0, done.err
    assert "另有没有上网站的文件：草稿 1 份，已审 1 份，已撤回 1 份。" in done.out
    site = root / "site"
    assert not (site / "jia/2025-cao").exists()
    assert not (site / "jia/2025-shen").exists()
    texts = [(p, p.read_bytes()) for p in site.rglob("*") if p.is_file()]
    for words in ("乙计划", "起草中的事", "丙计划", "审过的事", "撤回的事"):
        assert [str(p) for p, data in texts if words.encode() in data] == []
    notice = (site / "jia/2024-che/1.html").read_text("utf-8")
    for words in (
        "已撤回：丁计划",
        "2024年5月10日",
        "原因：重复登载",
        "审核：局办公室",
        "../../revisions.html",
    ):
        assert words in notice
    for name, what in (
        ("results", "各项任务的落实情况"),
        ("matrix", "责任矩阵"),
        ("compare", "与上一文件的对照"),
    ):
        notice = (site / f"jia/2024-che/{name}.html").read_text("utf-8")
        assert f'这里原来是{what}，已随<a href="index.html">整份文件</a>撤回' in notice
    listed = (site / "revisions.html").read_text("utf-8")
    assert '<a href="jia/2024-che/index.html">丁计划</a>：整份文件撤回' in listed


def test_a_draft_is_checked_mildly(tmp_path: Path) -> None:
    """Its mistakes stop nobody else; they are told before it is published."""
    root = drafted(tmp_path)
    done = run("check", "--content", root / "content", "--config", root / "site_config.yml")
    assert done.status == 0
    assert "content/jia/2025-cao.yml" in done.err
    assert "提醒：没有登记的引用文件“没登记的办法”" in done.err


def test_a_preview_shows_drafts_with_a_mark(tmp_path: Path) -> None:
    root = drafted(tmp_path)
    write(root / "content", {"jia/2025-cao.yml": document("乙计划", "草稿", "{id: 1, title: 起草中的事}")})
    arguments = root / "content", root / "site_config.yml", root / "site"
    make(*arguments, drafts=True)
    for address in ("jia/2025-cao/index.html", "jia/2025-cao/1.html"):
        assert "草稿，尚未公开" in (root / "site" / address).read_text("utf-8")
    assert "已审，尚未公开" in (root / "site/jia/2025-shen/1.html").read_text("utf-8")
    assert "尚未公开" not in (root / "site/jia/2024-yaodian/1.html").read_text("utf-8")
    assert "乙计划（草稿）" in (root / "site/jia/index.html").read_text("utf-8")


def test_no_draft_is_left_over_in_an_incremental_build_after_a_preview(tmp_path: Path) -> None:
    from generator.output.cache import Folder

    root, other = drafted(tmp_path / "a"), drafted(tmp_path / "b")
    for made in (root, other):
        write(
            made / "content", {"jia/2025-cao.yml": document("乙计划", "草稿", "{id: 1, title: 起草中的事}")}
        )
    arguments = root / "content", root / "site_config.yml", root / "site"
    make(*arguments, drafts=True, cache=Folder(root / "site"))
    make(*arguments, cache=Folder(root / "site"))
    assert build(other).status == 0
    assert differing(root / "site", other / "site") == []


def test_links_to_what_is_not_shown_are_told_and_left_out(tmp_path: Path) -> None:
    files = {
        "jia/a.yml": document("甲", "", "{id: 1, title: 做事, links: [{kind: continues, to: jia/b/1}]}"),
        "jia/b.yml": document("乙", "已撤回", "{id: 1, title: 旧事}"),
        "jia/c.yml": document(
            "丙",
            "",
            "{id: 1, title: 又一事, progress: [{date: 2024-06, status: 已完成, source: {task: jia/d/1}}]}",
        ),
        "jia/d.yml": document("丁", "草稿", "{id: 1, title: 报告}"),
    }
    library, problems = library_of(tmp_path, files)
    assert len(problems) == 2
    assert "提醒：任务“jia/b/1”所在的文件不在网站上（已撤回），这里的联系暂不显示" in problems[0]
    assert "提醒：任务“jia/d/1”所在的文件不在网站上（草稿），" in problems[1]
    assert [task.links for task in library.tasks] == [[], []]


def test_corrections_stand_on_the_pages_and_in_the_list(tmp_path: Path) -> None:
    root = copy_sound(tmp_path)
    revision = "{date: 2024-06-01, what: 时限改为9月底前, why: 录入有误, reviewer: 局办公室}"
    text = document("甲计划", "", f"{{id: 1, number: 1., title: 做事, revisions: [{revision}]}}")
    text += "revisions:\n  - {date: 2024-07-02, what: 标题更正}\n"
    write(root / "content", {"jia/2024-gai.yml": text})
    assert build(root).status == 0
    site = root / "site"
    own = (site / "jia/2024-gai/1.html").read_text("utf-8")
    assert "时限改为9月底前" in own
    assert "标题更正" not in own
    for page in ("jia/2024-gai/index.html", "revisions.html"):
        said = (site / page).read_text("utf-8")
        assert 0 < said.index("标题更正") < said.index("时限改为9月底前"), "the latest first"
    assert "1.做事</a>：时限改为9月底前" in (site / "revisions.html").read_text("utf-8")
    assert '<a href="1.html">1.做事</a>：时限改为' in (site / "jia/2024-gai/index.html").read_text("utf-8")


def test_a_correction_says_when_and_what(tmp_path: Path) -> None:
    text = document("甲", "", "{id: 1, title: 做事}") + "revisions:\n  - {date: 2024-02-30, 原因: 有误}\n"
    _, problems = library_of(tmp_path, {"jia/a.yml": text})
    assert "“2024-02-30”不是日期，或没有这一天" in problems[0]
    assert "是不是想写 why" in problems[2]
    assert len(problems) == 3


def test_a_correction_of_tomorrow_is_told(tmp_path: Path) -> None:
    from datetime import date

    text = document("甲", "", "{id: 1, title: 做事}") + "revisions:\n  - {date: 2024-03-01, what: 改}\n"
    library_of(tmp_path, {"jia/a.yml": text})
    said = [str(p) for p in check(tmp_path / "content", today=date(2024, 2, 1))[1]]
    assert any("更正日期 2024-03-01 晚于今天" in line for line in said)


def test_the_figures_of_an_agency_leave_a_notice_when_their_document_is_withdrawn(tmp_path: Path) -> None:
    root = drafted(tmp_path)
    withdrawn = document("戊计划", "已撤回", "{id: 1, title: 更换管道12公里}")
    agency = "name: 戊局\nunits: []\n"
    write(root / "content", {"wu/agency.yml": agency, "wu/2024-che.yml": withdrawn})
    done = build(root)
    assert done.status == 0, done.err
    page = (root / "site/wu/indicators.html").read_text("utf-8")
    assert "现在公开的文件没有写明指标，原来写明的已随文件撤回。" in page
    assert "indicators.html" not in (root / "site/wu/index.html").read_text("utf-8").split("<article", 1)[1]
