"""The kinds that `gongkai new` makes, which option goes with which, and what is asked for."""

from __future__ import annotations

import click

REGISTERED = ("topic", "policy", "unit")
KINDS = ("site", "agency", "document", *REGISTERED)

# Which options of `new` go with which kind; the others are a mistake that should not pass in silence.
_FITS = {
    "called": ("site", "agency", *REGISTERED),
    "last_year": ("document",),
    **dict.fromkeys(("host", "organiser", "contact"), ("site",)),
}
ASKED = {
    "--name": "网站名称",
    "--host": "网站发布后的网址（如 https://www.yunze.gov.cn/zwgk/）",
    "--organiser": "主办单位",
    "--contact": "联系方式（电话、地址或信箱，给读者看）",
}


def refuse_strange(context: click.Context, kind: str) -> None:
    """Raise UsageError where an option was given that does not fit the kind."""
    for parameter in context.command.params:
        fits = _FITS.get(parameter.name or "")
        if fits and kind not in fits and context.params[parameter.name or ""] is not None:
            raise click.UsageError(f"{parameter.opts[0]} 只用于 {'、'.join(fits)}", context)
