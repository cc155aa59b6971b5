"""Invented secrets and invented things that look like one, in all the ways in which they are written."""

from __future__ import annotations

import random
from collections.abc import Callable

Write = Callable[[str], str]
Make = Callable[[random.Random, Write], str]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_REGIONS = ("110101", "330106", "340202", "360202", "420683", "510104", "430602", "331081")
_SURNAMES, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "建国秀英志强桂兰晓东丽娟伟民玉梅海涛春燕"


def _digits(choice: random.Random, number: int, first: str = "123456789") -> str:
    return choice.choice(first) + "".join(choice.choice("0123456789") for _ in range(number - 1))


def _birthday(choice: random.Random) -> tuple[int, int, int]:
    return choice.randint(1945, 2012), choice.randint(1, 12), choice.randint(1, 28)


def identity(choice: random.Random, is_right: bool = True) -> str:
    """An identity number, or one whose check digit is wrong."""
    year, month, day = _birthday(choice)
    head = f"{choice.choice(_REGIONS)}{year}{month:02}{day:02}{choice.randint(1, 999):03}"
    right = "10X98765432"[sum(w * int(d) for w, d in zip(_WEIGHTS, head, strict=True)) % 11]
    return head + (right if is_right else choice.choice("0123456789".replace(right, "")))


def old_identity(choice: random.Random) -> str:
    _, month, day = _birthday(choice)
    return f"{choice.choice(_REGIONS)}{choice.randint(40, 85)}{month:02}{day:02}{choice.randint(1, 999):03}"


def mobile(choice: random.Random) -> str:
    return f"1{choice.choice('3456789')}{_digits(choice, 9, '0123456789')}"


def card(choice: random.Random, length: int = 19) -> str:
    head = "62" + _digits(choice, length - 3)
    total = 0
    for place, digit in enumerate(reversed(head)):
        value = int(digit) * (1 if place % 2 else 2)
        total += value - 9 if value > 9 else value
    return f"{head}{-total % 10}"


def credit_code(choice: random.Random) -> str:
    """A unified social credit code with a right check character, all of digits where that may be."""
    head = f"11{choice.choice(_REGIONS)}{_digits(choice, 9)}"
    last = (31 - sum(_CREDIT.index(c) * pow(3, n, 31) for n, c in enumerate(head)) % 31) % 31
    return head + _CREDIT[last]


def name(choice: random.Random) -> str:
    first = choice.choice(_SURNAMES)
    given = [c for c in _GIVEN if c != first]
    return first + choice.choice(given) + choice.choice(given)


def _in_groups(sign: str, *sizes: int) -> Write:
    def write(secret: str) -> str:
        parts, rest = [], secret
        for size in sizes:
            parts.append(rest[:size])
            rest = rest[size:]
        return sign.join(filter(None, [*parts, rest]))

    return write


def _full_width(secret: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in secret)


def _in_chinese(secret: str) -> str:
    return "".join("〇一二三四五六七八九"[int(c)] if c.isdigit() else c for c in secret)


def _circled(secret: str) -> str:
    return "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(c)] if c.isdigit() else c for c in secret)


_IDENTITY_FORMS: dict[str, Write] = {
    "照常": lambda s: s,
    "全角": _full_width,
    "空格": _in_groups(" ", 6, 8),
    "四位一空": _in_groups(" ", 4, 4, 4, 4),
    "短横": _in_groups("-", 6, 8),
    "点": _in_groups(".", 6, 4, 4),
    "逐字空": lambda s: " ".join(s),
    "全角空格": lambda s: "\u3000".join(s),
    "零宽": lambda s: "\u200b".join(s),
    "分格": _in_groups("\t", 6, 8),
    "分行": _in_groups("\n", 10),
    "分行缩进": _in_groups("\n      ", 10),
    "逐格": lambda s: "\t".join(s),
    "竖线分格": _in_groups(" | ", 6, 8),
    "斜线": _in_groups("/", 6, 8),
    "小写": str.lower,
    "汉字数字": _in_chinese,
    "圈码": _circled,
    "不换行空格": _in_groups("\u00a0", 6, 8),
    "括号": _in_groups("（", 14),
}
_MOBILE_FORMS: dict[str, Write] = {
    "照常": lambda s: s,
    "全角": _full_width,
    "空格": _in_groups(" ", 3, 4),
    "短横": _in_groups("-", 3, 4),
    "点": _in_groups(".", 3, 4),
    "逐字空": lambda s: " ".join(s),
    "零宽": lambda s: "\u200b".join(s),
    "分格": _in_groups("\t", 3, 4),
    "分行": _in_groups("\n", 7),
    "国号": lambda s: f"+86 {s}",
    "国号连写": lambda s: f"86{s}",
    "汉字数字": _in_chinese,
    "圈码": _circled,
    "不间断短横": _in_groups("\u2011", 3, 4),
}
_CARD_FORMS: dict[str, Write] = {
    "照常": lambda s: s,
    "全角": _full_width,
    "四位一空": _in_groups(" ", 4, 4, 4, 4),
    "短横": _in_groups("-", 4, 4, 4, 4),
    "分格": _in_groups("\t", 4, 4, 4, 4),
    "分行": _in_groups("\n", 8),
    "零宽": lambda s: "\u200b".join(s),
    "汉字数字": _in_chinese,
}
_SPACED: dict[str, Write] = {"照常": lambda s: s, "全角": _full_width}

