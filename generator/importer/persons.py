"""Rule: a person is no unit. Behind a label or under a heading that asks for one (牵头领导, 责任人), a name of two to four
characters or the title of an office-holder is a person's; the words stay in the text, and nothing is registered."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.importer.names import is_surely_unit, is_unit

_ASKS = re.compile(r"(?:领导|同志|负责人|责任人|联系人|牵头人|主办人|承办人|人员|[县市区镇乡]长|组长)(?:及(?:联系方式|电话|职务))?$")
_OFFICE_HOLDER = re.compile(
    r"书记|常委|委员(?!会)|[省市县区州镇乡局处科股所站队院校司部厅组]长|主任(?!办公)|主席|经理|秘书长|(?:总)?工程师|会计师|调研员|巡视员|负责人|同志|领导|班子成员|指挥长|"
    r"(?:政|常务)委$"
)
_NAME = re.compile(r"[\u4e00-\u9fff·×XＸ某○*＊]{2,5}(?:[（(][^（）()]{1,20}[）)])?|[\u4e00-\u9fff][ \u3000][\u4e00-\u9fff]")


def asks_for_person(label: str) -> bool:
    """Whether a label or column heading asks for a person (牵头领导, 责任人)."""
    return _ASKS.search(label) is not None


def is_person(words: str) -> bool:
    """Whether the words, where a person is asked for, name one: 张三, 副县长李四, 分管负责同志."""
    if _OFFICE_HOLDER.search(words):
        return not is_surely_unit(words)
    return _NAME.fullmatch(words) is not None and not is_unit(words)


def persons(names: Iterable[str]) -> list[str]:
    """Those of the names that are persons."""
    return [n for n in names if is_person(n)]
