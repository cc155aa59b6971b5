// What can go wrong while searching, in the reader's words.

/** @typedef {"missing" | "server" | "offline" | "damaged" | "old-browser" | "rebuilt" | "too-long" | "stopped"} Trouble */

const WORDS = /** @type {Record<Trouble, string>} */ ({
  missing: "检索数据不全：网站上缺少所需的文件",
  server: "网站服务器出错，没有取到检索数据",
  offline: "没有连上网站，请检查网络后重试",
  damaged: "检索数据已损坏或没有传完",
  "old-browser": "浏览器版本过旧，不能解压检索数据，请换用新版浏览器",
  rebuilt: "网站内容刚刚更新，请刷新本页后再检索",
  "too-long": "检索词太长",
  stopped: "已停止等待",
});

export class SearchError extends Error {
  /**
   * @param {Trouble} trouble
   * @param {string} [detail]
   */
  constructor(trouble, detail = "") {
    super(WORDS[trouble] + (detail ? `（${detail}）` : ""));
    this.trouble = trouble;
  }
}
