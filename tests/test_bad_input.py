"""Each line of “Bad input” (issue 2) in YAML: a clear Chinese sentence with its place, status 1, and site/ as
it was, to the byte.

Hand-written pages are in test_bad_pages.py, what is shown safely as text in test_shown_as_text.py.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import support
from support import HEAD, Make, file, refused, symlink, yaodian


def task(fields: str) -> Make:
    """A site with one task that has these fields."""
    return yaodian(f"{HEAD}sections:\n  - title: 一节\n    tasks:\n      - {{id: 1, title: 甲, {fields}}}\n")


def sparse(root: Path) -> None:
    with (root / "content/jia/2024-yaodian.yml").open("r+b") as handle:
        handle.truncate(100 * 1024 * 1024)


def bomb(root: Path) -> None:
    lines = [
        "a: &a [lol, lol]",
        *(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    ]
    support.write(root / "content", {"jia/2024-yaodian.yml": "\n".join(lines)})


def moved(address: str, to: str | None = None) -> Make:
    return file("moved.yml", f"moved: [{{address: {address}, {f'to: {to}, ' if to else ''}reason: 测试}}]\n")


def agency_called(name: str) -> Make:
    return lambda root: shutil.copytree(root / "content/yi", root / "content" / name) and None


YAODIAN = "content/jia/2024-yaodian.yml"
CASES: dict[str, tuple[Make, list[str]]] = {
    "a YAML syntax error": (
        yaodian("title: 甲\n  kind: plan\n"),
        [f"{YAODIAN}:2:3: 错误：“kind”写在第 1 行的“title”之下，而“title”后面已经有内容"],
    ),
    "a bracket that is not closed": (
        yaodian(HEAD + "sections: [\n"),
        [f"{YAODIAN}:6:11: 错误：“[”没有成对的“]”"],
    ),
    "a tab": (yaodian("title: 甲\nsource:\n\tpublisher: 乙\n"), [f"{YAODIAN}:3:1: 错误：缩进里有制表符"]),
    "a duplicate key": (
        yaodian(HEAD + "title: 又一个\nsections: []\n"),
        [f"{YAODIAN}:6:1: 错误：“title”写了两次"],
    ),
    "an unknown field": (task("负责人: 乙"), [f"{YAODIAN}:9:27: 错误：不认识“负责人”"]),
    "a wrong type": (task("measures: 一步"), [f"{YAODIAN}:9:37: 错误：“measures”应是列表"]),
    "a date that does not exist": (
        yaodian(HEAD + "disclosure: {formed: 2024-02-30}\nsections: []\n"),
        [f"{YAODIAN}:6:22: 错误：“2024-02-30”不是日期，或没有这一天"],
    ),
    "a deadline of a number that is no year": (
        task("deadlines: [完成2000户]"),
        [f"{YAODIAN}:9:39: 错误：看不懂完成时限“完成2000户”"],
    ),
    "a period before all years": (
        yaodian(HEAD.replace("2024", "0000") + "sections: []\n"),
        [f"{YAODIAN}:3:9: 错误：“0000”不是时期。时期写成 2024、2024-H1"],
    ),
    "a period in full-width digits": (
        yaodian(HEAD.replace("2024", "２０２４") + "sections: []\n"),
        [f"{YAODIAN}:3:9: 错误：“２０２４”不是时期。请改成半角字符；时期写成 2024、2024-H1"],
    ),
    "a period from its end": (
        yaodian(HEAD.replace("2024", "2025/2021") + "sections: []\n"),
        [f"{YAODIAN}:3:9: 错误：时期“2025/2021”的首尾颠倒了。请把较早的年份写在前面，如 2021/2025"],
    ),
    "a figure's period from its end": (
        task("indicators: [{text: 1, name: 甲, value: 1, kind: target, period: 2025/2021}]"),
        ["错误：时期“2025/2021”的首尾颠倒了"],
    ),
    "lines from below": (
        task("lines: [9, 2]"),
        [f"{YAODIAN}:9:27: 错误：“lines”的起止行号颠倒了。请把较小的行号写在前面，如 [2, 9]"],
    ),
    "a deadline that does not exist": (
        task("deadlines: [2024年2月30日前]"),
        [f"{YAODIAN}:9:39: 错误：看不懂完成时限“2024年2月30日前”"],
    ),
    "a unit that is not there": (
        task("responsibility: [{unit: 三科, role: lead}]"),
        [f"{YAODIAN}:9:51: 错误：没有登记的责任单位“三科”"],
    ),
    "a policy that is not there": (
        task("cites: [某办法]"),
        [f"{YAODIAN}:9:35: 错误：没有登记的引用文件“某办法”"],
    ),
    "a topic that is not there": (
        task("topics: [某主题]"),
        [f"{YAODIAN}:9:36: 错误：没有登记的主题“某主题”"],
    ),
    "a task that is not there": (
        task("links: [{kind: reports, to: jia/2024-yaodian/99}]"),
        [f"{YAODIAN}:9:55: 错误：没有任务“jia/2024-yaodian/99”"],
    ),
    "a member that is not there": (
        file(
            "yi/agency.yml", "name: 乙局\nunits: [{id: a, name: 全体, kind: collective, members: [某科]}]\n"
        ),
        ["content/yi/agency.yml:2:55: 错误：没有登记的责任单位“某科”"],
    ),
    "two tasks of one address": (
        yaodian(HEAD + "sections: [{title: 一节, tasks: [{id: 1, title: 甲}, {id: 1, title: 乙}]}]\n"),
        [f"{YAODIAN}:6:56: 错误：任务编号“1”已经用于“甲”"],
    ),
    "a task called index": (
        yaodian(HEAD + "sections: [{title: 一节, tasks: [{id: index, title: 甲}]}]\n"),
        [
            "content/jia/2024-yaodian.yml:6:37: 错误：页面地址 jia/2024-yaodian/index.html 与 "
            "content/jia/2024-yaodian.yml 重复"
        ],
    ),
    "a document called units": (
        file("jia/units.yml", HEAD + "sections: [{title: 一节, tasks: [{id: chubei-ke, title: 甲}]}]\n"),
        [
            "content/jia/agency.yml:9:9: 错误：页面地址 jia/units/chubei-ke.html 与 "
            "content/jia/units.yml:6:37 重复"
        ],
    ),
    "an agency called policies": (agency_called("policies"), ["错误：页面地址 policies/index.html 与"]),
    "an agency called topics": (agency_called("topics"), ["错误：页面地址 topics/index.html 与"]),
    "a policy called index": (
        file(
            "policies.yml",
            "policies: [{id: index, title: 甲办法, aliases: [储备粮办法, 甲县储备粮管理办法, 丰产行动]}]\n",
        ),
        ["content/policies.yml:1:17: 错误：页面地址 policies/index.html 与网站自带的页面重复"],
    ),
    "a topic called index": (
        file("topics.yml", "topics:\n  - {id: liangshi, name: 粮食}\n  - {id: index, name: 甲}\n"),
        ["content/topics.yml:3:10: 错误：页面地址 topics/index.html 与网站自带的页面重复"],
    ),
    "an address that moved twice": (
        file(
            "moved.yml",
            "moved:\n  - {address: jia/x.html, reason: 甲}\n  - {address: jia/x.html, reason: 乙}\n",
        ),
        ["content/moved.yml:3:15: 错误：页面地址 jia/x.html 与 content/moved.yml:2:15 重复"],
    ),
    "an agency that moved": (
        moved("jia/index.html"),
        ["content/moved.yml:1:19: 错误：页面地址 jia/index.html 与 content/jia/agency.yml 重复"],
    ),
    "a home page that moved": (
        moved("index.html"),
        ["content/moved.yml:1:19: 错误：页面地址 index.html 与 content/pages/index.md 重复"],
    ),
    "a moved page that is still there": (
        moved("jia/2024-yaodian/1.html"),
        [
            "content/moved.yml:1:19: 错误：页面地址 jia/2024-yaodian/1.html 与 "
            "content/jia/2024-yaodian.yml:23:13 重复"
        ],
    ),
    "an old address too deep": (
        moved("a/b/c/d/e/f/g.html"),
        ["content/moved.yml:1:19: 错误：“a/b/c/d/e/f/g.html”不是页面地址"],
    ),
    "pages moved in a circle": (
        file(
            "moved.yml",
            "moved:\n  - {address: jia/x.html, to: jia/y.html, reason: 甲}\n"
            "  - {address: jia/y.html, to: jia/x.html, reason: 乙}\n",
        ),
        [
            "content/moved.yml:2:31: 错误：新地址 jia/y.html 自己也改址了",
            "content/moved.yml:3:31: 错误：新地址 jia/x.html 自己也改址了",
        ],
    ),
    "a page moved to nowhere": (
        moved("jia/old.html", "jia/none.html"),
        ["content/moved.yml:1:37: 错误：新地址 jia/none.html 没有页面"],
    ),
    "a GBK file": (
        file("jia/2024-yaodian.yml", "title: 中文\n".encode("gbk")),
        [f"{YAODIAN}:1:8: 错误：文件像是用 GBK 编码保存的，不是 UTF-8"],
    ),
    "an empty file": (yaodian(""), [f"{YAODIAN}: 错误：文件是空的"]),
    "a file of comments": (yaodian("# 还没写\n"), [f"{YAODIAN}: 错误：文件是空的"]),
    "an empty registry": (file("policies.yml", ""), ["content/policies.yml: 错误：文件是空的"]),
    "a 100 MB file": (sparse, [f"{YAODIAN}: 错误：文件有 100 MB，超过 10 MB 的上限"]),
    "an alias bomb": (bomb, [f"{YAODIAN}:2:8: 错误：不支持用星号引用（别名）"]),
    "a loop of links": (
        file(
            "yi/2024-fenjie.yml",
            HEAD
            + """sections:
  - title: 一节
    tasks:
      - {id: 1, title: 甲, links: [{kind: continues, to: yi/2024-fenjie/2}]}
      - {id: 2, title: 乙, links: [{kind: continues, to: yi/2024-fenjie/1}]}
