// Labels and lists that Python holds too.
// Written by `make vocabulary` from generator/search/vocabulary.py.

/** @typedef {"date" | "recurring" | "ongoing" | "period"} DeadlineKind */

/** @typedef {"agency" | "unit" | "document" | "policy" | "topic"} SuggestionKind */

export const FORMAT = 7;

export const ROLE_LABEL = new Map([
  ["lead", "牵头"],
  ["responsible", "责任"],
  ["support", "配合"],
]);

export const KIND_LABEL = new Map([
  ["plan", "工作要点"],
  ["summary", "工作总结"],
  ["mixed", "总结及计划"],
  ["assignment", "责任分解表"],
]);

export const RESULT_LABEL = new Map([
  ["none", "没有公开的落实情况"],
  ["public", "已公开落实情况"],
  ["done", "已完成"],
  ["ahead", "提前完成"],
  ["ongoing", "正常推进"],
  ["delayed", "推进缓慢"],
  ["recurring", "常态化开展"],
  ["changed", "已调整"],
  ["dropped", "已取消"],
  ["not_started", "未启动"],
  ["reported", "已公开，没有写明状态"],
  ["entry", "总结中的条目"],
]);

export const IN_REPORT_LABEL = new Map([
  ["yes", "总结中有报告"],
  ["no", "总结中没有报告"],
]);

// A passed day is not overdue with these (model.statuses.is_overdue).
export const SETTLED = new Set(["done", "ahead", "recurring", "changed", "dropped"]);