SECRETS: dict[str, Make] = {
    "身份证": lambda c, w: f"对象{name(c)}，{w(identity(c))}，已核实。",
    "身份证（带标签）": lambda c, w: f"身份证号：{w(identity(c))}",
    "残疾证": lambda c, w: f"残疾证号{w(identity(c) + '4' + '3')}。",
    "学籍号": lambda c, w: f"学籍号G{w(identity(c))}。",
    "身份证（15 位）": lambda c, w: f"证件号码 {w(old_identity(c))}。",
    "身份证（15 位，无标签）": lambda c, w: f"{name(c)} {w(old_identity(c))}",
    "手机": lambda c, w: f"联系{name(c)}，手机{w(mobile(c))}。",
    "手机（无标签）": lambda c, w: f"{name(c)}，{w(mobile(c))}，负责联络。",
    "家庭电话": lambda c, w: f"家庭电话：{w('0553-' + _digits(c, 7, '23456'))}。",
    "座机": lambda c, w: f"{name(c)}（{w('0' + '571' + '-' + _digits(c, 8, '8'))}）。",
    "银行卡": lambda c, w: f"打款卡号：{w(card(c))}。",
    "银行卡（16 位）": lambda c, w: f"开户行农商行，账号{w(card(c, 16))}。",
    "存折账号": lambda c, w: f"存折账号：{w(_digits(c, 17))}。",
    "护照": lambda c, w: f"护照号码：{w('E' + _digits(c, 8))}。",
    "通行证": lambda c, w: f"港澳通行证号{w('C' + _digits(c, 8))}。",
    "邮箱": lambda c, w: f"请发至 {w('li' + _digits(c, 5) + '@163.com')}。",
    "QQ": lambda c, w: f"QQ：{w(_digits(c, 9))}。",
    "QQ（号）": lambda c, w: f"加QQ号 {w(_digits(c, 10))} 报名",
    "微信": lambda c, w: f"微信号：{w('zh' + '_' + _digits(c, 6))}。",
    "微信（手机）": lambda c, w: f"微信{w(mobile(c))}同号。",
    "车牌": lambda c, w: f"车辆皖B{w(_digits(c, 5))}违停。",
    "车牌（点）": lambda c, w: f"车牌号：浙A·{w('D' + _digits(c, 4))}。",
    "新能源车牌": lambda c, w: f"新能源车沪AD{w(_digits(c, 5))}。",
    "警号": lambda c, w: f"民警警号：{w(_digits(c, 6))}。",
    "执法证": lambda c, w: f"执法证号{w(_digits(c, 8))}。",
    "住址（小区）": lambda c, w: (
        f"家住阳光花园{w(str(c.randint(1, 30)))}栋{w('2')}单元{w(_digits(c, 3))}室。"
    ),
    "住址（路）": lambda c, w: f"住址：长江路{w(str(c.randint(1, 300)))}号{w('3')}幢{w(_digits(c, 3))}室",
    "住址（村组）": lambda c, w: f"住柳岸镇石桥村{w('3')}组{w(str(c.randint(1, 99)))}号。",
    "生日": lambda c, w: (
        f"{name(c)}，{w('19' + _digits(c, 2, '5678'))}年{w(str(c.randint(1, 12)))}月3日出生。"
    ),
    "生日（标签）": lambda c, w: f"{name(c)}，男，出生年月：{w('1968')}-{w('07')}-12。",
    "患者": lambda c, w: f"走访患者{name(c)}，送去慰问金。",
    "患病": lambda c, w: f"{name(c)}（患有尿毒症）纳入救助。",
    "贫困户": lambda c, w: f"帮扶贫困户{name(c)}家改造厨房。",
    "低保": lambda c, w: f"低保户：{name(c)}、{name(c)}。",
    "脱贫户": lambda c, w: f"村民{name(c)}系脱贫户，今年务工。",
    "残疾": lambda c, w: f"{name(c)}（肢体残疾二级）领取轮椅。",
    "残疾人": lambda c, w: f"为残疾人{name(c)}安装扶手。",
    "留守儿童": lambda c, w: f"结对留守儿童{name(c)}，每月家访。",
    "孤儿": lambda c, w: f"孤儿{name(c)}入学手续已办。",
    "信教": lambda c, w: f"信教群众{name(c)}反映堂点漏雨。",
    "名单（残疾）": lambda c, w: f"残疾人补贴名单\n姓名\t等级\n{name(c)}\t二级\n{name(c)}\t三级",
    "名单（学生）": lambda c, w: f"资助学生\n序号\t姓名\t学校\n1\t{name(c)}\t第二小学",
    "密级星": lambda c, w: f"秘密★{c.randint(1, 20)}年",
    "密级星（机密）": lambda c, w: "机 密 ★ 10年",
    "密级（绝密）": lambda c, w: "绝密☆长期",
    "密级标签": lambda c, w: "密级：秘密",
    "内部资料": lambda c, w: "内部资料　注意保存",
    "内部资料（句中）": lambda c, w: "本材料为内部资料，不得外传。",
    "征求意见稿": lambda c, w: "柳岸县防汛工作方案（征求意见稿）",
    "送审稿": lambda c, w: "（送审稿）",
    "工作秘密": lambda c, w: "此件属工作秘密，请妥善保管。",
    "不予公开": lambda c, w: "公开方式：不予公开",
}
FORMS: dict[str, dict[str, Write]] = {
    "身份证": _IDENTITY_FORMS,
    "身份证（带标签）": _IDENTITY_FORMS,
    "残疾证": _SPACED | {"空格": _in_groups(" ", 6, 8)},
    "学籍号": _SPACED,
    "身份证（15 位）": {k: v for k, v in _IDENTITY_FORMS.items() if k not in ("小写", "括号")},
    "身份证（15 位，无标签）": _SPACED | {"空格": _in_groups(" ", 6, 6)},
    "手机": _MOBILE_FORMS,
    "手机（无标签）": _MOBILE_FORMS,
    "银行卡": _CARD_FORMS,
    "银行卡（16 位）": {k: v for k, v in _CARD_FORMS.items() if k != "汉字数字"},
    **dict.fromkeys(
        (
            "存折账号",
            "护照",
            "通行证",
            "邮箱",
            "QQ",
            "微信",
            "微信（手机）",
            "车牌",
            "车牌（点）",
            "新能源车牌",
        ),
        _SPACED,
    ),
    **dict.fromkeys(
        ("警号", "执法证", "住址（小区）", "住址（路）", "住址（村组）", "生日", "家庭电话", "座机"), _SPACED
    ),
}

