"""site_config.yml: every mistake with its place, and what the pages make of the values."""

from __future__ import annotations

from pathlib import Path

import pytest
import support
from hypothesis import given
from hypothesis import strategies as st

from generator.content.config import read_config
from generator.model.colours import LEAST_CONTRAST, SOFT, WHITE, contrast, readable
from generator.problems import ProblemsError

GOOD = """\
site_name: 甲县公开
site_description: 说明
site_url: https://test.example/zwgk/
column: {name: 栏目, description: 说明, keywords: 词, type: 类}
"""


def read(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "site_config.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(ProblemsError) as caught:
        read_config(path)
    return [str(p) for p in caught.value.problems]


def test_the_sound_one(tmp_path: Path) -> None:
    path = tmp_path / "site_config.yml"
    path.write_text(GOOD, "utf-8")
    assert read_config(path).site_name == "甲县公开"
    assert read_config(path).color == "#1f5a99"


def test_the_real_one() -> None:
    assert read_config(support.ROOT / "site_config.yml").column.name


@pytest.mark.parametrize("odd", ["https://[x/", "https://[::1", "https://a:x/", "https://:80/"])
def test_an_address_that_cannot_be_taken_apart_is_told_with_its_place(tmp_path: Path, odd: str) -> None:
    text = GOOD.replace("https://test.example/zwgk/", f'"{odd}"')
    assert read(tmp_path, text)[0].startswith(f"site_config.yml:3:11: 错误：“{odd}”不是网址")


def test_a_colour_without_quotes_is_a_comment(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD + "color: #1f5a99\n") == [
        "site_config.yml:5:8: 错误：“color”的值是空的，# 后面的“1f5a99”成了注释。"
        "如果它是内容，请给整个内容加上引号；如果是注释，请在 # 后空一格。"
    ]


@pytest.mark.parametrize(
    ("colour", "ratio", "darker"),
    [
        ("#d0a000", "2.41", "#947200"),
        ("#FFFFFF", "1.00", "#767676"),
        ("#777777", "4.47", "#767676"),  # the palest grey that will do is the next
        ("#00ff00", "1.37", "#008a00"),
    ],
)
def test_a_colour_too_pale_to_be_read(tmp_path: Path, colour: str, ratio: str, darker: str) -> None:
    assert read(tmp_path, f'{GOOD}color: "{colour}"\n') == [
        f"site_config.yml:5:8: 错误：主色“{colour}”太浅，与白色的对比度是 {ratio}，不到 4.5，"
        f"网页上的链接和白字看不清。请换一个深些的颜色，同样色调里最接近的是 {darker}。"
    ]
    (tmp_path / "site_config.yml").write_text(f'{GOOD}color: "{darker}"\n', "utf-8")
    assert read_config(tmp_path / "site_config.yml").color == darker


@pytest.mark.parametrize("colour", ["#000000", "#1f5a99", "#767676", "#ff0000", "#7A1F1F"])
def test_a_colour_is_read_where_the_page_is_dark(tmp_path: Path, colour: str) -> None:
    """On the ground of dark pages, that of buttons there, and the paler one of menu and foot."""
    path = tmp_path / "site_config.yml"
    colour = readable(colour)
    path.write_text(f'{GOOD}color: "{colour}"\n', "utf-8")
    on_dark = read_config(path).color_on_dark
    assert contrast(on_dark, "#14181d") >= 6
    assert contrast(on_dark, "#1f252d") >= LEAST_CONTRAST
    style = (support.ROOT / "templates/assets/gongkai.css").read_text("utf-8")
    assert style.count("--paper: #14181d; --soft: #1f252d;") == 2


@pytest.mark.parametrize(
    ("colour", "shown"),
    [("#767676", "#707070"), ("#1F5A99", "#1f5a99"), ("#000000", "#000000"), ("#008a00", "#008300")],
)
def test_a_colour_is_read_on_the_pale_grounds_of_a_page(tmp_path: Path, colour: str, shown: str) -> None:
    """What is just read on white is a little darker where it may stand on menu, foot or note."""
    path = tmp_path / "site_config.yml"
    path.write_text(f'{GOOD}color: "{colour}"\n', "utf-8")
    assert read_config(path).color_on_soft == shown
    assert contrast(shown, SOFT) >= LEAST_CONTRAST
    for file in ("assets/gongkai.css", "theme/404.html"):
        assert f"--soft:{SOFT}" in (support.ROOT / "templates" / file).read_text("utf-8").replace(": #", ":#")


def test_contrast_is_that_of_wcag() -> None:
    """Ratios as they are commonly published, to two places."""
    pairs = {("#000000", "#ffffff"): 21, ("#ff0000", "#ffffff"): 4.0, ("0000ff", "#ffffff"): 8.59}
    assert {pair: round(contrast(*pair), 2) for pair in pairs} == pairs
    assert contrast("#123456", "#123456") == 1
    assert readable("#1F5A99") == "#1f5a99"


@given(st.integers(0, 0xFFFFFF), st.sampled_from([WHITE, SOFT]))
def test_any_colour_has_a_darker_one_of_its_hue_that_is_read(number: int, ground: str) -> None:
    colour = f"#{number:06x}"
    found = readable(colour, ground)
    assert contrast(found, ground) >= LEAST_CONTRAST
    before, after = (bytes.fromhex(one[1:]) for one in (colour, found))
    factor = max(after) / (max(before) or 1)
    assert all(abs(a - b * factor) <= 1 for a, b in zip(after, before, strict=True))


def test_all_mistakes_in_one_run(tmp_path: Path) -> None:
    text = """\
site_nam: 甲县公开
site_description: ""
site_url: javascript:alert(1)
color: blue
column: {name: 栏目}
footer: {icp_url: www.example.cn}
"""
    assert read(tmp_path, text) == [
        "site_config.yml:1:1: 错误：不认识“site_nam”。是不是想写 site_name。",
        "site_config.yml:1:1: 错误：缺少“site_name”。请补上一行 site_name: …（网站名称）。",
        "site_config.yml:2:19: 错误：“site_description”是空的。请填写内容，或删除这一行。",
        "site_config.yml:3:11: 错误：“javascript:alert(1)”不是网址。"
        "网址以 http:// 或 https:// 开头，中间没有空格。",
        "site_config.yml:4:8: 错误：“blue”不是颜色。颜色写成 #1f5a99 的样子。",
        "site_config.yml:5:1: 错误：缺少“description”。请补上一行 description: …（栏目说明）。",
        "site_config.yml:5:1: 错误：缺少“keywords”。请补上一行 keywords: …（栏目关键词）。",
        "site_config.yml:5:1: 错误：缺少“type”。请补上一行 type: …（栏目类别）。",
        "site_config.yml:6:19: 错误：“www.example.cn”不是网址。"
        "网址以 http:// 或 https:// 开头，中间没有空格。",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "site_config.yml: 错误：文件是空的。请填写内容，这个文件不能缺。"),
        (
            "- 甲\n",
            "site_config.yml:1:1: 错误：“文件”应是“名称: 内容”的形式。请参照 gongkai new 生成的样板。",
        ),
        ("甲: [\n", "site_config.yml:1:4: 错误：“[”没有成对的“]”。请在这一项结尾补上 ]。"),
    ],
)
def test_what_is_no_configuration(tmp_path: Path, text: str, says: str) -> None:
    assert read(tmp_path, text) == [says]


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="没有这个文件"):
        read_config(tmp_path / "site_config.yml")