""",
        ),
        [
            "content/yi/2024-fenjie.yml:9:27: 错误：任务之间的链接绕成一圈：yi/2024-fenjie/1 → "
            "yi/2024-fenjie/2 → yi/2024-fenjie/1"
        ],
    ),
    "a loop of sources of progress": (
        file(
            "yi/2024-fenjie.yml",
            HEAD
            + """sections:
  - title: 一节
    tasks:
      - {id: 1, title: 甲, progress: [{date: 2024, text: 一, source: {task: yi/2024-fenjie/2}}]}
      - {id: 2, title: 乙, progress: [{date: 2024, text: 二, source: {task: yi/2024-fenjie/1}}]}
""",
        ),
        [
            "content/yi/2024-fenjie.yml:10:69: 错误：任务之间的链接绕成一圈："
            "yi/2024-fenjie/1 → yi/2024-fenjie/2 → yi/2024-fenjie/1"
        ],
    ),
    "a source of progress that is not there": (
        task("progress: [{date: 2024, text: 乙, source: {task: jia/2024-yaodian/99}}]"),
        [f"{YAODIAN}:9:75: 错误：没有任务“jia/2024-yaodian/99”"],
    ),
    "words of another class of status": (
        task("status: {class: done, words: 推进缓慢}"),
        [f"{YAODIAN}:9:56: 错误：状态“推进缓慢”不是 done（已完成）"],
    ),
    "progress of nothing": (
        task("progress: [{date: 2024-06}]"),
        [f"{YAODIAN}:9:38: 错误：这一项进展只有时间，没有内容"],
    ),
    "a day of publication that is yet to come": (
        yaodian(HEAD + "disclosure: {published: 2962-02-10}\nsections: []\n"),
        [f"{YAODIAN}:6:25: 错误：发布日期 2962-02-10 晚于今天（"],
    ),
    "a link to itself": (
        task("links: [{kind: reports, to: jia/2024-yaodian/1}]"),
        [f"{YAODIAN}:9:55: 错误：任务不能链接到自己"],
    ),
    "a symlink to itself": (
        symlink("jia/2024-yaodian.yml", "2024-yaodian.yml"),
        [f"{YAODIAN}: 错误：文件读不出来（符号链接绕成一圈）"],
    ),
    "a symlink to a folder above": (
        symlink("loop", "."),
        ["content/loop: 错误：这是一个符号链接，可能绕成一圈"],
    ),
    "a folder in a folder": (file("jia/deng/a.yml", "x"), ["content/jia/deng: 错误：机关目录里不能再有目录"]),
    "an id with ../": (
        yaodian(HEAD + "sections: [{title: 一节, tasks: [{id: ../../x, title: 甲}]}]\n"),
        [f"{YAODIAN}:6:37: 错误：编号“../../x”不能作地址"],
    ),
    "a unit's id with ../": (
        file("yi/agency.yml", "name: 乙局\nunits: [{id: ../../x, name: 一科}]\n"),
        ["content/yi/agency.yml:2:14: 错误：编号“../../x”不能作地址"],
    ),
    "a policy's id with a slash": (
        file("policies.yml", "policies: [{id: /etc/x, title: 甲}]\n"),
        ["content/policies.yml:1:17: 错误：编号“/etc/x”不能作地址"],
    ),
    "an old address with ../": (
        moved("../../x.html"),
        ["content/moved.yml:1:19: 错误：“../../x.html”不是页面地址"],
    ),
    "a control character in the file": (
        yaodian("title: 中文\nkind: 甲\x07乙\n"),
        [f"{YAODIAN}:2:8: 错误：文件里有控制字符"],
    ),
    "a control character as an escape": (
        task('note: "甲\\x1b[31m乙"'),
        [f"{YAODIAN}:9:33: 错误：文字里有看不见的控制字符"],
    ),
    "a control character in a key": (
        task('"no\\x1b[31mte": 甲'),
        [f"{YAODIAN}:9:27: 错误：名称里有看不见的控制字符"],
    ),
    "a zero byte": (
        file("jia/2024-yaodian.yml", b"title: \x00\n"),
        [f"{YAODIAN}:1:8: 错误：文件里有控制字符"],
    ),
    "a bidirectional override": (
        task('note: "甲\\u202e乙"'),
        [f"{YAODIAN}:9:33: 错误：文字里有看不见的控制字符"],
    ),
    "a lone surrogate": (task('note: "\\ud800"'), [f"{YAODIAN}:9:36: 错误：双引号里的 \\u 编码不是一个字"]),
    "a million brackets": (yaodian("title: " + "[" * 1_000_000), [f"{YAODIAN}:1:47: 错误：嵌套超过 40 层"]),
    "a million empty lists": (
        yaodian("title: [" + "[]," * 600_000),
        [f"{YAODIAN}:1:1500000: 错误：内容超过 100 万项"],
    ),
    "a million braces": (yaodian("title: " + "{a: " * 1_000_000), [f"{YAODIAN}:1:164: 错误：嵌套超过 40 层"]),
    "sections nested too deep": (
        yaodian(HEAD + "sections: " + "[{title: 甲, sections: " * 30 + "[]" + "}]" * 30 + "\n"),
        [f"{YAODIAN}:6:"],
    ),
    "a number of ten thousand digits": (
        task("indicators: [{text: 甲, name: 甲, value: 1e9999, kind: actual}]"),
        [f"{YAODIAN}:9:66: 错误：“1e9999”位数太多"],
    ),
    "Unix time as a date": (
        yaodian(HEAD + "disclosure: {published: +5}\nsections: []\n"),
        [f"{YAODIAN}:6:25: 错误：“+5”不是日期，或没有这一天"],
    ),
    "a name that runs over two lines": (
        task('topics: ["甲\\n乙"]'),
        [f"{YAODIAN}:9:36: 错误：没有登记的主题“甲"],
    ),
    "a javascript: address": (
        yaodian(HEAD.replace("甲局}", "甲局, url: 'javascript:alert(1)'}") + "sections: []\n"),
        [f"{YAODIAN}:5:30: 错误：“javascript:alert(1)”不是网址"],
    ),
}


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("case", CASES)
def test_refused(published: Path, case: str) -> None:
    make, says = CASES[case]
    make(published)
    sentences = refused(published)
    for expected in says:
        assert any(expected in sentence for sentence in sentences), sentences


@pytest.mark.usefixtures("quick")
def test_all_of_them_in_one_run(published: Path) -> None:
    """Mistakes of every file come together, each with its own place."""
    support.write(
        published / "content",
        {
            "jia/2024-yaodian.yml": "title: [\n",
            "jia/2024-zongjie.yml": "title: 中\n".encode("gbk"),
            "yi/agency.yml": "",
            "topics.yml": "topics: 甲\n",
        },
    )
    assert [s.partition(": ")[0] for s in refused(published)] == [
        "content/jia/2024-yaodian.yml:1:8",
        "content/jia/2024-zongjie.yml:1:8",
        "content/topics.yml:1:9",
        "content/yi/agency.yml",
    ]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("name", "spoilt"),
    [
        (
            "yi/2025-yaodian.yml",
            HEAD + "sections:\n- title: 一节\n  tasks:\n"
            "  - {id: a, number: 1., title: 甲}\n"
            "  - {id: a, number: 2., title: 乙}\n"
            "  - {id: b, number: 3., title: 丙}\n",
        ),
        ("topics.yml", "topics: [{id: liangshi, name: 粮食, aliases: [道路]}, {id: liangshi, name: 应急}]\n"),
    ],
)
def test_an_id_given_twice_is_told_once_and_hides_and_spoils_nothing(
    published: Path, name: str, spoilt: str
) -> None:
    support.write(published / "content", {name: spoilt})
    told = support.run(
        "check", "--content", published / "content", "--config", published / "site_config.yml"
    ).err
    assert [line for line in told.splitlines() if "页面地址" in line or "序号" in line] == []
    assert len(refused(published)) == 1, told
