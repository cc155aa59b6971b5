"""The field that a clerk means who writes its name in Chinese: 时间 in a report of progress is `date`.

What a field is called stands in its description; a written list has the other words that offices print. Only
names that are known for certain are here: likeness is `validation_messages`' last resort.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic.fields import FieldInfo

# Other words for a field. One that names several (任务) means the first of them that the record has.
_ALSO: tuple[tuple[str, str], ...] = (
    ("date", "日期 时间 更正日期 进展时间 填报时间 填报日期"),
    ("status", "公开状态 状态 进度 完成状态 进展状态 落实情况"),
    ("progress", "进展 进展情况 完成情况 推进情况 工作进展 结果"),
    ("title", "标题 名称 任务名称 工作任务 重点任务 文件名 文件标题"),
    ("name", "名称 指标名称 单位名称"),
    ("text", "内容 正文 情况 进展 进展情况 完成情况 任务内容 工作内容 原文"),
    ("responsibility", "责任单位 责任部门 责任科室 牵头单位 牵头部门 配合单位 负责单位 承办单位 责任"),
    ("deadlines", "时限 期限 完成时限 完成时间 完成期限 截止时间 截止日期"),
    ("indicators", "指标 数字 目标 完成数字"),
    ("cites", "引用 引用文件 依据 文件依据"),
    ("measures", "举措 措施 具体举措 具体措施 工作举措 工作措施"),
    ("steps", "步骤 具体步骤"),
    ("topics", "主题"),
    ("url", "网址 链接 原文链接"),
    ("links", "链接 关系 落实链"),
    ("to", "对方 对方任务"),
    ("tasks", "任务 任务列表"),
    ("task", "任务 本站任务"),
    ("sections", "章节 下级章节"),
    ("kind", "类别 类型 种类"),
    ("class", "类别 状态类别"),
    ("words", "说法 原文说法 原文"),
    ("period", "时期 时段 年度 年份 所属年度"),
    ("source", "来源 出处 原文出处"),
    ("publisher", "发布者 发布机构 发布单位 发布机关"),
    ("published", "发布日期 发布时间"),
    ("formed", "成文日期 成文时间"),
    ("number", "序号 文号"),
    ("id", "编号"),
    ("unit", "责任单位 单位 计量单位"),
    ("role", "角色"),
    ("value", "数值 数"),
    ("units", "责任单位 单位"),
    ("members", "成员 成员单位"),
    ("aliases", "别名 简称"),
    ("change", "同比 同比变化"),
    ("lines", "行号"),
    ("revisions", "更正 更正记录 修订 修订记录"),
    ("what", "更正内容 改动 内容 改了什么"),
    ("why", "原因 更正原因 理由"),
    ("reviewer", "审核 审核人 审核科室"),
    ("reason", "原因 理由"),
    ("ended", "废止日期 失效日期 修改日期 废止时间 失效时间"),
    ("replaced_by", "代替 代替文件 替代 替代文件"),
    ("review", "审查 审查记录 审核 审核记录"),
    ("step", "环节 审核环节"),
    ("by", "审查人 审核人 审查科室 审核科室"),
    ("conclusion", "结论 审核结论 意见"),
    ("address", "原地址 地址"),
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def field_named(name: str, fields: Mapping[str, FieldInfo]) -> str | None:
    """The field that a Chinese name stands for; None for other names, and where several or none would do."""
    words = "".join(name.split())
    if not _CHINESE.fullmatch(words):
        return None
    called = {key: _CHINESE.match(field.description or "") for key, field in fields.items()}
    if exact := [key for key, head in called.items() if head and head[0] == words]:
        return exact[0]
    if known := [key for key, also in _ALSO if key in fields and words in also.split()]:
        return known[0]
    ends = [key for key, head in called.items() if head and len(words) > 1 and head[0].endswith(words)]
    return ends[0] if len(ends) == 1 else None
