"""Samples that a clerk fills in: an agency, a document, the latter also made of last year's."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from generator.cli.new.next_year import next_year, years_between
from generator.content import yaml_reader
from generator.content.files import document_schema
from generator.importer.draft.yaml_text import printable, scalar
from generator.model.placeholders import SECTION_TITLE, TASK_TEXT, TASK_TITLE
from generator.model.routes import ID, RESERVED_AGENCIES, RESERVED_DOCUMENTS, WINDOWS_NAMES
from generator.model.statuses import STATUS_LABEL
from generator.problems import Problem, ProblemsError

# The first line tells VS Code's YAML extension which schema holds, wherever content/ lies.
_AGENCY = """\
# yaml-language-server: $schema=../../docs/schema/agency.json
# 机关登记表。name 必填；units 登记所有会在文件里出现的责任单位。
name:$name
short_name:
region:
index_number:                 # 索引号的样式，如 000014349/{年}-{5位}
# review:                     # 公开前的审查：steps 照本单位的叫法，public 是显示在页面上的环节
#   steps: [经办, 初审, 终审]
#   public: [终审]
units:
  # 每个单位一项：id 发布后不再改；aliases 写文件里出现的其他叫法。
  # - id: zonghe-ke
  #   name: 综合科
  #   kind: 内设机构        # 可写 内设机构、二级机构、统称、外部单位
  #   aliases: [综合业务科]
"""

_DOCUMENT = f"""\
# yaml-language-server: $schema=../../docs/schema/$schema
# 一份文件。冒号后空一格再写内容；没有的项目留空或删除整行。
title:
kind: 工作要点              # 可写 工作要点、工作总结、总结及计划、责任分解表
period:                     # 所属时期：2024、2024-H1（上半年）、2024-Q3、2024-05 或 2021/2025
text: 全文                  # 可写 全文、摘编
source:
  publisher:                # 发布者，照原文写
  published:                # 2024-03-22 或 2024-03-22 11:15
disclosure:
  index_number:             # 索引号
  formed:                   # 成文日期
  published:                # 发布日期
  number:                   # 文号
sections:
  - number: 一、
    title: {SECTION_TITLE}
    tasks:
      - id: "01"            # 发布后不再改
        number: 1.
        title: {TASK_TITLE}
        text: {TASK_TEXT}
        responsibility:
          # - {{unit: 综合科, role: 牵头}}     # role 可写 牵头、责任、配合
        deadlines: []       # 如 [2024年底前, 每季度]
        status:             # 只知道结果、不知道时间的，写在这里；知道时间的写进 progress
        progress:           # 进展和结果，每次一项，没有就留空
          # - date: 2026-06                # 或 2026-06-30、2026-Q2、2026-H1、2026
          #   status: 正常推进
          #   text: 已完成一半             # 照原文写
          #   source: {{title: 半年通报}}    # 后来公布的写明出处；是本站任务的，写 {{task: 机关/文件/任务}}
          # status 可写 {"、".join(STATUS_LABEL.values())}
          # 原文用别的说法时，写成 {{class: 正常推进, words: 原文的说法}}
review:                     # 公开前的审查，每个环节一项
  # - {{step: 初审, by: 办公室, date: 2024-03-18, conclusion: 同意主动公开}}
"""


def create(kind: str, name: str, content: Path, called: str = "", last_year: str = "") -> Path:
    """Write a sample into the folder `content` and return its path.

    `kind` is agency or document, `name` the id of the agency, or agency/document; an agency may be `called`
    by its name, a document begin with that of `last_year`. Raises ProblemsError when the name will not do, or
    the file is there.
    """
    path = content / name / "agency.yml" if kind == "agency" else content / f"{name}.yml"
    if problem := _name_problem(kind, name, path):
        raise ProblemsError([problem])
    text = _sample(kind, name, content, called, last_year)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise ProblemsError(
            [Problem(str(path), 0, 0, "文件已经存在，没有改动", "请换一个编号，或直接编辑它")]
        ) from None
    return path


def _sample(kind: str, name: str, content: Path, called: str, last_year: str) -> str:
    if kind == "agency":
        words = " ".join(printable(called).split())
        return Template(_AGENCY).substitute(name=f" {scalar(words)}" if words else "", schema="$schema")
    schema = document_schema(name.partition("/")[0])
    if not last_year:
        return _DOCUMENT.replace("$schema\n", f"{schema}\n", 1)
    path = content / f"{last_year}.yml"
    if not re.fullmatch(f"{ID}/{ID}", last_year) or not path.is_file():
        hint = "写成 机关/文件，如 wuhu/2025-yaodian"
        raise ProblemsError([Problem(last_year, 0, 0, "没有这份文件，没有新建", hint)])
    tree, problems = yaml_reader.read_tree(path, f"{content.name}/{last_year}.yml")
    if not isinstance(tree, dict):
        raise ProblemsError(problems or [Problem(str(path), 0, 0, "这份文件是空的", "请先填写它")])
    return next_year(tree, last_year, years_between(Path(last_year).name, Path(name).name), schema)


def _name_problem(kind: str, name: str, path: Path) -> Problem | None:
    """Why nothing can be written under this name, if so. What is there already is left to the writing."""
    is_agency = kind == "agency"
    if not re.fullmatch(ID if is_agency else f"{ID}/{ID}", name):
        hint = "写成 机关编号，如 wuhu" if is_agency else "写成 机关/文件，如 wuhu/2025-yaodian"
        return Problem(name, 0, 0, "编号不能作地址", f"{hint}；只用小写字母、数字和短横线")
    if path.stem in WINDOWS_NAMES or name in WINDOWS_NAMES:
        return Problem(name, 0, 0, "这个编号在 Windows 上不能作文件名", "请换一个编号，如所在地的拼音")
    if is_agency and name in RESERVED_AGENCIES:
        return Problem(name, 0, 0, "这个编号已由网站使用", "请换一个编号，如机关所在地的拼音")
    if not is_agency and not (path.parent / "agency.yml").exists():
        agency = path.parent.name
        return Problem(str(path.parent), 0, 0, "还没有这个机关", f"请先运行 gongkai new agency {agency}")
    if not is_agency and path.stem in RESERVED_DOCUMENTS and not path.exists():
        return Problem(name, 0, 0, "这个编号已由网站使用", "请换一个编号，如 2025-yaodian")
    return None
