"""Names of bodies and offices: which words can be one, where one begins, how a list of them is split.

The rule for 各市、县〔区〕人民政府 is gold/README.md.
"""

from __future__ import annotations

import re

from generator.importer.words.vocabulary import (
    AREAS,
    CIRCLED,
    CLOSE,
    DIVISIONS,
    FIRMS,
    INSTITUTIONS,
    LABEL_UNITS,
    NO_BRACKET,
    OFFICES,
    OPEN,
    THIS_WORK,
    alt,
    bracketed,
)

# only in a place meant for a name these end one
_LOOSE_ENDINGS = (
    *("会", "办", "委办", "院", "署", "所", "社", "联", "组", "班", "团", "队", "中队", "支部"),
    *("组委", "秘书处"),
    *("校", "台", "馆", "库", "厂", "场", "矿", "段", "网", "门", "关", "基地", "园区", "体系", "政治部"),
    *("区", "市", "县", "州", "省", "旗", "村", "街", "地区", "社区", "村居", "村社", "各地", "各级"),
    *("机构", "单位", "部门", "企业", "金融机构", "事务所", "供销社", "农商行", "人行", "报社", "传媒"),
    *("残联", "妇联", "工商联", "科协"),
    *("人员", "负责人", "领导", "书记", "主任", "局长", "科长", "股长", "处长"),
)
_BRACKET = f"(?:{bracketed(1, 30)})?"
_UNIT = re.compile(rf"(?:.{{1,36}})?{alt(OFFICES, DIVISIONS, AREAS, _LOOSE_ENDINGS)}{_BRACKET}")
_COMMISSIONS = "(?:扶贫|安委|金融|信访|外事|文明|法制|法治|督查|河长|侨|台)办"
_SURE_ENDINGS = alt(OFFICES, DIVISIONS, AREAS, ("单位", "部门", "机构"))
_STRONG = re.compile(rf".{{1,24}}(?:{_SURE_ENDINGS}|{_COMMISSIONS}){_BRACKET}")
# shown by its ending to be a body even where nothing else says that one stands here: 党建办, 供电所, 县残联
_WEAK = re.compile(
    r"[\u4e00-\u9fff]{0,12}(?:[\u4e00-\u9fff](?:办|所|院|署|支部|中队)|[县市区镇乡]联|[县市区省]委|秘书处|(?:年级|教研|备课|学科|项目|综合)组|事务所|供销社|农商行|"
    r"人行|报社|电视台|团委|团[省市县区]委|工会|妇联|残联|文联|科协|侨联|工商联|党校)"
)
# 社会, 城区, 三级医院: ends like a body and is none, or is a kind of bodies
_NO_BODY = re.compile(
    r".{0,6}(?:全[国省市州县区旗镇乡村]|[城小景片库校辖灾山林郊牧矿厂]区|[城超门夜]市|社会|"
    r"[大晚年例闭预备座谈交流宣讲推进]会|[市现广立会入主]场|厕所|场所|住所|楼院|大院|庭院|影院|剧院|"
    r"[公民官自合]办|举办|承办|主办|协办|督办|新办|开办|帮办|代办|[上中下]旬)"
)
_KINDS = re.compile(
    r"(?:[一二三四]级|公办|民办|公立|民营|试点|示范|重点|全体|部分|其他|首批|第.{1,3}批|新建|在建|续建|改建|"
    r"扩建|中小|大型|小型|龙头|规上|国有).{0,6}"
    rf"{alt(INSTITUTIONS, FIRMS, AREAS, ('企业', '机构', '村', '社区'))}"
)
_NOT_ALONE = re.compile(r"^(?:含|限|仅|除|包|如|以|不)|[省市县区镇乡局处科股所站院校厅司][长员]$|同志$|书记$")
_VERBISH = re.compile(
    r"^\d{1,5}[个家所处支间座]|^(?:对(?![外口台])|(?:向|把|从|将|在|为|按|给)(?:全|各|本|所有|辖区)|"
    r"如(?!东|皋))|[。！？“”：:；;]|"
    r"的(?!士)|按照|规定|执行|除外|不含|不包括|应当|必须|可以|不得|进行|开展|加强|推进|建立|完善|包括|"
    r"例如|以及其他|含|首次|除外|即|以下|简称|元|％|%"
)

