"""Which words are surely the name of a person, which may be, and which are only a post (局长, 分管领导).

A name is a surname with one or two characters behind it; words that begin alike (任务, 石油) are none.
A name that its surname does not show (a rare one, or one with a point inside: 某某·某某) is told only where
somebody is asked for.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.importer.words.names import is_surely_unit, is_unit, looks_like_unit
from generator.model.surnames import BODY_END, COMPOUND, KNOWN, NO_END, NO_NAME, SURNAMES

# of those who are named where somebody is asked for
_RARE = (
    "安艾包鲍卞卜岑车成池迟储楚褚单狄刁窦杜鄂樊费冯符盖耿宫古谷关桂国哈海衡华黄惠吉籍纪冀简江解荆靳景鞠"
    "阚赖蓝郎乐冷栗连廉路栾麻满茅米苗闵明木那宁牛潘庞平蒲戚祁强瞿屈全冉饶容商尚舒水司宋隋孙邰佟屠"
    "危卫闻乌巫伍奚习席鲜冼相项谢邢胥宣荀晏燕羊仰伊易应游於虞郁喻元苑臧查展占詹湛张甄支仲朱竺祖左"
    "揭佘仇亓仝买阿"
)
_GIVEN = r"[\u4e00-\u9fff某×XＸ○*＊]"
_MASK = "某×XＸ○*＊"
_FULL = re.compile(rf"(?:[{SURNAMES}]{_GIVEN}{{1,2}}|(?:{COMPOUND}){_GIVEN}{{1,2}})")
_ASKED = re.compile(
    rf"[{SURNAMES}{_RARE}]{_GIVEN}{{1,2}}|(?:{COMPOUND}){_GIVEN}{{1,2}}|[\u4e00-\u9fff]{{1,8}}[·•][\u4e00-\u9fff]{{1,8}}"
)
_SHAPE = re.compile(r"[\u4e00-\u9fff]{2,4}")
_NO_SHAPE = re.compile(
    "电话|手机|方式|办公|如下|详见|附件|附后|待定|暂缺|单位|部门|人员|负责|同上|联系|统一|另行|指定"
)
_BLANK = re.compile(r"[ \u00a0\u3000]+")
_HEAD = (
    r"(?:书记|[省市县区州镇乡村局处科股所站队院校司部厅组]长|主任|主席|经理|秘书长|委员|常委|"
    r"总?工程师|总工|会计师|调研员|巡视员|四级主任科员|科员|干事|专员|支书|村主任|指挥长|负责人|总监|董事长|"
    r"院长|部长|政委|参谋长|教授|老师|医生|同志|代表|网格员|联络员)"
)
POST_ENDS = "记长任席理员委工师事书人监政谋授生志表"
POST = rf"(?:第一|常务|党组|党委|党支部|党总支)?副?{_HEAD}"
_TITLED = re.compile(
    rf"(?P<before>[\u4e00-\u9fff（）()、]{{0,24}}?{POST})\s{{0,4}}[:：]?\s{{0,4}}"
    rf"(?P<name>[\u4e00-\u9fff{_MASK} \u3000]{{2,5}})|"
    rf"(?P<first>[\u4e00-\u9fff{_MASK}]{{2,4}}|[\u4e00-\u9fff]\s[\u4e00-\u9fff])\s{{0,4}}[，,]?\s{{0,4}}"
    rf"(?P<behind>[\u4e00-\u9fff]{{0,24}}{POST})|"
    rf"(?P<family>[{SURNAMES}]){POST}"
)
_POST_ALONE = re.compile(
    rf"[\u4e00-\u9fff、（）()]{{0,24}}(?:{POST}|领导(?:干部|同志|班子)?|负责同志|班子成员|一把手|"
    r"(?:常|政)委|干部|成员|组员|职工|人员|党员)"
)
_POST = re.compile(POST)
_OF_PLACE = re.compile("[省市县区州镇乡村]长")
_PLACE = re.compile("[\u4e00-\u9fff][家店山河][庄湾岭坡沟坪寨村屯堡集口河桥洼港塘坝冲]")
_BRACKET = re.compile(r"[（(](?P<inner>[^（）()]{0,30})[）)]")


def is_full_name(words: str) -> bool:
    """Whether the words alone are surely a name, wherever they stand: 王小明, 王 明, 欧阳晓红."""
    name = _BLANK.sub("", words.strip())
    return (
        _FULL.fullmatch(name) is not None and name[-1] not in NO_END and name not in KNOWN and _can_be(name)
    )


def is_asked_name(words: str) -> bool:
    """Whether the words are a name where somebody is asked for: a rare surname is one there."""
    name = _BLANK.sub("", words.strip())
    return _ASKED.fullmatch(name) is not None and _can_be(name)


def may_be_name(words: str) -> bool:
    """Whether words where somebody is asked for have at least the length of a name, and are nothing known."""
    name = _BLANK.sub("", words.strip())
    return (
        _SHAPE.fullmatch(name) is not None
        and not is_unit(name)
        and not is_post_alone(name)
        and name[-1] not in BODY_END
        and _NO_SHAPE.search(name) is None
        and name[0] not in "各全本有相其第每该某"
        and NO_NAME.match(name) is None
    )


def is_post_alone(words: str) -> bool:
    """Whether the words are a post and name nobody: 局长, 分管副县长, 各村书记."""
    return _POST_ALONE.fullmatch(words.strip()) is not None and not names_person(words)


@lru_cache(maxsize=4096)
def names_person(words: str, asked: bool = False) -> bool:
    """Whether the words name one person, with or without the post: 李四, 县长李四, 李四（县长）, 王局长.

    `asked`: they stand where somebody is asked for.
    """
    is_name = is_asked_name if asked else is_full_name
    bare = _BRACKET.sub("", words).strip()
    if is_name(bare):
        return True
    if any(is_name(m["inner"]) for m in _BRACKET.finditer(words)):
        return True
    if asked and beside_unit(bare):
        return True
    titled = _TITLED.fullmatch(bare)
    if titled is None or looks_like_unit(bare):
        return False
    if titled["family"]:
        return asked
    if titled["first"] and not asked and len(titled["first"]) == 2 and _OF_PLACE.match(titled["behind"]):
        return False  # 万安县长
    return is_name(titled["name"] or titled["first"])


def bare_name(words: str) -> str:
    """The name in words that name one person, without post, office and bracket; empty where it is not
    sure."""
    bare = _BRACKET.sub("", words).strip()
    titled = _TITLED.fullmatch(bare)
    parts = (bare, titled and (titled["name"] or titled["first"]), beside_unit(bare))
    return next((part for part in parts if part and is_full_name(part)), "")


def beside_unit(words: str) -> str:
    """The name that stands right behind an office: 县水利局王某某."""
    ends = ((words[:-n], words[-n:]) for n in (3, 2, 4))
    return next((name for unit, name in ends if is_full_name(name) and is_surely_unit(unit)), "")


def _can_be(name: str) -> bool:
    """Whether a word of the shape of a name is no other word."""
    if any(mark in name for mark in _MASK):
        return True
    return (
        name[-1] not in BODY_END
        and NO_NAME.match(name) is None
        and _PLACE.fullmatch(name) is None
        and _POST.fullmatch(name[1:]) is None
        and not is_unit(name)
    )
