"""Names of known units and cited documents in running text become links, and the words stay the words."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import SOUND

from generator.build import check
from generator.pages.autolinks import Autolinker, linkers

TARGETS = [
    ("应急指挥中心", "jia/units/zhihui.html"),
    ("指挥中心", "jia/units/zhong.html"),
    ("安全生产法", "policies/a.html"),
    ("中华人民共和国安全生产法", "policies/a.html"),
    ("安全生产法实施办法", "policies/b.html"),
]


def linked(text: str, folder: str = "jia/2024", targets: list[tuple[str, str]] = TARGETS) -> str:
    return str(Autolinker(targets).among([text], folder)(text))


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_a_name_becomes_a_relative_link() -> None:
    assert linked("由应急指挥中心负责") == '由<a href="../units/zhihui.html">应急指挥中心</a>负责'
    assert linked("由应急指挥中心负责", "jia") == '由<a href="units/zhihui.html">应急指挥中心</a>负责'


def test_longer_names_win() -> None:
    assert linked("安全生产法实施办法") == '<a href="../../policies/b.html">安全生产法实施办法</a>'
    assert (
        linked("《中华人民共和国安全生产法》")
        == '《<a href="../../policies/a.html">中华人民共和国安全生产法</a>》'
    )


def test_a_name_that_goes_on_is_another_word() -> None:
    assert "<a" not in linked("安全生产法律法规")
    assert "<a" not in linked("安全生产法治")
    assert "<a" in linked("学习安全生产法，落实责任")


def test_one_link_for_each_target_in_a_passage() -> None:
    assert linked("安全生产法和中华人民共和国安全生产法").count("<a") == 1
    assert linked("安全生产法和应急指挥中心").count("<a") == 2


def test_text_around_a_name_is_escaped() -> None:
    assert (
        linked("<b>&应急指挥中心\"'")
        == '&lt;b&gt;&amp;<a href="../units/zhihui.html">应急指挥中心</a>&#34;&#39;'
    )
    assert linked("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_names_that_look_like_patterns_or_markup() -> None:
    assert linked("甲(.*)+乙", targets=[("(.*)+", "a.html")]) == '甲<a href="../../a.html">(.*)+</a>乙'
    assert linked("x<b>y", targets=[("<b>", "a.html")]) == 'x<a href="../../a.html">&lt;b&gt;</a>y'


def test_each_passage_of_a_document_has_its_own_links() -> None:
    texts = ["由应急指挥中心负责", "应急指挥中心", "应急指挥", "中心<"]
    link = Autolinker(TARGETS).among(texts, "jia/2024")
    assert [link(text).count("<a") for text in texts] == [1, 1, 0, 0]
    assert link("中心<") == "中心&lt;"
    with pytest.raises(KeyError):
        link("不在其中")


def test_no_names_no_links() -> None:
    assert linked("甲 < 乙", targets=[]) == "甲 &lt; 乙"
    assert linked("", targets=TARGETS) == ""


def test_the_tiny_site_knows_its_names() -> None:
    library, _ = check(SOUND / "content")
    known = linkers(library)
    text = "按《甲县储备粮管理办法》，粮食储备科和路政管理股参加丰产行动，办公室配合。"
    jia, yi = (str(known[agency].among([text], "x/y")(text)) for agency in ("jia", "yi"))
    assert re.findall(r'href="([^"]+)"', jia) == [
        "../../policies/chuliang-banfa.html",
        "../../jia/units/chubei-ke.html",
        "../../policies/fengchan-xingdong.html",
    ]
    assert re.findall(r'href="([^"]+)"', yi) == [
        "../../policies/chuliang-banfa.html",
        "../../yi/units/luzheng-gu.html",
        "../../policies/fengchan-xingdong.html",
    ]


_TEXT = st.characters(exclude_categories=("Cs",), exclude_characters="\uffff")
_names = st.text(alphabet="甲乙丙法律<&\"'>()[*.\\", min_size=1, max_size=5)


@given(
    st.lists(st.tuples(_names, st.sampled_from(["a.html", "b/c.html", "b/d.html"])), max_size=6),
    st.lists(_names | st.text(_TEXT, max_size=8), max_size=8).map("".join),
    st.sampled_from(["", "b", "b/c"]),
)
def test_the_words_stay_the_words(targets: list[tuple[str, str]], text: str, folder: str) -> None:
    found = linked(text, folder, targets)
    assert plain(found) == text
    assert re.sub(r'<a href="[^"<>]*">|</a>', "", found).count("<") == 0
