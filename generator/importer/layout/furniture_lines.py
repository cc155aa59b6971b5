"""A line made of nothing but pieces of page furniture is furniture, named by its first piece.

网站首页 无障碍浏览 字号：大 中 小 【打印本页】, 主办单位：… 承办单位：… 皖ICP备…号, 政务公开 > 计划总结 >
正文.
"""

from __future__ import annotations

import re

_LEAST = 2  # pieces
_MOST = 40

TODAY = re.compile(
    r"今天是?\s?[：:]?\s?(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:\s{0,4}[，,]?\s{0,4}(?:星期|周)[一二三四五六日天])?"
    r"(?=[\s|｜]|$)"
)

_PIECES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "导航",
        re.compile(
            r"(?:(?:您?(?:当前|现在)?(?:所在)?的?位置)\s{0,2}[：:])?\s{0,2}"
            r"(?:[^\s>＞»。，；：]{1,24}\s{0,2}[>＞»]{1,2}\s{0,2}){1,12}[^\s>＞»。，；：]{1,24}(?=\s|$)"
        ),
    ),
    (
        "导航",
        re.compile(
            r"(?:网站首页|返回首页|首页|主页|政务公开|政务服务|互动交流|信息公开|走进\S{1,6}|网站支持IPv6|"
            r"登录|注册|无障碍(?:阅读|浏览|服务|版)?|长者(?:模式|助手|版)|适老版?|繁体版?|简体版?|手机版|"
            r"移动版|智能问答)(?=[\s|｜]|$)"
        ),
    ),
    ("导航", TODAY),
    (
        "页面按钮",
        re.compile(
            r"[【\[［]?\s?(?:打\s?印(?:本页|正文|此页)?|关\s?闭(?:本页|窗口|此页)?|收藏(?:本页)?|"
            r"返回(?:顶部|列表|首页|上一?[页级])?|下载|保存|纠错|我要纠错|语音(?:播报|朗读)|分享)\s?[】\]］]?"
            r"(?=[\s|｜【\[［]|$)"
        ),
    ),
    (
        "页面按钮",
        re.compile(
            r"分享(?:到|至)?\s?[：:]?(?:\s?(?:微信|微博|新浪微博|QQ空间|QQ好友|QQ|空间|更多)(?=\s|$)){0,8}"
        ),
    ),
    (
        "字号控件",
        re.compile(
            r"【?(?:字\s?[号体]|字体大小|文字大小)\s?[：:]?"
            r"(?:\s{0,2}[【\[]?(?:特大|超大|大|中|小|默认|标准|[+\-A])[】\]]?){1,6}】?(?=[\s|｜]|$)"
        ),
    ),
    ("浏览次数", re.compile(r"(?:浏览|阅读|点击|访问)(?:次数|数|量)?\s?[：:]\s?\d{0,9}\s?次?(?=[\s|｜]|$)")),
    ("扫码提示", re.compile(r"(?:微信)?扫一扫\S{0,20}|扫码\S{2,20}")),
    (
        "相关链接",
        re.compile(
            r"(?:上一[篇条]|下一[篇条]|相关(?:文章|链接|阅读|信息|新闻|解读|附件|文档))\s?"
            r"(?:[：:]\s?\S{0,60})?(?=\s|$)"
        ),
    ),
    ("页脚", re.compile(r"(?:网站地图|联系我们|关于我们|版权声明|网站声明|隐私声明|使用帮助)(?=[\s|｜]|$)")),
    (
        "页脚",
        re.compile(
            r"(?:版权所有|主办单位?|承办单位?|协办单位|网站标识码|备案序?号|技术支持|维护单位|联系电话|电话|"
            r"地址|邮编|邮政编码|传真|Copyright)\s?[：:©]\s?[^\s，。；]{1,40}(?=[\s|｜]|$)"
        ),
    ),
    (
        "页脚",
        re.compile(
            r"[\u4e00-\u9fff]?ICP备\s?\d{5,12}号(?:-\d{1,3})?|[\u4e00-\u9fff]{1,3}公网安备\s?\d{5,20}号?"
        ),
    ),
)
_PART = re.compile(r"[\s|｜]{0,20}")


def strip_label(words: str) -> str | None:
    """Which furniture a line of several pieces is, or nothing."""
    at = 0
    first: str | None = None
    for count in range(_MOST):
        if at == len(words):
            return first if count >= _LEAST or first == "导航" else None
        found = next(
            ((label, m) for label, pattern in _PIECES if (m := pattern.match(words, at)) and m.end() > at),
            None,
        )
        if found is None:
            return None
        first = first or found[0]
        gap = _PART.match(words, found[1].end())
        at = gap.end() if gap else found[1].end()
    return None
