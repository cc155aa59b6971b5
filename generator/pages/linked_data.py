"""What a page is of, for machines: schema.org as JSON-LD, beside the way to the page (`sharing`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from generator.library.data_day import data_day
from generator.library.entries import AgencyEntry, DocumentEntry
from generator.model import routes
from generator.model.periods import bounds
from generator.pages import labels
from generator.pages.context import PageContext

_FEW = 20  # agencies that are named
_NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def json_ld(thing: Mapping[str, Any]) -> Markup:
    """A thing of schema.org without what it does not say; no reader of HTML takes it for markup."""
    said = {"@context": "https://schema.org", **_said(thing)}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_NO_MARKUP))


def agency_thing(context: PageContext, agency: AgencyEntry) -> Markup:
    """The body that publishes."""
    record = agency.file.record
    names = [name for name in (record.short_name, *record.aliases) if name]
    return json_ld(organisation(context, agency) | {"alternateName": names, "areaServed": record.region})


def document_thing(context: PageContext, document: DocumentEntry) -> Markup:
    """A document: who published it when, for which time, and where the original stands."""
    record = document.file.record
    first, last = bounds(record.period)
    published = record.disclosure.published or record.source.published
    return json_ld(
        {
            "@type": "Report",
            "name": document.title,
            "url": context.config.site_url + document.url,
            "reportNumber": record.disclosure.number,
            "inLanguage": "zh-CN",
            "datePublished": labels.iso(published)[:10],
            "temporalCoverage": f"{first.isoformat()}/{last.isoformat()}",
            "publisher": organisation(context, document.agency),
            "isBasedOn": record.source.url,
        }
    )


def dataset_thing(context: PageContext, files: Iterable[tuple[str, str, str]]) -> Markup:
    """The data of the whole site; of each file its title, its address and its media type."""
    config, licence = context.config, context.config.data_licence
    agencies = context.library.agencies
    return json_ld(
        {
            "@type": "Dataset",
            "name": "工作计划、责任分解、工作总结和落实情况",
            "description": "每项任务的内容、责任单位、完成时限、指标、进展和结果，引用的文件，所属的主题。",
            "url": config.site_url + routes.DATA,
            "inLanguage": "zh-CN",
            "license": (licence.url or licence.name) if licence else "",
            "dateModified": data_day(context.library),
            "creator": [organisation(context, a) for a in agencies] if len(agencies) <= _FEW else [],
            "distribution": [
                {
                    "@type": "DataDownload",
                    "name": title,
                    "contentUrl": config.site_url + address,
                    "encodingFormat": media,
                }
                for title, address, media in files
            ],
        }
    )


def organisation(context: PageContext, agency: AgencyEntry) -> dict[str, Any]:
    """An agency where it is named."""
    url = context.config.site_url + agency.url
    return {"@type": "GovernmentOrganization", "name": agency.name, "url": url}


def _said(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in thing.items() if value}
