"""Which items are tasks: the smallest numbered items that carry titles of their own.

Not tasks: problems, general requirements (总体要求, 指导思想, 基本原则, 工作目标), items of an emergency
plan, the items of a notice whose table assigns the work. A section without items is a task where no section
has any, or where its heading says what to do, and a paragraph is one in a list of measures (若干措施).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.importer.outline.answers import Statements
from generator.importer.outline.tree import Node, main_nodes, walk
from generator.importer.words.names import is_surely_unit, is_unit
from generator.importer.words.responsibility_bracket import responsibilities
from generator.importer.words.responsibility_clause import UnitRole
from generator.importer.words.statements import Statement
from generator.importer.words.vocabulary import (
    COLLECTIVES,
    DEPARTMENTS,
    DIVISIONS,
    FORCES,
    GOVERNMENT,
    HAN_NUMERALS,
    LABEL_ROLES,
    LABEL_UNITS,
    PROJECT_STATES,
    RULEBOOKS,
    alt,
    bracketed,
)

_PROBLEMS = re.compile(
    r"(?:存在|主要|突出|当前|面临|不足|困难).{0,8}(?:问题|不足|困难|短板|差距|困境|挑战)|^(?:问题|不足|困难|短板)|薄弱环节|问题(?:和|与|及)(?:不足|困难)"
)
# 开展突出问题专项整治 is work
_MENDS = re.compile(
    r"^(?:开展|推进|深化|抓好|加强|着力|聚焦|解决|整治).*(?:整治|治理|整改|排查|攻坚|清理|行动|问题)$"
)
_GENERAL = re.compile(
    r"^(?!(?:工作|活动|实施|整治|创建|建设|行动)要求$)(?:总体|基本|指导|工作|发展|主要|总|试点|建设|行动|整治|实施|重点|年度|活动|改革|创建|攻坚|预期|重大|重要|任务|阶段|近期|远期|组织)?(?:和|与|及)?(?:总体|基本|主要|工作)?"
    r"(?:要求|思想|思路|原则|目标|意义|背景|形势|概况|定位|依据|范围|对象|目的)(?:(?:和|与|及|、)(?:总体|基本|主要|发展|工作|指导|任务)?(?:要求|思想|思路|原则|目标|任务|内容|依据|范围|对象|意义))*$|^总则$|^附则$|^前言$|^引言$|^编制(?:目的|依据)|"
    r"^(?:把握|明确|落实|突出)?(?:总体要求|指导思想|基本原则|总体目标|总体思路)|^(?:主要|总体|工作|发展)?目标(?:和)?任务$|^(?:总体|基本|工作|整体)情况$|^基本概况$|^(?:20\d{2}年)?(?:主要)?(?:工作|发展|总体|预期)目标$|"
    r"^(?:专项|本次|集中|日常)?(?:自查|检查|抽查|督查|核查|监管|评估|考核|考评|自评|普查|调查|监测)(?:工作)?的?(?:主要|重点)?(?:内容|范围|对象|重点|事项)(?:[和与及、](?:主要|重点)?(?:内容|范围|对象|重点|事项))?$"
)
_ENACTS = re.compile(r"本.{2,8}(?:自.{1,16}(?:起)?(?:施行|实施|执行)|由.{2,30}负责解释|有效期)")
_MEASURE_RANK = 5
_ITEM_RANK = 3
_TOP_RANK = 2
_LONG = 60
_LONGEST_TITLE = 45
_BARE = 4  # characters of a sentence
_RULES = re.compile(
    rf"{alt(RULEBOOKS)}(?:{bracketed(1, 8)})?"
    r"[》〉”]?(?:的(?:通知|公告|决定))?$"
)
_NO_PLAN = re.compile(
    r"(?P<what>表彰|表扬|嘉奖|先进集体|先进个人|授予|公示|公告|招聘|招考|拍卖|任免|任职|免职|讣告|声明|贺信|感谢信|会议(?:的)?通知|召开.{0,40}会议|处罚|处分|事故.{0,12}(?:调查|通报|情况|处理)|调查报告|通报(?:表扬|批评))"
)
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")
_FAULT = re.compile(r"处罚|处分|事故.{0,12}(?:调查|通报|情况|处理)|调查报告")
_PENALTIES = re.compile(
    r".{0,4}(?:责任追究|责任倒查|罚则|法律责任|处罚|处理意见)|事故.{0,4}(?:经过|原因|概况)"
)
# who sits in a group that is set up
SEATS = re.compile(
    r"(?:第一)?(?:常务)?副?(?:组长|总?指挥长?|召集人|主任委员|理事长)(?:单位)?(?:[：:]|$)|"
    r"(?:组成)?(?:成员|委员)(?:单位)?(?:[：:]|$)|"
    rf".{{0,16}}{alt(COLLECTIVES, ('委员会',))}(?:及其?办公室)?的?(?:人员)?"
    r"(?:成员|名单|组成|组成人员|成员名单|机构)$"
)
# what a section without items is about, where it says nothing to do: 组织保障, 走访时间, 下一步打算
_ABOUT = re.compile(
    r"领导小组|^关于.+的(?:确定|判定|认定|界定|说明|解释|问题|背景)$|^(?!加强|强化|加大|抓|落实|做好|完善|健全|建立|推进|推动|深化|开展|提升|提高|优化|规范|严格|突出|压实).*(?:情况|成效|做法|打算|思路|计划|安排|保障|措施|举措|组织实施|领导|步骤|阶段|时间|进度|方法|方式|程序|流程|分工|职责|小组|机构|人员|成员|对象|事项|要求|"
    r"标准|条件|要点|主题|总结|回顾|体会|建议|形势|展望|政策|说明|名单|范围|地点|日程|经费|纪律|其他|其它|附则|结语)$"
)
# not 金融机构, 养老中心: what a section is about
_OFFICE = re.compile(rf"{alt(DEPARTMENTS, GOVERNMENT, FORCES, COLLECTIVES, DIVISIONS)}$")
# parts of one task
_FIELD = re.compile(
    rf"(?:目标任务|工作目标|工作措施|工作内容|具体(?:措施|举措|内容)|{alt(LABEL_ROLES)}(?:{alt(LABEL_UNITS)}|领导|人)|"
    r"(?:完成|办结|整改|落实)?(?:时限|时间|期限)|时间节点)"
)
# who does what, rarely under titles
_DUTIES = re.compile(r"(?:职责|任务|责任|工作|部门)分工|(?:工作|部门|单位|主要)职责|职责任务")
_ORDERS = re.compile(
    r"(?:^|[，。；])(?:请|务必|须(?=[按于在将把])|各[^，。；]{2,20}(?:要|应|须)|(?:应当?|必须|要)(?=[填报按于在将把认切严加做组落制对及上积建完主]))"
)
# （重点）, （续建项目）, （市级重点、新开工）
_TAG = re.compile(
    rf"[（(](?:(?:[国省市县区镇]级?|年度|[甲乙ABC一二三]类)?{alt(PROJECT_STATES)}"
    r"(?:项目|工程|任务|事项)?[、，,]?){1,3}[）)]"
)
_LEAST_ORDERS = 2
_LEAST_MEASURES = 3
_MEASURES = re.compile(
    rf"(?:措施|举措|要点|任务|清单|政策)(?:{bracketed(1, 12)})?[》〉”]?(?:的?(?:通知|意见|函))?$"
)
_EMERGENCY = re.compile(r"应急预案|应急处置预案|处置预案|预案")
_ITSELF = re.compile(r"预案(?:[（(].{1,8}[）)])?$")  # not: 预案修编工作方案


@dataclass(frozen=True, slots=True)
class Chosen:
    """The task nodes in document order, each with what a heading above states for it (nothing, where it
    states that itself); and why there are none when there are none."""

    inherited: Mapping[Node, tuple[Statement, ...]]
    reason: str | None = None

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The task nodes."""
        return tuple(self.inherited)


