"""A configuration that is still the sample's: its names and its address would go out as those of the office.

The end of a build reminds of it, and nothing is to be published with it.
"""

from __future__ import annotations

from generator.content.config import Config
from generator.problems import Problem, Severity

RULE = "sample_config"
_WORDS = ("示例县", "由主办单位填写", "演示网站")  # of the configuration that comes with the program


def sample_config(config: Config, file: str, severity: Severity = "warning") -> Problem | None:
    """One problem that names every field to fill in, or none. Pure."""
    footer = config.footer
    fields = {
        "site_name": config.site_name,
        "footer.organiser": footer.organiser or "",
        "footer.contact": footer.contact or "",
        "footer.note": footer.note or "",
    }
    left = [name for name, text in fields.items() if any(words in text for words in _WORDS)]
    if not config.has_own_address:
        left.insert(0, "site_url")
    if not left:
        return None
    what = f"{'、'.join(left)} 还是样板的内容，会照样显示在每个网页上"
    return Problem(file, 0, 0, what, "请改成本单位的，没有的删去这一行", severity=severity, rule=RULE)