# 各市、县〔区〕人民政府: the 、 inside belongs to one name
_ADMIN = alt(
    (
        "设区市",
        "设区的市",
        "地级以上市",
        "县级市",
        "地级市",
        "地级",
        "地",
        "省辖市",
        "省直管县",
        "省直管试点县",
        "自治区",
        "直辖市",
    ),
    ("自治州", "开发区", "管理区", "县市区", "区县", "街道", "乡镇", "镇街"),
    ("省", "市", "州", "盟", "县", "区", "旗", "镇", "乡"),
)
_LEVELLED = alt(("局", "委", "办", "厅", "法院", "检察院", "部门", "单位"))  # 各市、县教育局
_ASIDE = r"(?:[（(〔\[][^（）()〔〕\[\]]{1,14}[）)〕\]])?"
_SOME = r"(?:各(?:有关|相关|级)?|有关|相关)"
_LIST_ENDS = r"(?=[、，,；;。）)\s]|$)"
_COLLECTIVE = re.compile(
    rf"党(?:工?委|组)(?:{OPEN}党组{CLOSE})?、(?=(?:人民)?政府|管委会|办事处)|"
    rf"(?:(?<![\u4e00-\u9fff])|(?=各|有关|相关)){_SOME}?"
    rf"(?!(?:乡镇|镇街|[镇乡]|街道){_ASIDE}、[县市区]){_ADMIN}{_ASIDE}(?:、{_ADMIN}{_ASIDE}){{1,5}}(?:级)?"
    rf"(?=人民政府|政府|党委|管委会|[^、，,；;。]{{0,10}}{_LEVELLED})|"
    rf"{_SOME}(?:区|市|地|州|盟){_ASIDE}(?:、(?:县级市|县|旗|市|区){_ASIDE}){{1,3}}{_LIST_ENDS}|"
    # 各区、县级市; 各县（市、区）人民政府、管委会
    rf"{_SOME}(?:{_ADMIN}{_ASIDE}、){{0,5}}{_ADMIN}{_ASIDE}(?:委、(?=政府)|(?:人民)?政府、(?=管委会{_LIST_ENDS}))"
)
# what a bracket or a collective name cannot do without
_NESTED = re.compile(r"[（(〔【]|[省市州盟县区旗镇乡道委组府）〕]、")
_MARKS = re.compile(r"[、，,;；/／|\s]+")
_TAIL_WORDS = re.compile(
    r"(?:按(?:照)?(?:各自)?(?:的)?(?:职责|职能)(?:分工)?|依职责|分工|分别|共同|具体|联合|等)+$"
)
_ALIAS = re.compile(
    rf"[，,]?以下[简统]称{NO_BRACKET}{{1,12}}(?={CLOSE})"
)  # 各区县（自治县，以下简称区县）政府
_LEVEL = "(?:省直|市直|县直|区直|省级|市级|县级|中央)"
_ETC = re.compile(
    rf"等(?:\d{{1,3}}(?:个|家)(?:成员)?(?:部门|单位)|各?{_LEVEL}?"
    rf"(?:[\u4e00-\u9fff]{{0,6}}(?:有关|相关|成员|职能|责任){{1,2}}|各)?{alt(LABEL_UNITS)}"
    r"(?:[、和及](?:有关|相关)?(?:单位|部门|企业|地方))*)?$"
)
_SAYS = re.compile(
    r"(?:完成|建成|建立|新增|新建|新开|确保|详见|另见|见附|按(?!揭)|推进|开展|加强|实施|做好|争取|引进|投入|"
    r"达到|力争|"
    r"并|每)|[^\d]{0,12}\d{3}|.{0,12}(?:万元|亿元|%|％)$"
)
_HAN_OR_LETTER = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_CALL = re.compile(r"\d{5}|\d-\d{3}|@|^(?:联系)?(?:电话|手机|传真|邮箱|电子邮箱|联系人|联系方式)$")
_DITTO = frozenset(("同上", "〃", "″", "同前"))
_NOTHING = frozenset(
    (
        *("—", "-", "——", "--", "－", "－－", "–", "\\", "＼", "*", "＊", "/", "／"),
        *("无", "待定", "暂无", "暂缺", "空"),
    )
)
# 和平里社区 keeps its 和
_LEAD_WORDS = re.compile(
    rf"^(?:(?:{THIS_WORK}|具体)?由|以及|及|和(?![平谐睦顺县田静硕政龙林美])|与|会同|其中|并由)(?=\S{{2}})"
)
_TAIL_BEGINS = re.compile(r"[按依分共具联等]")
_AND = re.compile(r"(?:和|以及|及)(?=各|有关|相关)(?!各自)")
_BETWEEN = re.compile(r"[和及与·]")
_CIRCLED = re.compile(rf"(?<=\S)(?={CIRCLED})")  # ①甲局②乙局
_LIST_MARK = re.compile(rf"^(?:\d{{1,2}}[.．、]|{CIRCLED})\s?|[★☆●◆■▲※]+$")