def choose(root: Node, said: Statements, title: str) -> Chosen:
    """Pick the task nodes of a tree whose tables hold no tasks."""
    decimal = any(n.style == "1.1" for n in walk(root))
    if (decimal and (_EMERGENCY.search(title) or _is_rulebook(root))) or (
        _ITSELF.search(title) and _is_rulebook(root)
    ):
        why = "应急预案" if _EMERGENCY.search(title) else "按1.1、1.1.1分级的制度类文件"
        return Chosen({}, f"这是{why}，各条是规定而不是任务，没有导入任务")
    if (
        sum(
            b.words.startswith("第") and re.match(rf"第[{HAN_NUMERALS}百]{{1,5}}条", b.words) is not None
            for n in walk(root)
            for b in n.body
        )
        >= 3
    ):
        return Chosen({}, "这是按条编写的规定，各条是规范而不是任务，没有导入任务")
    if _RULES.search(title) and said.naming.isdisjoint(root.children):
        return Chosen({}, "这是规则、办法一类的制度文件，各条是规定而不是任务，没有导入任务")
    no_plan = _NO_PLAN.search(_QUOTED.sub("", title))
    if no_plan and (_FAULT.search(title) or root not in said.naming):
        return Chosen({}, f"从标题看这是“{no_plan.group('what')}”一类的文件，不是布置工作的，没有导入任务")
    parts = [root, *(c for c in root.children if c.style == "attachment")]
    nodes: dict[Node, tuple[Statement, ...]] = {}
    for part in parts:
        nodes.update(_part(part, said, _MEASURES.search(title) is not None))
    if nodes:
        return Chosen(nodes)
    if any(b.kind == "cells" for n in walk(root) for b in n.body):
        return Chosen(
            {},
            "没有认出任务表（要有任务或举措一栏，还要有责任单位或时限一栏），也没有带标题的任务条目，没有导入任务",
        )
    if not any(n.number for n in walk(root) if n.style != "attachment"):
        return Chosen({}, "全文没有带序号的条目，分不出任务；如果原文的标题在复制时丢失，请补上后再导入")
    return Chosen({}, "带序号的条目没有自己的标题或不是工作任务，没有导入任务")


