"""Check digits and the dates inside: what makes digits an identity number, a card, a credit code."""

from __future__ import annotations

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
# first two digits of the place: provinces, Taiwan, Hong Kong, Macau, foreigners
PLACES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
_OLDEST, _LATEST = 1880, 2100
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # of GB 32100-2015
_CREDIT_PLACES = 17
# what a digit counts in the check of cards: itself, or the sum of the digits of its double
_ONCE = bytes.maketrans(b"0123456789", bytes(range(10)))
_TWICE = bytes.maketrans(b"0123456789", bytes([0, 2, 4, 6, 8, 1, 3, 5, 7, 9]))


def is_identity(number: str) -> bool:
    """18 characters of GB 11643: a place, a day that exists, a right check digit."""
    return looks_like_identity(number) and check_digit(number) == number[17].upper()


def looks_like_identity(number: str) -> bool:
    """18 characters with a place and a day that exists, whatever the last one is."""
    return number[:2] in PLACES and _is_day(number[6:10], number[10:12], number[12:14])


def check_digit(number: str) -> str:
    """The 18th character that belongs to the first 17 digits."""
    return _CHECK[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11]


def is_old_identity(number: str) -> bool:
    """15 digits as before 1999: a place and a day of the 20th century."""
    return number[:2] in PLACES and _is_day(f"19{number[6:8]}", number[8:10], number[10:12])


def passes_luhn(number: str) -> bool:
    """The check of ISO/IEC 7812, which one random number in ten passes."""
    digits = number.encode()
    return (sum(digits[-1::-2].translate(_ONCE)) + sum(digits[-2::-2].translate(_TWICE))) % 10 == 0


def is_credit_code(code: str) -> bool:
    """18 characters of a unified social credit code with a right check character."""
    places = [_CREDIT.find(c) for c in code.upper()]
    if len(places) != _CREDIT_PLACES + 1 or -1 in places:
        return False
    total = sum(place * pow(3, n, 31) for n, place in enumerate(places[:_CREDIT_PLACES]))
    return (31 - total % 31) % 31 == places[_CREDIT_PLACES]


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return _OLDEST <= int(year) < _LATEST