INNOCENT: dict[str, Callable[[random.Random], str]] = {
    "索引号里的信用代码": lambda c: (
        f"索引号：{credit_code(c)}/{c.randint(2015, 2026)}-{c.randint(1, 99999):05}"
    ),
    "信用代码": lambda c: f"统一社会信用代码 {credit_code(c)}",
    "校验位不符的 18 位": lambda c: f"流水{identity(c, is_right=False)}",
    "案号": lambda c: (
        f"（{c.randint(2015, 2026)}）皖0202民初{c.randint(1, 99999)}号、（2024）浙10执{_digits(c, 4)}号"
    ),
    "文号": lambda c: f"柳政办〔{c.randint(2015, 2026)}〕{c.randint(1, 300)}号",
    "金额": lambda c: (
        f"投资{mobile(c)}元，其中贷款{_digits(c, 16)}元、自筹{_digits(c, 9)}.{c.randint(10, 99)}万元"
    ),
    "金额（前）": lambda c: f"合计：{mobile(c)}，￥{_digits(c, 18)}",
    "热线": lambda c: f"举报电话：{c.choice(('12345', '12388', '12315', '12350', '400' + _digits(c, 7)))}",
    "办公热线": lambda c: f"监督举报电话：0553-{_digits(c, 7, '23456')}，值班电话：{_digits(c, 7, '23456')}",
    "项目代码": lambda c: f"项目代码：{c.randint(2018, 2026)}-330109-{c.randint(10, 99)}-03-{_digits(c, 6)}",
    "卡类数字无标签": lambda c: f"编号{card(c, 17)}",
    "备案号": lambda c: f"浙ICP备{_digits(c, 8)}号-1 浙公网安备 {_digits(c, 14)}号",
    "网址": lambda c: f"https://www.example.gov.cn/art/2024/3/22/art_{mobile(c)}_{_digits(c, 7)}.html",
    "表格数字": lambda c: "\t".join(str(c.randint(1, 99999)) for _ in range(30)),
    "年月清单": lambda c: "、".join(f"{c.randint(2001, 2026)}年{c.randint(1, 12)}月" for _ in range(8)),
    "泛称": lambda c: "做好残疾人康复、贫困户易地搬迁、学生安全、患者满意、低保边缘家庭救助和信教群众工作。",
    "隐名": lambda c: "低保户王某某、患者李某、残疾人张某已获救助。",
    "稿件说法": lambda c: "形成《柳岸县条例（征求意见稿）》，起草完成送审稿；除依法不予公开的外一律公开。",
    "办公地址": lambda c: f"地址：柳岸县行政中心{c.randint(1, 9)}号楼{_digits(c, 3)}室",
    "公众号": lambda c: "关注微信公众号 liuanfabu，加强微信工作群管理。",
    "党政邮箱": lambda c: "请发送至 xxgk@liuan.gov.cn",
    "等级公路": lambda c: f"浙S{c.randint(100, 300)}省道、沪渝G{c.randint(1, 99)}高速",
    "秘密二字": lambda c: "加强保密教育，依法保护商业秘密和个人隐私，建立密级管理制度。",
}