def _is_rulebook(root: Node) -> bool:
    """Whether a text numbered 1.1 has the parts of a plan for emergencies or a set of rules."""
    heads = "".join(b.words for n in walk(root) for b in n.body if len(b.words) <= 20) + "".join(
        n.title.words for n in walk(root)
    )
    return (
        sum(word in heads for word in ("总则", "编制目的", "编制依据", "适用范围", "工作原则", "附则")) >= 2
    )


def _part(part: Node, said: Statements, of_measures: bool) -> dict[Node, tuple[Statement, ...]]:
    """The tasks of the main text or of one attachment; `of_measures` tells that the document is a list of
    measures by its title."""
    tops = [c for c in main_nodes(part) if c.style != "closing"]
    running = _running_styles(tops, said)
    deep = {top: _deep(top, running, said) for top in tops}
    leafy = not any(deep.values()) and _sections_are_tasks(tops, said)
    orders = (
        not any(deep.values())
        and not leafy
        and (_are_orders(tops) or (of_measures and _are_paragraphs(tops)))
    )
    beside = any(deep.values()) and not any(b.row for n in walk(part) for b in n.body)
    nodes: dict[Node, tuple[Statement, ...]] = {}
    for top, below in deep.items():
        if below:
            nodes.update({top: (), **below} if _works_too(top, tops, below) else below)
        elif not is_excluded(top, said) and (
            top.rank > 2
            or (leafy and _is_titled(top))
            or orders
            or top in said.naming
            or (beside and _says_what_to_do(top))
        ):
            nodes[top] = ()
    return nodes


def is_problem(node: Node) -> bool:
    """Whether the node lists problems."""
    return _PROBLEMS.search(node.title.words) is not None and _MENDS.search(node.title.words) is None


