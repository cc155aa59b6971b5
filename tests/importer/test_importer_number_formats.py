"""A cell of Excel is read as it is printed."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta

import openpyxl
import pytest

from generator.importer.readers import read_bytes
from generator.importer.readers.number_formats import printed

DAY = datetime(2024, 6, 30)
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
    (0.25, "# ?/?", "0.25"),
    (5, ";;;", "5"),
    (0, "#", "0"),
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
