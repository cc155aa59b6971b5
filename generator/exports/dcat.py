"""data/dcat.jsonld: the catalogue of the site's data, DCAT 3 after the profile DCAT-AP, names of the properties
after GB/T 21063.3 (核心元数据).

A dataset for the site and one for each agency, with a distribution for each file that there is. All names are
spelt out in its own context: whoever reads it asks no other host.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from generator.content.config import Config
from generator.exports.catalogue import Format, Offer, Offers, all_offers
from generator.library.build import Library
from generator.library.data_day import data_day
from generator.library.entries import AgencyEntry, DocumentEntry
from generator.model import routes
from generator.model.periods import bounds

ADDRESS = routes.CATALOGUE
LABELS = {
    "dct:title": "信息资源名称",
    "dct:description": "信息资源摘要",
    "dct:publisher": "信息资源提供方",
    "dcat:keyword": "关键字说明",
    "dcat:theme": "信息资源分类",
    "dct:temporal": "时间范围",
    "dct:spatial": "空间范围",
    "dct:license": "使用限制",
    "dct:language": "语种",
    "dct:modified": "信息资源更新日期",
    "dct:identifier": "信息资源标识符",
    "dcat:landingPage": "在线资源链接地址",
    "dcat:contactPoint": "元数据维护方",
}
"""What GB/T 21063.3 calls the properties, in its order; the page of the data shows them so"""
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority/"
_CHINESE = {"@id": f"{_EU}language/ZHO", "@type": "dct:LinguisticSystem"}
_THEME = {
    "@id": f"{_EU}data-theme/GOVE",
    "@type": "skos:Concept",
    "skos:prefLabel": {"@language": "zh", "@value": "政府与公共部门"},
    "skos:inScheme": {
        "@id": f"{_EU}data-theme",
        "@type": "skos:ConceptScheme",
        "dct:title": {"@language": "zh", "@value": "数据主题"},
    },
}


def catalogue(library: Library, config: Config, offers: Offers) -> str:
    """The file."""
    site, day = config.site_url, data_day(library.documents)
    publisher = _publisher(config)
    datasets = [
        _dataset(config, "site", config.site_name, config.site_description, publisher)
        | _times(library.documents, day)
        | {"dcat:distribution": [_distribution(config, offer) for offer in all_offers(offers)]}
    ]
    datasets += [
        _of_agency(config, agency, offers.agencies[agency.id])
        for agency in library.agencies
        if agency.id in offers.agencies
    ]
    whole = {
        "@id": f"{site}{ADDRESS}#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": _zh(f"{config.site_name}数据目录"),
        "dct:description": _zh(config.site_description),
        "dct:publisher": publisher,
        "dct:language": _CHINESE,
        "foaf:homepage": {"@id": site, "@type": "foaf:Document"},
        "dcat:themeTaxonomy": {"@id": _THEME["skos:inScheme"]["@id"]},  # type: ignore[index]
        "dcat:dataset": [{"@id": dataset["@id"]} for dataset in datasets],
        **_licence(config),
        **({"dct:modified": _day(day)} if day else {}),
    }
    labels = [{"@id": name, "rdfs:label": _zh(label)} for name, label in LABELS.items()]
    graph = [whole, *datasets, *labels]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _of_agency(config: Config, agency: AgencyEntry, offers: Iterable[Offer]) -> dict[str, Any]:
    record = agency.file.record
    publisher = {
        "@id": config.site_url + agency.url,
        "@type": "foaf:Agent",
        "foaf:name": _zh(agency.name),
    }
    about = f"{agency.name}公开的工作计划、责任分解、工作总结和落实情况。"
    place = (
        {"dct:spatial": {"@type": "dct:Location", "skos:prefLabel": _zh(record.region)}}
        if record.region
        else {}
    )
    return (
        _dataset(config, agency.id, f"{agency.name}：计划与落实", about, publisher)
        | _times(agency.documents, data_day(agency.documents))
        | place
        | {"dcat:distribution": [_distribution(config, offer) for offer in offers]}
    )


def _dataset(config: Config, key: str, title: str, about: str, publisher: Any) -> dict[str, Any]:
    return {
        "@id": f"{config.site_url}{ADDRESS}#dataset-{key}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"dataset-{key}",
        "dct:title": _zh(title),
        "dct:description": _zh(about),
        "dct:publisher": publisher,
        "dcat:contactPoint": _contact(config),
        "dcat:keyword": [_zh(word) for word in keywords(config)],
        "dcat:theme": _THEME,
        "dct:language": _CHINESE,
        "dcat:landingPage": {"@id": config.site_url + routes.DATA, "@type": "foaf:Document"},
    }


def keywords(config: Config) -> list[str]:
    """Those of the column, however they are parted."""
    words = config.column.keywords
    for mark in "，、；; ":
        words = words.replace(mark, ",")
    return [word for word in words.split(",") if word]


def _times(documents: Sequence[DocumentEntry], day: str) -> dict[str, Any]:
    """The time that documents are of, and up to when they tell."""
    if not documents:
        return {}
    spans = [bounds(document.file.record.period) for document in documents]
    span = {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _day(min(first for first, _ in spans).isoformat()),
        "dcat:endDate": _day(max(last for _, last in spans).isoformat()),
    }
    return {"dct:temporal": span, **({"dct:modified": _day(day)} if day else {})}


def _distribution(config: Config, offer: Offer) -> dict[str, Any]:
    address = config.site_url + offer.address
    return {
        "@id": f"{address}#file",
        "@type": "dcat:Distribution",
        "dct:title": _zh(offer.title),
        "dct:description": _zh(offer.about),
        "dcat:accessURL": {"@id": config.site_url + routes.DATA, "@type": "rdfs:Resource"},
        "dcat:downloadURL": {"@id": address, "@type": "rdfs:Resource"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(offer.file.size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {
                "@id": "spdx:checksumAlgorithm_sha256",
                "@type": "spdx:ChecksumAlgorithm",
            },
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": offer.file.sha256.hex()},
        },
        **_form(offer.format),
        **_licence(config),
    }


def _form(form: Format) -> dict[str, Any]:
    kinds: dict[str, Any] = {}
    if form.code:
        kinds["dct:format"] = {"@id": f"{_EU}file-type/{form.code}", "@type": "dct:MediaTypeOrExtent"}
    if form.media:
        media = f"https://www.iana.org/assignments/media-types/{form.media}"
        kinds["dcat:mediaType"] = {"@id": media, "@type": "dct:MediaType"}
    return kinds


def _licence(config: Config) -> dict[str, Any]:
    licence = config.data_licence
    if licence is None:
        return {}
    named = {"@type": "dct:LicenseDocument", "dct:title": _zh(licence.name)}
    return {"dct:license": {"@id": licence.url, **named} if licence.url else named}


def _publisher(config: Config) -> dict[str, Any]:
    name = config.footer.organiser or config.site_name
    return {"@id": f"{config.site_url}{ADDRESS}#publisher", "@type": "foaf:Agent", "foaf:name": _zh(name)}


def _contact(config: Config) -> dict[str, Any]:
    """How the office is reached: what site_config.yml says at the foot of every page."""
    footer = config.footer
    said: dict[str, Any] = {"@type": "vcard:Organization", "vcard:fn": footer.organiser or config.site_name}
    if footer.contact:
        said["vcard:note"] = footer.contact
    if footer.correction and "://" in footer.correction:
        said["vcard:hasURL"] = {"@id": footer.correction}
    elif footer.correction:
        said["vcard:hasEmail"] = {"@id": f"mailto:{footer.correction}"}
    return {"@id": f"{config.site_url}{ADDRESS}#contact", **said}


def _zh(words: str) -> dict[str, str]:
    return {"@language": "zh", "@value": words}


def _day(day: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": day}