def test_the_code_of_a_site_is_written_once_for_foot_and_tag(sound: Path) -> None:
    config = sound / "site_config.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("site_domain:", 'site_id_code: "3401230001"\nsite_domain:', 1), "utf-8")
    assert support.build(sound, "--jobs", 1).status == 0
    for page in support.pages_of(sound / "site").values():
        if page.css_first("footer.gk-footer"):
            assert "网站标识码：3401230001" in page.css_first("footer.gk-footer").text()
            tag = page.css_first("meta[name=SiteIDCode]")
            assert tag.attributes["content"] == "3401230001"


def test_the_former_name_of_the_code_is_told_with_where_to_write_it_now(tmp_path: Path) -> None:
    old = "footer:\n  organiser: 甲局\n  site_code: 3401230001\n"
    says = (
        "site_config.yml:7:3: 错误：不认识“site_code”。网站标识码只写一处，页脚也用它："
        "请写在最左边的 site_id_code: 后面，没有这一行的补上，再删去 site_code 这一行。"
    )
    assert read(tmp_path, GOOD + old) == [says]
    assert read(tmp_path, f"{GOOD}{old}site_id_code: '3401230001'\n") == [says]
    assert says in read(tmp_path, f"{GOOD}{old}data_licence: 甲\nchecks: [\n")
    blank = old.replace("3401230001", "")
    assert len(read(tmp_path, f"{GOOD}{blank}data_licence: 甲\nchecks: [\n")) == 1


