"""A cell of Excel is read as it is printed."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta

import openpyxl
import pytest

from generator.importer.readers import read_bytes
from generator.importer.readers.number_formats import printed, shown

DAY = datetime(2024, 6, 30)
MONEY = '[>=100000000]0!.00,,"亿元";[>=10000]0!.0,"万元";0"元"'
CASES = [
    (0.996, "0.00%", "99.60%"),
    (0.996, "0.0%", "99.6%"),
    (0.5, "0%", "50%"),
    (-0.5, "0%", "-50%"),
    (1234567.891, "#,##0", "1,234,568"),
    (1234567.891, "#,##0.00", "1,234,567.89"),
    (5, "000", "005"),
    (99.995, "0.00", "100.00"),
    (-5.5, "0.00_ ;[Red]\\-0.00\\ ", "-5.50"),
    (0, '_ * #,##0.00_ ;_ * "-"??_ ;_ * "-"??_ ;_ @_ ', "-"),
    (-1.5, "0.0_);(0.0)", "(1.5)"),
    (12, '0"个"', "12个"),
    (125000000, '0.00,,"百万"', "125.00百万"),
    (3, "0.##", "3"),
    (2.0, "General", "2"),
    (1.2e16, "General", "12000000000000000"),
    (12345678901234567, "0", "12345678901234567"),
    (0.1 + 0.2, "General", "0.3"),
    (1 / 3, "General", "0.333333333"),
    (0.25, "# ?/?", "1/4"),
    (1.25, "# ?/?", "1 1/4"),
    (1.25, "?/?", "5/4"),
    (0.25, "# ?/8", "2/8"),
    (3, "# ?/?", "3"),
    (5, ";;;", ""),
    (0, "#", ""),
    (0, "0;-0;;@", ""),
    ("甲", ";;;", ""),
    ("甲", ";;", "甲"),
    ("甲", '@"科"', "甲科"),
    ("甲", '0;0;0;"第"@', "第甲"),
    (12345678, '0!.0,"万元"', "1234.6万元"),
    (123456, '0"."0,"万元"', "12.3万元"),
    (123456, '0\\.0,"万"', "12.3万"),
    (5, '0!.0000"万"', "0.0005万"),
    (1234567.5, '#,##0.0,"千元"', "1,234.6千元"),
    (123456789, MONEY, "1.23亿元"),
    (56789, MONEY, "5.7万元"),
    (999, MONEY, "999元"),
    (70, '[>=60]"合格";"不合格"', "合格"),
    (50, '[>=60]"合格";"不合格"', "不合格"),
    (-5, '[<0]"亏"0;0', "亏5"),
    (1, '[=1]"是";[=0]"否"', "是"),
    (5, '[Red][<10]0"个";0', "5个"),
    (12345, "0.00E+00", "1.23E+04"),
    (0.00012, "0.00E+00", "1.20E-04"),
    (5, 'G/通用格式"元"', "5元"),
    (-5, 'General"元"', "-5元"),
    (512345678, "000-0000-0000", "005-1234-5678"),
    (12, "#,##0000", "0,012"),
    (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
    (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
    (True, "General", "TRUE"),
    (False, "0", "FALSE"),
    ("#N/A", "0.00", "#N/A"),
    (" 甲科 ", "@", "甲科"),
    (None, "0", ""),
    (DAY, 'yyyy"年"m"月"d"日"', "2024年6月30日"),
    (DAY, "yyyy-m-d", "2024-6-30"),
    (DAY, "yyyy/mm/dd;@", "2024/06/30"),
    (DAY, '[$-804]yyyy"年"m"月"', "2024年6月"),
    (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二四年六月三十日"),
    (DAY, "General", "2024年6月30日"),
    (DAY, "d-mmm-yy", "2024年6月30日"),
    (DAY, "aaaa", "星期日"),
    (datetime(2024, 6, 30, 18, 5), "yyyy-mm-dd h:mm:ss", "2024-06-30 18:05:00"),
    (datetime(2024, 6, 30, 18, 5), 'AM/PMh"时"mm"分"', "下午6时05分"),
    (DAY, "yyyy-mm-dd h:mm:ss", "2024年6月30日"),
    (DAY, "m/d/yyyy", "2024年6月30日"),
    (DAY, "[$-409]mm/dd/yy;@", "2024年6月30日"),
    (time(8, 30), "h:mm", "8:30"),
    (timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05"),
]


@pytest.mark.parametrize(("value", "code", "text"), CASES)
def test_a_value_in_its_format(value: object, code: str, text: str) -> None:
    assert printed(value, code) == text


@pytest.mark.parametrize(
    ("value", "code"),
    [(12, "[DBNum1][$-804]General"), (2, '[=1]"是";[=0]"否"'), (12345, "##0.0E+0"), (-3, "yyyy-m-d")],
)
def test_a_number_in_a_format_that_is_not_known_is_written_plainly_and_not_sure(
    value: int, code: str
) -> None:
    assert shown(value, code) == (str(value), False)


def test_cells_are_read_as_printed() -> None:
    book = openpyxl.Workbook()
    book.active.append(["任务", "完成率", "时限", "数量"])
    book.active.append(["修路", 0.996, DAY, 1.2e16])
    book.active["B2"].number_format, book.active["C2"].number_format = "0.00%", 'yyyy"年"m"月"d"日"'
    book.active.append(["架桥", "=1/0", DAY, True])
    # the second is what Excel calls the short date
    book.active["B3"], book.active["C3"].number_format = (
        "#DIV/0!",
        "mm-dd-yy",
    )
    book.active.append(["植树", 1, 45473, 3])
    book.active["C4"].number_format = "0"
    book.active[
        "C4"
    ]._style.numFmtId = 31  # the long date of a Chinese Excel, which its files need not spell out
    out = io.BytesIO()
    book.save(out)
    assert [line.cells for line in read_bytes(out.getvalue(), "a.xlsx").lines[1:]] == [
        ("修路", "99.60%", "2024年6月30日", "12000000000000000"),
        ("架桥", "#DIV/0!", "2024年6月30日", "TRUE"),
        ("植树", "1", "2024年6月30日", "3"),
    ]
