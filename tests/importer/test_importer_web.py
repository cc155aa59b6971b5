"""Pages as they are served: hidden until a script shows them, with words nobody sees, raised figures,
and markup that would take minutes."""

from __future__ import annotations

import pytest

from generator.importer.lines import UnreadableError
from generator.importer.outline.result import Imported
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes

TEXT = (
    "<h1>青石县粮食局2024年工作要点</h1><p>一、主要任务</p>"
    "<p>1.轮换储备粮。轮换陈粮，全部过秤入库。（责任单位：仓储科）</p>"
    "<p>2.检修粮仓。逐仓检修，雨季之前修好。（责任单位：基建科）</p>"
)
TITLES = ["轮换储备粮", "检修粮仓"]
SHOWN = "网页的正文在样式里写成隐藏、由脚本显示，已照常读入"
ASIDE = "网页里有隐藏文字，已搁置"


def imported(page: str, name: str = "a.html") -> Imported:
    return import_source(read_bytes(page.encode(), name))


@pytest.mark.parametrize(
    "page",
    [
        "<html><body style='visibility: hidden'>{}</body></html>",
        "<html><body style='opacity:0'>{}</body></html>",
        "<html hidden><body>{}</body></html>",
        "<html><body hidden>{}</body></html>",
        "<html><body><div id='app' style='display:none'>{}</div><div>请打开脚本</div></body></html>",
        "<html><head><style>#app{{display:none}}</style></head><body><div id='app'>{}</div></body></html>",
        "<html><head><style>.a,body{{opacity:0.0}}</style></head><body>{}</body></html>",
        "<html><body style='visibility:hidden'><div style='display:none'>{}</div></body></html>",
    ],
)
def test_a_page_that_a_script_shows_is_read_and_told(page: str) -> None:
    found = imported(page.format(TEXT))
    assert (found.title, [t.title for t in found.tasks]) == ("青石县粮食局2024年工作要点", TITLES)
    assert SHOWN in found.notes
    assert ASIDE not in found.notes


@pytest.mark.parametrize(
    "markup",
    [
        "<span style='color:#fff'>只供内部</span>",
        "<font color='#FFFFFF'>只供内部</font>",
        "<span style='font-size:0'>只供内部</span>",
        "<span style='font-size: 1px'>只供内部</span>",
        "<span style='position:absolute;left:-9999px'>只供内部</span>",
        "<span style='opacity:0'>只供内部</span>",
        "<span class='no'>只供内部</span>",
        "<i id='inner'>只供内部</i>",
    ],
)
@pytest.mark.parametrize("body", ["<body>", "<body style='visibility:hidden'>"])
def test_words_that_nobody_sees_are_set_aside_and_told(markup: str, body: str) -> None:
    rules = "/* .all{display:none} */ .no, #inner { display : none } @media print { p { display:none } }"
    sheet = f"<style>{rules}</style>"
    text = TEXT.replace("全部过秤", f"全部{markup}过秤")
    found = imported(f"<html><head>{sheet}</head>{body}{text}</body></html>")
    assert [t.title for t in found.tasks] == TITLES
    assert "全部过秤入库" in found.tasks[0].text
    assert found.coverage.aside["隐藏文字"] == len("只供内部")
    assert ASIDE in found.notes
    assert (SHOWN in found.notes) is ("visibility" in body)