@pytest.mark.parametrize("odd", ["[]", "{}", "[1]", "{a: b}", "0"])
def test_the_former_name_of_the_code_with_anything_behind_it_is_told(tmp_path: Path, odd: str) -> None:
    (said,) = read(tmp_path, f"{GOOD}footer:\n  organiser: 甲局\n  site_code: {odd}\n")
    assert said.startswith("site_config.yml:7:3: 错误：不认识“site_code”。网站标识码只写一处")


@pytest.mark.parametrize(
    "blank", ["site_code:      # 网站标识码", 'site_code: ""', 'site_code: "  "', "contact: 0000"]
)
def test_the_former_line_of_the_code_not_filled_in_says_nothing(tmp_path: Path, blank: str) -> None:
    path = tmp_path / "site_config.yml"
    path.write_text(f"{GOOD}footer:\n  organiser: 甲局\n  {blank}\n", "utf-8")
    config = read_config(path)
    assert (config.footer.organiser, config.site_id_code) == ("甲局", None)


def test_an_address_without_its_last_slash(sound: Path) -> None:
    config = sound / "site_config.yml"
    config.write_text(
        config.read_text("utf-8").replace("https://test.example/zwgk/", "https://test.example/zwgk"), "utf-8"
    )
    assert support.build(sound, "--jobs", 1).status == 0
    assert "https://test.example/zwgk/jia/2024-yaodian/1.html" in (
        sound / "site/jia/2024-yaodian/1.html"
    ).read_text("utf-8")
    assert "https://test.example/zwgk/jia/2024-yaodian/1.html" in (sound / "site/sitemap.xml").read_text(
        "utf-8"
    )


def test_markup_in_the_configuration_is_shown_as_text(sound: Path) -> None:
    evil = "<script>alert(1)</script>\"'&"
    (sound / "site_config.yml").write_text(
        f"""\
site_name: '甲{evil.replace("'", "''")}'
site_description: '乙{evil.replace("'", "''")}'
site_url: https://test.example/
site_domain: '丙{evil.replace("'", "''")}'
column: {{name: '丁<script>alert(1)</script>', description: '<b>', keywords: '"><b>', type: '<b>'}}
footer: {{organiser: '戊<script>alert(1)</script>', contact: '<b>', note: '<b>', icp: '<b>', icp_url: https://test.example/}}
""",
        "utf-8",
    )
    run = support.build(sound, "--jobs", 1)
    assert run.status == 0, run.said
    for address, page in support.pages_of(sound / "site").items():
        raw = (sound / "site" / address).read_text("utf-8")
        assert "<script>alert" not in raw, address
        assert "<b>" not in raw, address
        assert all("alert" not in (s.text() or "") for s in page.css("script")), address
    home = support.pages_of(sound / "site")["units.html"]
    assert "甲" + evil in (home.css_first("title").text() or "")
