"""What a person should look at: sentences with the place and the reason, none of them an error of the
source's author."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from generator.importer.account.page_doubts import from_page, impossible_day, only_in_attachment
from generator.importer.account.person_doubts import person_doubts
from generator.importer.account.signature_doubts import signature_doubts
from generator.importer.blocks import Block
from generator.importer.draft.gathered import one_of_each
from generator.importer.layout.annexes import attachment_name
from generator.importer.layout.metadata import metadata
from generator.importer.layout.side_by_side import stands_beside
from generator.importer.lines import Source, has_words
from generator.importer.outline.identity import FORMED, annex_title
from generator.importer.outline.measures import MOST as MOST_MEASURES
from generator.importer.outline.result import Task, rows_by_place
from generator.importer.outline.stages import TasksRead
from generator.importer.outline.tasks import Chosen
from generator.importer.outline.tree import Node, walk
from generator.importer.outline.withheld import public_words
from generator.importer.words.dates import find_date
from generator.importer.words.indicators import MOST as MOST_NUMBERS
from generator.importer.words.indicators import may_skip
from generator.importer.words.responsibility_bracket import responsibilities
from generator.model.secret_kinds import LABEL
from generator.privacy import findings_in, without_secrets
from generator.problems import Problem

Doubt = Callable[[int, str, str], None]  # line, what, what to do
_ONLY_ANNEXES = "文件从附件开始，没有自己的标题；机关和年份取自第一个附件的标题"
_ENDED = re.compile(r"[。！？；：”’）)》】…]\s*$")
_LOST = "\ufffd"  # stands for a character that could not be decoded
_LOST_MARK = re.compile(r"〔20\d{2}\d{1,4}号")
# Characters of office texts that simplified Chinese writes otherwise; 著, 於, 乾 and others stand in names
# and are left out.
_TRADITIONAL = frozenset(
    "務實責單縣區會國員長總業發開關應對級與這個們進過為產經濟組織領導負協調辦廳處動點標題項條從"
    "時間問學習黨設備規據報說讓認識確構體係統計術職權義環節農產電車門護廣場質資財貿運輸園課築"
)
_SECRECY = "请先确认这份文件可以公开"
_LONGEST_LABELLED = 400  # characters of a line 责任单位：…
_LONGEST_TASK = 2 * MOST_MEASURES  # characters; a measure has at least two
_LONGEST_LINE = 2 * MOST_NUMBERS
_NAMED = 5  # units that a message names


def find_doubts(read: TasksRead, persons: frozenset[str] = frozenset()) -> list[Problem]:
    """All doubts of an import, one of each kind, in the order of the source; `persons` are withheld."""
    outline, tree = read.outline, read.outline.tree
    source, blocks, root, tasks = tree.labelled.source, tree.labelled.blocks, tree.root, read.tasks
    found: list[Problem] = []

    def doubt(line: int, what: str, hint: str) -> None:
        words = without_secrets(what)  # the words of the source that it quotes may be private
        found.append(Problem(source.name, line, 1 if line else 0, words, hint, severity="warning"))

    if not has_words(source.lines):
        what = "里只有看不见的字符" if any(line.text.strip() for line in source.lines) else "是空的"
        doubt(0, f"文件{what}，没有文字可以导入", "请检查是否选错了文件")
        return found
    if outline.title is None:
        doubt(
            1,
            _ONLY_ANNEXES if annex_title(outline.tree.root) else "没有找到标题",
            "请在 title 一栏补上文件标题",
        )
    elif not outline.is_printed:
        doubt(1, f"没有找到标题，暂用文中说要印发的“{outline.title}”", "请对照原件核对 title 一栏")
    in_attachment = [
        Problem(source.name, d.line, 1, d.what, d.hint, severity="warning") for d in only_in_attachment(read)
    ]
    if not tasks and not in_attachment:
        doubt(0, outline.chosen.reason or "没有找到任务", "如果确有任务，请检查原文的标题和序号是否完整")
    _breaks_off(blocks, root, doubt)
    if not in_attachment:
        _absent_attachment(blocks, tasks, doubt)
    wrong_days = list(impossible_day(read))
    signed = signature_doubts(read, is_told=bool(wrong_days))
    for said in (*from_page(read), *wrong_days, *signed, *person_doubts(read, persons)):
        doubt(*said)
    _numbers(root, doubt)
    _lost_marks(blocks, doubt)
    _lost_characters(source, doubt)
    _traditional(source, doubt)
    _personal(blocks, persons, doubt)
    _unassigned(root, tasks, outline.chosen, doubt)
    _guessed_rows(source, blocks, doubt)
    _rows_of_no_task(blocks, tasks, doubt)
    _tables_beside(blocks, doubt)
    _two_dates(blocks, doubt)
    _too_many_lines(source, doubt)
    _limits(blocks, tasks, doubt)
    for note in source.notes:
        doubt(0, note, "公开前请确认")
    return [*in_attachment, *one_of_each(sorted(found, key=lambda p: (p.line, p.what)))]


def _breaks_off(blocks: list[Block], root: Node, doubt: Doubt) -> None:
    """The text ends in the middle of a sentence."""
    body = [b for n in walk(root) for b in n.own_blocks if b.kind in ("text", "heading")]
    signed = [b for b in blocks if b.kind == "signature"]
    if not body:
        return
    last = max(body, key=lambda b: b.last)
    if signed and max(b.first for b in signed) >= last.last:
        return
    words = last.words
    if last.cells is not None or len(words) <= 20 or _ENDED.search(words) or any(b.row for b in blocks):
        return
    tail = words[-_LONGEST_LABELLED:]
    if not any(f.end >= len(tail) for f in responsibilities(tail)):  # 责任单位：水利局　完成时限：持续推进
        doubt(last.last, f"原文似乎在此处中断：“…{words[-12:]}”", "请对照原件补全，或在 notes 中注明原文残缺")


def _absent_attachment(blocks: list[Block], tasks: Sequence[Task], doubt: Doubt) -> None:
    """An attachment is announced but not in the text."""
    announced = [b for b in blocks if b.label == "附件目录" and b.words.startswith("附")]
    present = any(b.kind == "attachment" or b.row is not None for b in blocks)
    if announced and not present:
        _, name = attachment_name(announced[0].words)
        only = "，任务可能只在附件里" if not tasks else ""
        doubt(announced[0].first, f"附件“{name[:40]}”没有随文导入{only}", "请把附件也导入，或在 notes 中注明")


def _numbers(root: Node, doubt: Doubt) -> None:
    """Numbers that jump or repeat among siblings."""
    for node in walk(root):
        last: dict[str, int] = {}
        for child in node.children:
            if (
                child.style in ("outline", "unnumbered", "attachment", "closing", "——", "1.1")
                or child.head is None
            ):
                continue
            before = last.get(child.style)
            if before is not None and child.ordinal not in (before + 1, 1):
                doubt(
                    child.head.first,
                    f"序号不连续：{child.number}之前是第{before}项",
                    "请对照原件，看是否漏了内容或序号印错",
                )
            last[child.style] = child.ordinal


def _traditional(source: Source, doubt: Doubt) -> None:
    """A text in traditional characters: the rules know 责任单位, not 責任單位."""
    words = "".join(line.text for line in source.lines[:2000])
    if sum(map(words.count, _TRADITIONAL)) * 20 > len(words):
        doubt(
            0,
            "原文是繁体字，识别规则只认简体字的标题、责任单位和时限",
            "请先把原文转换为简体字（Word 和 WPS 的“审阅”里有“繁转简”），再导入",
        )


def _personal(blocks: list[Block], persons: frozenset[str], doubt: Doubt) -> None:
    """Names and numbers of persons in what will be published (《政府信息公开条例》第十五条), and marks of
    secrecy. What an office answers under is asked about as well: it belongs into a field of its own."""
    for block in blocks:
        found = findings_in(public_words(block, persons)) if block.kind != "aside" else ()
        for secret in found:
            if secret.kind == "mark":
                doubt(block.first, f"这里有涉密或内部标志“{secret.masked}”", _SECRECY)
        kept = {"mark", "office_line"} if block.mark == "contact" else {"mark"}  # it is in its field already
        private = next((secret for secret in found if secret.kind not in kept), None)
        if private is not None:
            doubt(
                block.first,
                f"这里像有个人信息：{LABEL[private.kind]}“{private.masked}”",
                "公开前请确认可以公开，办公电话请写到 contacts 一栏，个人的请删去",
            )


def _unassigned(root: Node, tasks: Sequence[Task], choice: Chosen, doubt: Doubt) -> None:
    """A text that belongs to no task names who answers: 责任单位：某局 above a table."""
    if not tasks:
        return
    chosen = {t.node for t in tasks if t.node is not None}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node in chosen:
            continue
        waiting += node.children
        if node.head is not None and node.head.mark is not None:
            continue  # a section that a paper marks has its units
        text = "\n".join([node.title.words, node.text])
        if len(text) > _LONGEST_TASK or any(choice.inherited.get(child) for child in walk(node)):
            continue
        names = [u.name for f in responsibilities(text) for u in f.units]
        if names:
            doubt(
                (node.head or node.body[0]).first,
                f"这里写了责任单位“{'、'.join(names[:_NAMED])}”，但不在任何一项任务里，没有登记",
                "如果是下面各项任务的责任单位，请补到各项任务的 responsibility",
            )


def _guessed_rows(source: Source, blocks: list[Block], doubt: Doubt) -> None:
    """A table of a PDF has no lines around its cells, and its columns were guessed from the blanks."""
    rows = [b for b in blocks if b.row is not None and b.cells is None]
    if rows and source.name.lower().endswith(".pdf"):
        doubt(
            rows[0].first,
            f"PDF 里的这张表没有框线，{len(rows)} 行的各栏是按空白推断的",
            "请对照原件逐行核对任务、单位和时限，或向发文单位要 Word、Excel 原件再导入",
        )


def _rows_of_no_task(blocks: list[Block], tasks: Sequence[Task], doubt: Doubt) -> None:
    """Rows of a table of tasks that name none: a sum, a rest of the row above."""
    found = rows_by_place(tasks)
    for block in blocks:
        if block.row is not None and block.place not in found:
            doubt(
                block.first,
                "表里这一行没有写任务，原样放在正文里",
                "请对照原件，是上一项任务的内容请移到那里",
            )


def _tables_beside(blocks: list[Block], doubt: Doubt) -> None:
    """Something stands beside a table of tasks that is none of its columns."""
    for line, words in stands_beside(blocks):
        doubt(
            line,
            f"任务表的右边隔着一个空栏还有“{words[:40]}”，像是另一张表或说明，已逐行附在同一行的任务后面",
            "请对照原件核对，不是这些任务的内容请删去或移走",
        )


def _two_dates(blocks: list[Block], doubt: Doubt) -> None:
    """The head block and the signature state different days on which the document was formed."""
    fields = metadata(blocks)
    label, stated = next(
        ((label, day) for label in FORMED if (day := find_date(fields.get(label, "")))), ("", None)
    )
    signed = next(((b, day) for b in blocks if b.kind == "signature" and (day := find_date(b.text))), None)
    if stated and signed and signed[1] != stated:
        doubt(
            signed[0].first,
            f"{label}是 {stated}，落款的日期是 {signed[1]}，成文日期（formed）取了前者",
            "请核对哪一个是成文日期",
        )


def _too_many_lines(source: Source, doubt: Doubt) -> None:
    """The text has more lines than a document can have."""
    # behind it only what is set aside
    rest = next((line for line in source.lines[-2:] if "\n" in line.text.replace("\r", "\n")), None)
    if rest is not None:
        first = rest.number
        doubt(
            first,
            f"全文短行太多，不像一份文件；第 {first} 行以后没有逐行分析，整段放入",
            "请检查是否选错了文件，或拆分后再导入",
        )


def _limits(blocks: list[Block], tasks: Sequence[Task], doubt: Doubt) -> None:
    """Where a text is longer than the rules look, so that figures or measures may be missing."""
    if may_skip("\n".join(b.text for b in blocks if b.kind != "aside")):
        doubt(
            0,
            f"全文数字超过 {MOST_NUMBERS} 个，靠后的数字没有逐个识别为指标",
            "请检查是否选错了文件，或拆分后再导入",
        )
    for task in tasks:
        if len(task.text) > _LONGEST_TASK:
            doubt(
                task.lines[0],
                f"任务“{task.title[:20]}”的正文有 {len(task.text)} 字，"
                "其中的举措、单位、指标可能没有全部识别",
                "请检查后面的任务标题是否丢失，或拆分后再导入",
            )
    for block in blocks:
        if len(block.text) > _LONGEST_LINE and block.kind != "aside":
            doubt(
                block.first,
                f"这一段有 {len(block.text)} 字，其中的序号可能没有全部识别",
                "请检查换行是否丢失，或拆分后再导入",
            )


def _lost_characters(source: Source, doubt: Doubt) -> None:
    """Characters that were lost before the file was written, or that could not be decoded."""
    for line in source.lines:
        lost = line.text.count(_LOST) if line.aside is None else 0
        if lost:
            around = line.text[max(0, line.text.index(_LOST) - 6) :][:12].strip()
            doubt(line.number, f"这里有 {lost} 个字无法识别，显示为“{_LOST}”：“{around}”", "请对照原件补上")


def _lost_marks(blocks: list[Block], doubt: Doubt) -> None:
    """Document numbers whose bracket was lost (〔2019115号)."""
    for block in blocks:
        if block.kind == "aside":
            continue
        match = _LOST_MARK.search(block.text) if "〔" in block.text else None
        if match:
            doubt(block.first, f"文号“{match.group()}”缺少右括号", "请对照原件补上")
