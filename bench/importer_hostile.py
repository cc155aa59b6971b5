"""How long a megabyte of any text takes: `python -m bench.importer_hostile [NAME…]`.

Each text is 1 MiB of UTF-8, most of them made of one short piece again and again, the worst that a rule can
meet. Prints CPU seconds of each stage that a clerk waits for: reading, the import itself, the YAML, the
check of the YAML against its source that ends each import, the report.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from generator.importer.account.report import report
from generator.importer.compare.own_draft import draft_faults
from generator.importer.draft.proposals import Known, new_policies, new_units
from generator.importer.draft.to_json import to_json
from generator.importer.draft.to_yaml import to_yaml
from generator.importer.lines import UnreadableError
from generator.importer.pause import undisturbed
from generator.importer.pipeline import import_source
from generator.importer.readers import read_bytes

MEGABYTE = 1 << 20
LIMIT = 2.0
PIECES = {
    "一、甲": "一、甲\n",
    "（一）甲": "（一）甲\n",
    "甲": "甲\n",
    "1.甲": "1.甲\n",
    "1.1 甲": "1.1 甲\n",
    "一是甲": "一是甲。\n",
    "①甲": "①甲\n",
    "第一章甲": "第一章 甲\n",
    "第一条甲": "第一条 甲\n",
    "年": "2024年\n",
    "百分": "99%\n",
    "书名": "《甲》\n",
    "责任单位": "责任单位：甲\n",
    "牵头": "由市局牵头，\n",
    "附件": "附件1\n",
    "日期": "2024年1月1日\n",
    "文号": "某政发〔2024〕1号\n",
    "来源": "来源：甲\n",
    "索引号": "索引号：\n",
    "序号": "序号\n",
    "1": "1\n",
    "空行": "\n",
    "空格行": " \n",
    "制表": "\t甲\t乙\n",
    "段内全角空格": "甲　　乙。",
    "换行标记": "甲<br/>",
    "首页": "首页\n",
    "扫一扫": "扫一扫\n",
    "相关链接": "相关链接\n",
    "一行": "甲",
    "一行句号": "甲。",
    "左圆括号": "（",
    "右圆括号": "）",
    "左方括号": "[",
    "左书名号": "《",
    "右书名号": "》",
    "引号": "“",
    "数字": "1",
    "小数": "1.",
    "逗号数字": "1,",
    "短横数字": "1-",
    "空格数字": "1 ",
    "国号": "8-6-1-3-",
    "卡头": "6-2-",
    "手机": "13812345678 ",
    "手机连字母": "13812345678a",
    "卡号列": "卡号\n" + "1\n" * 700,
    "汉字数字": "一.",
    "顿号": "、",
    "空格": " ",
    "全角空格": "　",
    "一、一行": "一、",
    "由市局牵头一行": "由市局牵头，",
    "责任单位一行": "（责任单位：市局、",
    "日期一行": "2020年1月1日",
    "各市、县": "各市、县、",
    "举措一行": "一是加强。",
    "百分一行": "99%",
    "书名一行": "《甲》",
    "单位一行": "（市局负责）",
    "长举措": "一是加强管理工作，提高能力。",
    "目录": "目录\n",
    "责任行": "（责任单位：市局）\n",
    "短任务": "1.甲。乙。（责任单位：丙局）\n",
    "章节任务": "一、甲\n1.乙。丙。（责任科室：丁科）\n",
    "平表": "序号\n工作任务\n责任单位\n完成时限\n1\n修路\n交通局\n年底前\n2\n架桥\n水利局\n长期坚持\n",
    "行表": "序号 工作任务 责任单位 完成时限\n1 修路 交通局 年底前\n",
    "正文": "（一）加强应急管理工作。认真落实各项要求，建立健全体系，全面提升防灾减灾救灾能力。"
    "（责任单位：市应急局、市财政局）\n",
    "段落": "认真落实各项要求，建立健全应急管理体系，全面提升防灾减灾救灾能力，到2025年建成平台10个。\n",
}
MIXED = (
    "一、",
    "（一）",
    "1.",
    "①",
    "一是",
    "——",
    "\n",
    "\n",
    "　　",
    "甲",
    "管理",
    "。",
    "，",
    "；",
    "：",
    "、",
    "《",
    "》",
    "“",
    "”",
    "（",
    "）",
    "责任单位：",
    "市局",
    "牵头",
    "2024年底前",
    "12月",
    "5.2%",
    "3万元",
    "序号",
    "完成时限",
    "附件",
    "某政发〔2024〕1号",
    "2024年3月1日",
)


def texts() -> Iterator[tuple[str, str]]:
    """The name and the text of every case."""
    for name, piece in PIECES.items():
        yield name, piece * (MEGABYTE // len(piece.encode()))
    row = "{0}\n修建第{0}号泵站\n水利局\n2024年底前\n"
    yield (
        "长平表",
        "序号\n工作任务\n责任单位\n完成时限\n" + "".join(row.format(n) for n in range(1, MEGABYTE // 62)),
    )
    task = (
        "{0}.加强第{0}项管理工作。落实各项要求，建立健全体系，到2025年建成平台{0}个，"
        "提升防灾减灾救灾能力。（牵头单位：市第{0}局；责任单位：市财政局）\n"
    )
    yield "长要点", "某某市2024年工作要点\n" + "".join(task.format(n) for n in range(1, MEGABYTE // 200))
    wrapped = "认真落实第{0}项工作要求，切实加强组织领导，\n"
    yield "断行", "".join(wrapped.format(n) for n in range(MEGABYTE // 66))
    dice = random.Random(4)
    yield "混合", "".join(dice.choices(MIXED, k=MEGABYTE // 7))
    yield (
        "乱字",
        "".join(
            chr(dice.randrange(0x4E00, 0x9FA5)) if dice.random() < 0.9 else "\n" for _ in range(MEGABYTE // 3)
        ),
    )


@undisturbed  # as the command is
def measure(data: bytes, name: str) -> list[float]:
    """CPU seconds of reading, importing, writing YAML with the proposals, JSON, checking the YAML against its
    source, and reporting; of a file that is refused, of reading alone.
    """
    spent: list[float] = []
    start = time.process_time()

    def lap() -> None:
        nonlocal start
        now = time.process_time()
        spent.append(now - start)
        start = now

    try:
        source = read_bytes(data, name)
    except UnreadableError:
        lap()
        return [*spent, 0.0, 0.0, 0.0, 0.0, 0.0]
    lap()
    imported = import_source(source)
    lap()
    draft = to_yaml(imported)
    new_units([imported], Known())
    new_policies([imported], Known())
    lap()
    to_json(imported)
    lap()
    faults = draft_faults(draft, imported)
    lap()
    report(imported, draft, faults)
    lap()
    return spent


def run(cases: Iterable[tuple[str, str, Callable[[], bytes]]], words: Sequence[str]) -> int:
    """Print the table of the cases whose names hold one of the words;
    exit status 1 when one takes longer than the limit to become YAML, or to be checked.
    """
    totals: dict[str, float] = {}
    print(f"{'文字':<12}{'读取':>7}{'导入':>7}{'YAML':>7}{'JSON':>7}{'自查':>7}{'报告':>7}{'合计':>7}")
    for name, file, make in cases:
        if words and not any(w in name for w in words):
            continue
        spent = measure(make(), file)
        _, _, _, json, check, _ = spent
        total = sum(spent) - json
        totals[name] = max(total - check, check)
        print(
            f"{name:<12}"
            + "".join(f"{s:>8.2f}" for s in [*spent, total])
            + ("  超过" if totals[name] > LIMIT else ""),
            flush=True,
        )
    slow = sum(total > LIMIT for total in totals.values())
    worst = max(totals, key=lambda name: totals[name], default="")
    print(
        f"合计不含 JSON；自查和其余各算一次，上限都是 {LIMIT:.0f} 秒，超过的有 {slow} 种。"
        + (f"最慢的是“{worst}”，{totals[worst]:.2f} 秒。" if worst else "")
    )
    return 1 if slow else 0


def main(words: Sequence[str]) -> int:
    """Measure the texts whose names hold one of the words, all without any; exit status as `run`."""
    return run(((name, "a.txt", partial(text.encode, "utf-8")) for name, text in texts()), words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