def is_excluded(node: Node, said: Statements) -> bool:
    """Whether the node is about problems, principles or aims rather than work; aims that name units are
    work."""
    if is_problem(node):
        return node.rank <= 2 or node not in said.naming  # what inspectors found, and who mends it
    words = node.title.words
    if SEATS.match(words):
        return True
    return (
        _GENERAL.search(words) is not None
        or _ENACTS.match(words) is not None
        or (node.rank <= 2 and _PENALTIES.fullmatch(words) is not None)
    ) and node not in said.naming


def _running_styles(tops: list[Node], said: Statements) -> frozenset[str]:
    """Notations whose numbers run on across sections and most of whose items carry titles: they are the
    tasks."""
    groups: dict[str, list[tuple[Node, ...]]] = {}
    for top in tops:
        for node in walk(top):
            if node.children and node.children[0].rank < _MEASURE_RANK:
                groups.setdefault(node.children[0].style, []).append(node.children)
    running: set[str] = set()
    for style, found in groups.items():
        items = [c for group in found for c in group if not is_excluded(c, said)]
        goes_on = sum(a[-1].ordinal + 1 == b[0].ordinal for a, b in itertools.pairwise(found))
        if (
            len(found) > 1
            and goes_on * 2 > len(found) - 1
            and sum(map(_is_titled, items)) * 3 >= len(items) * 2
        ):
            running.add(style)
    return frozenset(running)


def _deep(node: Node, running: frozenset[str], said: Statements) -> dict[Node, tuple[Statement, ...]]:
    """The tasks under a node with what the headings above state for them, the nearest first; empty when its
    children are no tasks of their own."""
    if is_excluded(node, said):
        return {}
    children = [c for c in node.children if not is_excluded(c, said)]
    if not children or not (children[0].style in running or _carry_titles(node, children, said)):
        return {}
    nodes: dict[Node, tuple[Statement, ...]] = {}
    for child in children:
        below = _deep(child, running, said)
        nodes.update({child: (), **below} if not below or _works_too(child, children, below) else below)
    stated = _heading_answers(node, said) or _section_answers(node, said)
    return {task: nearer or (() if task in said.naming else stated) for task, nearer in nodes.items()}


def _works_too(node: Node, siblings: list[Node], below: Mapping[Node, object]) -> bool:
    """Whether an item above tasks is one, too: its siblings are, and its own text says work, not only what
    follows (今年办好下列实事：)."""
    said = [
        line for line in node.text.split("\n") if line.strip() and not line.rstrip().endswith(("：", ":"))
    ]
    return (
        node.rank > _TOP_RANK
        and _is_titled(node)
        and bool(said)
        and all(child in below for child in node.children)
        and 2 * sum(_is_titled(other) and not other.children for other in siblings) >= len(siblings)
    )


def _heading_answers(node: Node, said: Statements) -> tuple[Statement, ...]:
    """Who answers for all items under a heading: 德育工作（德育处负责）, and no text of its own."""
    if node.text:
        return ()
    if _is_of_unit(node):
        return (Statement((UnitRole(node.title.words, "responsible"),), (), 0, 0),)
    return tuple(f for f in responsibilities(node.title.words, said.known) if f.units)


def _is_of_unit(node: Node) -> bool:
    """Whether a heading is nothing but the name of who does all that stands below it: 一、县财政局."""
    words = node.title.words
    return (
        node.title.own
        and node.rank <= _ITEM_RANK
        and _OFFICE.search(words) is not None
        and is_surely_unit(words)
        and _ABOUT.search(words) is None
    )


def _section_answers(node: Node, said: Statements) -> tuple[Statement, ...]:
    """Who answers for a section, said in its heading or at the end of its own text."""
    if node.rank > 2 or node not in said.naming:
        return ()
    of_text = [
        f
        for f in responsibilities(node.text, said.known)
        if f.units and not node.text[f.end :].strip("。 \n\u3000")
    ]
    return tuple(f for f in (*responsibilities(node.title.words, said.known), *of_text) if f.units)


