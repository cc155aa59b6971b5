"""What libyaml refuses a text for, in its English words, and what is said to a clerk instead.

Where the walk over the lines (`yaml_walk`) finds the true cause, that is said; this is for all else.
"""

from __future__ import annotations

_SYNTAX: list[tuple[str, str, str]] = [
    (
        "mapping values are not allowed",
        "这里多了一个冒号，或上一行的缩进、引号有误",
        "内容里有英文冒号加空格时，请给整个内容加上引号",
    ),
    ("could not find expected ':'", "这一行缺少英文冒号", "请写成“名称: 内容”，冒号后空一格"),
    ("did not find expected key", "缩进与上文不一致，或引号没有成对", "请与同级各行左对齐，并检查引号"),
    ("did not find expected '-' indicator", "列表项的缩进与上文不一致", "请让各个短横线左对齐"),
    (
        "did not find expected ',' or",
        "括号内缺少逗号，或括号没有成对",
        "请检查 [ ] 和 { } 是否成对，各项用英文逗号隔开",
    ),
    ("found a tab character that violates indentation", "缩进里有制表符", "请把制表符换成空格"),
    ("that cannot start any token", "这个符号不能放在内容开头", "请给整个内容加上引号"),
    ("unexpected end of stream", "引号没有成对，直到文件末尾也没有结束", "请补上缺少的引号"),
    ("unknown escape character", "双引号里的反斜杠写法不对", "请改用单引号，或去掉反斜杠"),
    ("did not find expected hexdecimal number", "双引号里的反斜杠写法不对", "请改用单引号，或去掉反斜杠"),
    (
        "invalid Unicode character escape code",
        "双引号里的 \\u 编码不是一个字",
        "请直接写出这个字，或删除这个编码",
    ),
    ("control characters are not allowed", "文件里有控制字符", "请删除这个看不见的字符"),
    ("special characters are not allowed", "文件里有控制字符", "请删除这个看不见的字符"),
    (
        "did not find expected node content",
        "这里缺少内容，或括号没有成对",
        "请补上内容，或检查 [ ] 和 { } 是否成对",
    ),
    (
        "found unexpected ':'",
        "英文冒号后面少一个空格，或没有内容",
        "请写成“名称: 内容”，没有内容的请删除这个名称",
    ),
    ("undefined alias", "这里的星号被当成了引用", "请给整个内容加上引号"),
    (
        "did not find expected alphabetic or numeric character",
        "这里的 & 或 * 被当成了引用",
        "请给整个内容加上引号",
    ),
    ("block sequence entries are not allowed", "短横线不能放在这里", "列表请另起一行，并比上一行多缩进"),
    (
        "did not find expected comment or line break",
        "| 或 > 的后面不能再写内容",
        "请从下一行写起，或给整个内容加上引号",
    ),
    ("directive", "以 % 开头的一行不能这样写", "请给整个内容加上引号"),
    ("incompatible YAML document", "以 % 开头的一行不能这样写", "请给整个内容加上引号"),
    ("tag", "以感叹号开头的内容要加引号", "请给整个内容加上引号"),
    ("did not find the expected '>'", "以感叹号开头的内容要加引号", "请给整个内容加上引号"),
    ("expected <document start>", "文件开头的写法不对", "请参照 gongkai new 生成的样板"),
]


def in_chinese(english: str) -> tuple[str, str]:
    """What is wrong and what to do, for words of libyaml on one line."""
    return next(
        ((what, hint) for words, what, hint in _SYNTAX if words in english),
        (f"YAML 写法有误（{english}）", "请对照样板检查这一行和上一行"),
    )
