"""Which words are surely the name of a person, which may be, and which are only a post (局长, 分管领导).

A name is a surname with one or two characters behind it; words that begin alike (任务, 石油) are none.
A name that its surname does not show (a rare one, or one with a point inside: 某某·某某) is told only where
somebody is asked for.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.importer.words.names import is_surely_unit, is_unit, looks_like_unit

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于"
    "蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金廖石贾夏韦付傅方白邹孟熊"
    "秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤常温康施洪季柳洛樊殷颜倪"
    "葛章鲁俞祝毕聂焦柯岳齐乔庞翟梅庄辛管柴尤向欧阮路申兰桑甘涂滕翁裴骆霍凌牛房童"
)
COMPOUND = "欧阳|司马|上官|诸葛|慕容|夏侯|皇甫|尉迟|公孙|令狐|司徒|宇文|长孙|端木|东方"
# of those who are named where somebody is asked for
_RARE = (
    "安艾包鲍卞卜岑车成池迟储楚褚单狄刁窦杜鄂樊费冯符盖耿宫古谷关桂国哈海衡华黄惠吉籍纪冀简江解荆靳景鞠"
    "阚赖蓝郎乐冷栗连廉路栾麻满茅米苗闵明木那宁牛潘庞平蒲戚祁强瞿屈全冉饶容商尚舒水司宋隋孙邰佟屠"
    "危卫闻乌巫伍奚习席鲜冼相项谢邢胥宣荀晏燕羊仰伊易应游於虞郁喻元苑臧查展占詹湛张甄支仲朱竺祖左"
    "揭佘仇亓仝买阿"
)
_GIVEN = r"[\u4e00-\u9fff某×XＸ○*＊]"
_MASK = "某×XＸ○*＊"
_BODY_END = "局科处委部办村镇乡县市区院校所站组队股室厅省员的等"  # what no given name ends with
# nor one that stands where nobody is asked for: such words are places or kinds of things
_NO_END = (
    f"{_BODY_END}支州长任务会议责导位人度性化量率是和及与并为各由在向将对"
    "动作业事项案划表单位街路桥河湖库渠湾庄厂店园馆场点线段网片层级类型品种粮油菜果豆"
)
_NO_NAME = re.compile(
    r"金[融属额秋砖花]|高[新校职质度效效位标铁层中速压空温危考级端原等]|武[警装汉术]|林[业草长场地区木下权]|"
    r"方[志案式面向法便针圆]|史[志料]|江[东南西北宁津阴苏河湖海堤岸水段面滩豚心边轮干流]|黄[山石河金土标海桃豆瓜牛酒]|任[务何免职期意命]|"
    r"程[序度]|马[路上铃]|万[家元人吨亩户名次众]|于[都是]|余[热额]|田[长间头块园]|龙头|周[边围期五四三二一六日末报转]|"
    r"石[油化材家景]|时[间限]|常[委务态规见住驻用年]|温[度室暖州岭泉]|康[复养]|施[工策行肥]|洪[涝水灾峰]|"
    r"季[度节]|章[程节]|齐[全心抓]|管[理委控道网护线辖线]|向[上下前社全]|路[面网线灯长段基]|申[报请领]|"
    r"房[屋产地]|严[格禁厉重肃控查守]|莫[不过]|何[时种]|段[长]|白[天酒内山色]|毛[利]|钱[款]|钟[头]|夏[季收秋]|"
    r"秦[岭皇]|陆[地续上]|范[围例畴]|汤[池]|汪[洋]|陶[瓷]|雷[电达锋]|苏[州木区]|沈[阳]|魏[晋]|叶[片]|"
    r"许[多可昌]|徐[州]|宋[代]|唐[山代]|梁[山]|张[贴家港掖挂]|安[全排置装]|单[位项独]|项[目]|成[员立果效]|"
    r"全[体面员部县市区镇乡国年省]|应[急当]|平[台安时]|国[家务企有土]|海[关洋]|水[利库电务]|强[化]|连[续]|"
    r"明[确]|关[于键]|支[部持]|司[法机]|相[关应]|解[决放]|包[括保村]|车[辆间]|简[称化]|景[区观]|卫[生健]|"
    r"商[务业贸户]|华[侨]|宣[传]|展[示览]|元[旦]|左[右]|查[处看验]|占[比地]|易[地]|乐[队园]|桂[花]|华[东南北中]|"
    r"葛[根]|兰[州花]|甘[肃薯]|牛[羊奶]|柴[油火]|梅[花雨]|童[装]|凌[晨]|焦[点]|桑[蚕树]|欧[洲盟]"
)
_FULL = re.compile(rf"(?:[{SURNAMES}]{_GIVEN}{{1,2}}|(?:{COMPOUND}){_GIVEN}{{1,2}})")
# whom offices name for what they stand for
_KNOWN = frozenset(
    (
        *("毛泽东", "周恩来", "刘少奇", "邓小平", "江泽民", "胡锦涛", "温家宝", "李克强"),
        *("雷锋", "焦裕禄", "孔繁森", "张桂梅", "黄大年", "李保国"),
    )
)
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
        _FULL.fullmatch(name) is not None and name[-1] not in _NO_END and name not in _KNOWN and _can_be(name)
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
        and name[-1] not in _BODY_END
        and _NO_SHAPE.search(name) is None
        and name[0] not in "各全本有相其第每该某"
        and _NO_NAME.match(name) is None
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
        name[-1] not in _BODY_END
        and _NO_NAME.match(name) is None
        and _PLACE.fullmatch(name) is None
        and _POST.fullmatch(name[1:]) is None
        and not is_unit(name)
    )