def _carry_titles(parent: Node, children: list[Node], said: Statements) -> bool:
    """Whether the children are tasks themselves rather than steps of the parent."""
    if any(_FIELD.fullmatch(c.title.words) for c in children):
        return False
    if _is_of_unit(parent):
        return True
    titled = sum(_is_titled(c) for c in children)
    with_units = sum(c in said.naming for c in children)
    if with_units * 2 >= len(children):
        return True
    if children[0].style == "①" and parent.rank > _ITEM_RANK:
        return False
    if parent in said.naming and parent.rank > 2:
        return (
            titled == len(children) > 1
            and children[0].rank < _MEASURE_RANK
            and bool(_heading_answers(parent, said))
        )
    if len(children) > 1 and all(map(_is_tagged, children)):
        return True
    if parent.rank >= _MEASURE_RANK - 1 or children[0].rank >= _MEASURE_RANK:
        return titled == len(children) and len(parent.text) < 40 and parent.rank < _MEASURE_RANK
    if parent.rank > 2:
        return titled * 4 >= len(children) * 3
    if titled * 2 >= len(children) or (
        not parent.text and sum(_is_bare(c) or _is_titled(c) for c in children) == len(children) > 1
    ):
        return True
    long = sum(len(c.text) + len(c.title.words) >= _LONG for c in children)
    return (
        parent.rank <= 2
        and not parent.text
        and (long * 2 >= len(children) or _DUTIES.search(parent.title.words) is not None)
        and not _announces_list(parent)
    )


def _is_tagged(node: Node) -> bool:
    """Whether a bracket says of an item what kind of work it is, as one does of each in a list of projects:
    （重点）, （续建）."""
    return node.head is not None and _TAG.search(node.head.words) is not None


def _announces_list(parent: Node) -> bool:
    return parent.text.rstrip().endswith(("：", ":"))


def _is_titled(node: Node) -> bool:
    """A title printed as a sentence or line of its own, with text or items under it."""
    return (
        node.title.own
        and 2 <= len(node.title.words) <= _LONGEST_TITLE
        and (bool(node.text) or bool(node.children))
        and _FIELD.fullmatch(node.title.words) is None
    )


def _is_bare(node: Node) -> bool:
    """A whole sentence without a text under it, that says what to do: 修订总体预案。 A list of names ends in
    no full stop."""
    return (
        node.title.own
        and _BARE <= len(node.title.words) <= _LONGEST_TITLE
        and not node.text
        and node.head is not None
        and node.head.words.endswith("。")
        and not is_unit(node.title.words)
    )


def _says_what_to_do(top: Node) -> bool:
    """A section whose items are no tasks, beside others that have some, is a task where its heading names
    work: 四、拉大峰谷差价."""
    return _is_titled(top) and _ABOUT.search(top.title.words) is None


def _are_orders(tops: list[Node]) -> bool:
    """Sections without headings are tasks where each is a sentence and most of them say what others are to
    do: 一、请各单位…."""
    if len(tops) < _LEAST_ORDERS or any(_is_titled(t) or t.children or t.rank > 2 for t in tops):
        return False
    return 2 * sum(_ORDERS.search(t.title.words + "，" + t.text) is not None for t in tops) > len(tops)


def _are_paragraphs(tops: list[Node]) -> bool:
    """Whether the sections are paragraphs without headings and items: the measures of 若干措施, 一、 to
    十三、."""
    long = sum(len(t.title.words) + len(t.text) > _LONGEST_TITLE for t in tops)
    return (
        len(tops) >= _LEAST_MEASURES
        and long * 3 >= len(tops) * 2
        and not any(t.children or t.rank > 2 for t in tops)
    )


def _sections_are_tasks(tops: list[Node], said: Statements) -> bool:
    """Sections without items are tasks when most of them carry titles and text."""
    working = [t for t in tops if not is_excluded(t, said)]
    return len(working) >= 3 and sum(map(_is_titled, working)) * 2 >= len(working)
