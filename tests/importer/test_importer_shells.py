"""The page around a document changes nothing of its import; what only the page says gets a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.importer.account.report import report
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes

SHELLS = yaml.safe_load((Path(__file__).parent / "cases/page_shells.yml").read_text(encoding="utf-8"))
SITE = "临溪市图书馆"
PLAN = (
    "<p>各部室、各分馆：</p><p>为推动全民阅读，现制定本计划，请认真落实。</p><p>一、主要任务</p>"
    "<p>（一）办好读书节。4月组织读者见面会，请作家到场交流。（责任部门：活动部）</p>"
    "<p>（二）更新分馆图书。每季度更新一次，做好登记。（责任部门：采编部）</p>"
    "<p>二、工作要求</p><p>各部室要加强配合，按时完成。</p>"
)
TABLE = (
    "<table><tr><td>工作内容</td><td>责任部门</td><td>完成时限</td></tr>"
    "<tr><td>清点旧报刊</td><td>采编部</td><td>3月底前</td></tr>"
    "<tr><td>布置读书节展板</td><td>活动部</td><td>4月20日前</td></tr></table>"
)
FILE = "<p><a href='/u/1.docx'>附件：临溪市图书馆重点任务分工表.docx</a></p>"
BARE_FILE = "<p><a href='/u/1.xls?id=3'>重点任务分工表.xls</a></p>"


def page(shell: str, title: str, body: str) -> str:
    """The document in the page of a site."""
    return f"<html>{SHELLS[shell].replace('{title}', title).replace('{body}', body)}</html>"


def imported(html: str) -> Imported:
    return import_source(read_bytes(html.encode(), "a.html"))


def facts(found: Imported) -> list[object]:
    return [found.title, found.issuer, found.date, found.period, [t.title for t in found.tasks]]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("title", "body", "tasks", "intro"),
    [
        ("2024年阅读推广工作计划", PLAN, ["办好读书节", "更新分馆图书"], 2),
        ("第三季度主要工作安排表", TABLE, ["清点旧报刊", "布置读书节展板"], 0),
    ],
)
def test_a_document_is_the_same_in_the_page_of_any_site(
    shell: str, title: str, body: str, tasks: list[str], intro: int
) -> None:
    found = imported(page(shell, title, body))
    assert facts(found) == [title, SITE, "2024-02-08", "2024", tasks]
    assert len(found.intro) == intro  # nothing of menus, paths and side bars
    assert found.closing == ()
    doubt = next(p.what for p in found.problems if "取自网页的" in p.what)
    assert "日期 2024-02-08" in doubt
    assert (f"发文机关“{SITE}”" in doubt) is (shell != "信息表")  # there it is a field of its own
    assert ("时期 2024" in doubt) is ("2024" not in title)
    assert f"# 请核对：{doubt}" in to_yaml(found)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("body", "name"), [(FILE, "临溪市图书馆重点任务分工表"), (BARE_FILE, "重点任务分工表")]
)
def test_a_page_whose_work_is_in_its_attachment_says_so_first_of_all(
    shell: str, body: str, name: str
) -> None:
    found = imported(page(shell, "关于印发2024年重点任务分工表的通知", body))
    assert found.tasks == ()
    assert found.problems[0].what == f"任务在附件《{name}》中，正文里没有任务"
    assert report(found, to_yaml(found)).startswith(f"a.html：任务在附件《{name}》中，正文里没有任务。请")


@pytest.mark.parametrize("day", ["2024-02-08", "[02-08]", "02月08日", "2024/2/8"])
@pytest.mark.parametrize("at", ["before", "behind"])
@pytest.mark.parametrize("head", ["附件：", "相关附件", ""])
def test_a_list_of_links_with_days_beside_the_files_of_a_page_is_no_work(
    day: str, at: str, head: str
) -> None:
    links = "".join(
        f"<li>{f'<i>{day}</i>' if at == 'before' else ''}<a href=/{n}.html>{words}</a>"
        f"{f'<i>{day}</i>' if at == 'behind' else ''}</li>"
        for n, words in enumerate(["关于防火的通知", "2024年采伐限额公示", "古树名录"])
    )
    found = imported(
        "<html><body><h2>临溪市林业局2024年重点任务分解表</h2><p>日期：2024-02-08 来源：临溪市林业局</p>"
        f"<div>{head and f'<p>{head}</p>'}<p><a href='/u/1.xlsx'>重点任务分解表.xlsx</a></p></div>"
        f"<div><h3>通知公告</h3><ul>{links}</ul></div></body></html>"
    )
    assert (found.tasks, found.intro, found.closing) == ((), (), ())
    assert found.problems[0].what == "任务在附件《重点任务分解表》中，正文里没有任务"


@pytest.mark.parametrize(
    ("source", "site", "issuer"),
    [
        ("临溪市文化馆", "", "临溪市文化馆"),
        ("临溪日报", "", None),
        ("新华社", "", None),
        ("本网", "", None),
        ("本站原创", "", None),
        ("网络", "", None),
        ("转载自临溪市文化馆", "", None),
        ("佚名", "临溪市文化馆", "临溪市文化馆"),
        ("办公室", "临溪市人民政府门户网站", "临溪市人民政府"),
        ("临溪晚报", "临溪新闻网", None),
    ],
)
def test_only_a_body_is_proposed_as_the_issuer(source: str, site: str, issuer: str | None) -> None:
    title = "阅读推广工作计划"
    found = imported(
        f"<html><head><title>{title}{site and '_' + site}</title></head><body><h1>{title}</h1>"
        f"<p>来源：{source}　发布时间：2024-02-08</p>{PLAN}</body></html>"
    )
    assert (found.title, found.issuer, found.date, found.period) == (title, issuer, "2024-02-08", "2024")
    assert any(f"发文机关“{issuer}”取自网页的" in p.what for p in found.problems) is (issuer is not None)


def test_what_the_document_says_itself_is_no_proposal() -> None:
    found = imported(
        "<html><head><title>临溪市文化局2024年工作计划_临溪市人民政府</title></head><body>"
        "<h1>临溪市文化局2024年工作计划</h1><p>来源：临溪市图书馆　发布时间：2024-02-18</p>"
        f"{PLAN}<p>临溪市文化局</p><p>2024年2月8日</p></body></html>"
    )
    assert (found.issuer, found.date, found.period) == ("临溪市文化局", "2024-02-08", "2024")
    assert not any("取自网页" in p.what for p in found.problems)


@pytest.mark.parametrize(
    ("title", "signed", "published", "date", "says"),
    [
        ("2023年度法治建设情况报告", "2023年1月9日", "2024-01-09", "2024-01-09", "早于所报告的时期"),
        ("2023年工作总结", "2023年2月1日", None, "2023-02-01", "早于所报告的时期"),
        ("2023年工作总结", "2023年12月20日", "2024-01-09", "2023-12-20", ""),
        ("2023年上半年工作总结", "2023年6月28日", "2023-07-01", "2023-06-28", ""),
        ("2023年工作计划", "2023年1月9日", "2023-02-09", "2023-01-09", ""),
        ("2023年工作计划", "2023年3月9日", "2023-02-09", "2023-03-09", "晚于网页的发布日期"),
    ],
)
def test_a_day_on_which_nobody_can_have_signed_gets_a_doubt(
    title: str, signed: str, published: str | None, date: str, says: str
) -> None:
    found = imported(
        f"<html><body><h1>临溪市文化馆{title}</h1>{f'<p>发布日期：{published}</p>' if published else ''}"
        f"<p>一、主要工作</p><p>（一）办好读书节。请作家到场交流。</p><p>临溪市文化馆</p><p>{signed}</p></body></html>"
    )
    assert found.date == date
    doubts = [p.what for p in found.problems if "落款的日期" in p.what]
    assert len(doubts) == bool(says)
    assert not says or says in doubts[0]


def test_no_year_is_invented_where_neither_text_nor_page_has_one() -> None:
    found = imported(f"<html><body><h1>临溪市文化局工作要点</h1>{PLAN}</body></html>")
    draft = to_yaml(found)
    assert found.period is None
    assert "\nperiod:" not in draft  # `gongkai check` asks for it, and nothing is published without
    assert "# 请核对：原文没有写明年份，请在 kind 下面补一行 period" in draft