@pytest.mark.parametrize(
    "markup",
    [
        "<span style='background:#036;color:#fff'>白字有底</span>",
        "<div style='background-color: navy'><span style='color:white'>白字有底</span></div>",
        "<table bgcolor='#003366'><tr><td><font color='white'>白字有底</font></td></tr></table>",
        "<div style='font-size:0'><span style='font-size:16px'>白字有底</span></div>",
        "<span style='opacity:0.9'>白字有底</span>",
        "<span class='tab on'>白字有底</span>",
        "<span style='font-size:0.9em'>白字有底</span>",
    ],
)
def test_words_that_can_be_seen_stay(markup: str) -> None:
    sheet = "<style>.tab{display:none} .tab.on{display:block}</style>"
    found = imported(f"<html><head>{sheet}</head><body>{TEXT}<p>附注另说：</p>{markup}</body></html>")
    assert "隐藏文字" not in found.coverage.aside
    assert found.notes == ()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("面积1200m<sup>2</sup>", "面积1200m²"),
        ("面积1200m<span style='vertical-align: super'>2</span>", "面积1200m²"),
        ("投入10<sup>5</sup>元", "投入10⁵元"),
        ("投入10<sup><span>5</span></sup>元", "投入10⁵元"),
        ("覆盖1.2×10<sup>4</sup>亩", "覆盖1.2×10⁴亩"),
        ("浓度10<sup>-6</sup>克", "浓度10⁻⁶克"),
        ("削减CO<sub>2</sub>", "削减CO₂"),
        ("监测PM<sub>2.5</sub>", "监测PM2.5"),
        ("投入若干元<sup>[1]</sup>", "投入若干元[1]"),
        ("投入若干元<sup>1</sup>", "投入若干元¹"),
    ],
)
def test_raised_and_lowered_characters_are_no_figures(markup: str, text: str) -> None:
    found = imported(f"<html><body>{TEXT.replace('轮换陈粮', markup)}</body></html>")
    assert text in found.tasks[0].text
    assert not {105, 104, 1, 2, 1200} & {
        int(f.value) for t in found.tasks for f in t.figures if f.unit != "m²"
    }
    rows = f"<tr><td>修路</td><td>交通局</td></tr><tr><td>{markup}</td><td>水利局</td></tr>"
    page = f"<html><body><table><tr><th>任务</th><th>单位</th></tr>{rows}</table></body></html>"
    assert (text, "水利局") in [line.cells for line in read_bytes(page.encode(), "a.html").lines]


COSTLY = [
    ("a.html", "<html><body><p {}>一、甲</p></body></html>".format(" ".join(f"a{n}=1" for n in range(9000)))),
    (
        "a.html",
        "<html><body><p {}>一、甲</p></body></html>".format(" ".join(f"a{n}='>'" for n in range(9000))),
    ),
    (
        "a.html",
        "<html><body>{}</body></html>".format(
            "<p {}>甲</p>".format(" ".join(f"a{n}" for n in range(900))) * 60
        ),
    ),
    ("a.html", "<html><body>{}".format("<section>" * 50_000)),
    ("a.md", f"{'|甲' * 5000}|\n{'|---' * 5000}|\n{'|乙' * 5000}|\n"),
    ("a.csv", f"{'甲,' * 5000}\n{'乙,' * 5000}\n"),
    ("a.html", f"<html><body><table><tr>{'<td>甲</td>' * 5000}</tr><tr>{'<td>乙</td>' * 5000}</tr></table>"),
]


@pytest.mark.parametrize(("name", "page"), COSTLY)
def test_small_files_that_would_cost_minutes_are_refused_with_a_sentence(name: str, page: str) -> None:
    with pytest.raises(UnreadableError, match=f"^{name} .*再导入。$"):
        read_bytes(page.encode(), name)


@pytest.mark.parametrize(
    "page",
    [
        "<script>var a = '<p {}>'</script>".format(" ".join(f"a{n}=1" for n in range(9000))),
        "<!-- <p {}> -->".format(" ".join(f"a{n}=1" for n in range(9000))),
        "<img src='data:image/png;base64,{}'>".format("A=/ " * 9000),
        "<p {}>图</p>".format(" ".join(f"data-a{n}='1'" for n in range(300))),
    ],
)
def test_what_only_looks_like_many_attributes_is_read(page: str) -> None:
    assert [t.title for t in imported(f"<html><body>{page}{TEXT}</body></html>").tasks] == TITLES


def test_a_page_inside_a_page_is_counted_too() -> None:
    inner = "&lt;p {}&gt;甲&lt;/p&gt;".format(" ".join(f"a{n}=1" for n in range(9000)))
    found = imported(f'<html><body>{TEXT}<iframe srcdoc="{inner}"></iframe></body></html>')
    assert [t.title for t in found.tasks] == TITLES
