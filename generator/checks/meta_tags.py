"""Every page carries all the tags by which portals are read and inspected (annex of 国办发〔2017〕47号).

Those of a document come from its record (`required_fields`), those of the column are required by the
configuration; what may be missing are those of the site. Not in the list of checks over the library, because
only the configuration says them. Told as `required_fields` is.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.config import Config
from generator.problems import Finding

RULE = "meta_tags"


def missing_tags(config: Config, file: str) -> Iterator[Finding]:
    """One reminder a tag that the pages of the site will lack. `file` is the name of the configuration."""
    for field, label, tag, value in (
        ("site_domain", "网站域名", "SiteDomain", config.site_domain),
        ("site_id_code", "网站标识码", "SiteIDCode", config.site_id_code),
    ):
        if not value:
            yield Finding(
                file,
                (field,),
                f"没有写{label}，每个网页都缺少 {tag} 标签",
                f"请补上一行 {field}: …；本网站没有的，可不理会",
                severity="warning",
                if_blank=f"请填写{label}，不填，每个网页都缺少 {tag} 标签；本网站没有的，可不理会",
                rule=RULE,
            )