def is_unit(words: str) -> bool:
    """Whether the words can be the name of a body or office (generous; for a place meant for one)."""
    words = _ALIAS.sub("", words) if "以下" in words else words
    return (
        2 <= len(words) <= 42
        and _UNIT.fullmatch(words) is not None
        and not _VERBISH.search(words)
        and _NO_BODY.fullmatch(words) is None
    )


def is_surely_unit(words: str) -> bool:
    """Whether the words are surely a body or office, even in running text."""
    return 2 < len(words) <= 28 and _STRONG.fullmatch(words) is not None and not _VERBISH.search(words)


def looks_like_unit(words: str) -> bool:
    """Whether words that neither a label nor a verb calls a unit look like one: 县水利局, 党建办, but not
    城区, 三级医院, 张局长."""
    return (
        (is_surely_unit(words) or (_WEAK.fullmatch(words) is not None and is_unit(words)))
        and _KINDS.fullmatch(words) is None
        and _NOT_ALONE.search(words) is None
    )


def is_no_name(words: str) -> bool:
    """Whether words in a place for names say what to do or whom to call: 完成投资2亿元, 0731-8888888."""
    return not is_unit(words) and (
        _SAYS.match(words) is not None
        or _CALL.search(words) is not None
        or _HAN_OR_LETTER.search(words) is None
    )


def is_ditto(words: str) -> bool:
    """Whether the words of a cell stand for those of the cell above: 同上."""
    return words in _DITTO


def is_nothing(words: str) -> bool:
    """Whether the words of a cell only say that it is empty: —, /, 无, 待定."""
    return words in _NOTHING


def split_names(text: str) -> list[str]:
    """The names in a list, in order, cleaned of 等, 按职责分工 and the like; — and 无 are none.

    Split at 、 ， , / white space outside brackets, and at 和 before 各 or 有关 and between two sure names;
    文化和旅游部 stays whole.
    """
    if len(text) > 3000:
        return []
    text = _CIRCLED.sub("、", text)
    names: list[str] = []
    joined = _AND.search(text) is not None
    for part in _split_outside(text):
        pieces = _AND.split(part) if joined and not part.startswith("各有关") else [part]
        names.extend(
            n
            for piece in pieces
            for n in map(clean_name, _split_joined(piece))
            if n and not is_nothing(n) and not is_ditto(n)
        )
    return names


def _split_joined(words: str) -> list[str]:
    """Two names that 和 joins, where each is surely one: 县财政局和县住建局, but not 文化和旅游局."""
    for match in _BETWEEN.finditer(words):
        left, right = words[: match.start()], words[match.end() :]
        if is_surely_unit(left) and is_surely_unit(right):
            return [left, *_split_joined(right)]
    return [words]


def _split_outside(text: str) -> list[str]:
    """Cut at list marks that stand outside brackets and outside a collective name."""
    if _NESTED.search(text) is None:
        return [p for p in _MARKS.split(text) if p]
    held = {i for m in _COLLECTIVE.finditer(text) for i in range(*m.span())}
    parts: list[str] = []
    depth = 0
    start = 0
    for i, char in enumerate(text):
        if char in "（(〔[【":
            depth += 1
        elif char in "）)〕]】":
            depth = max(0, depth - 1)
        elif depth == 0 and i not in held and (char in "、，,;；/／|" or char.isspace()):
            parts.append(text[start:i])
            start = i + 1
    parts.append(text[start:])
    return [p for p in (part.strip() for part in parts) if p]


def clean_name(name: str) -> str:
    """One name without the words around it: 由, 等, 等有关部门, 按职责分工, 具体, 分工."""
    name = _LEAD_WORDS.sub("", _LIST_MARK.sub("", name.strip(" \t\u00a0\u3000。．.：:")))
    if _TAIL_BEGINS.search(name) is None:
        return name.strip()
    before = ""
    while name != before:
        before = name
        name = _TAIL_WORDS.sub("", _ETC.sub("", name)) or ""
    return name.strip()
