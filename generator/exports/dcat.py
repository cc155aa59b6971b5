"""data/dcat.jsonld: the catalogue of the site's data, DCAT 3 after the profile DCAT-AP, names of the
properties after GB/T 21063.3 (核心元数据).

A dataset for the site and one for each agency, with a distribution for each file that there is. All names are
spelt out in its own context: whoever reads it asks no other host.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.content.config import Config
from generator.exports.catalogue import FORMATS, Format, Offer, Offers, all_offers
from generator.library.build import Library
from generator.library.data_day import agency_day, data_day
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
    "dcatap": "http://data.europa.eu/r5r/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU = "http://publications.europa.eu/resource/authority/"
_CHINESE = {"@id": f"{_EU}language/ZHO"}
_STABLE = {"@id": f"{_EU}planned-availability/STABLE"}
_THEMES = {"@id": f"{_EU}data-theme"}
_THEME = {"@id": f"{_EU}data-theme/GOVE"}


def catalogue(library: Library, config: Config, offers: Offers) -> str:
    """The file."""
    day = data_day(library)
    datasets = [_of_site(library, config, offers, day)]
    datasets += [
        _of_agency(config, agency, offers.agencies[agency.id], agency_day(library, agency))
        for agency in library.agencies
        if agency.id in offers.agencies
    ]
    whole = {
        **_by(config, "catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _zh(f"{config.site_name}数据目录"),
        "dct:description": _zh(config.site_description),
        "dct:publisher": _by(config, "publisher"),
        "dct:language": _CHINESE,
        "foaf:homepage": {"@id": config.site_url, "@type": "foaf:Document"},
        "dcat:themeTaxonomy": _THEMES,
        "dcat:dataset": [{"@id": dataset["@id"]} for dataset in datasets],
        **_licence(config),
        **({"dct:modified": _day(day)} if day else {}),
    }
    graph = [whole, *datasets, *_named(library, config)]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _named(library: Library, config: Config) -> Iterator[dict[str, Any]]:
    """What others point at: who publishes, under which terms, the words of the lists, and the labels."""
    footer, licence = config.footer, config.data_licence
    name = footer.organiser or config.site_name
    yield {**_by(config, "publisher"), "@type": "foaf:Agent", "foaf:name": _zh(name)}
    for agency in library.agencies:
        yield {
            "@id": config.site_url + agency.url,
            "@type": "foaf:Agent",
            "foaf:name": _zh(agency.name),
        }
    kinds = ["vcard:Organization", "vcard:Kind"]
    yield {**_by(config, "contact"), "@type": kinds, "vcard:fn": name, **_reached(config)}
    if licence:
        yield {
            **_licence(config)["dct:license"],
            "@type": "dct:LicenseDocument",
            "dct:title": _zh(licence.name),
        }
    languages = {"@id": f"{_EU}language"}
    yield {**_CHINESE, "@type": "dct:LinguisticSystem", "skos:inScheme": languages}
    yield {**_THEMES, "@type": "skos:ConceptScheme", "dct:title": _zh("数据主题")}
    words = _zh("政府与公共部门")
    yield {**_THEME, "@type": "skos:Concept", "skos:prefLabel": words, "skos:inScheme": _THEMES}
    known = {"@id": f"{_EU}planned-availability"}
    yield {**_STABLE, "@type": "skos:Concept", "skos:prefLabel": _zh("长期提供"), "skos:inScheme": known}
    for code in sorted({form.code for form in FORMATS.values() if form.code}):
        types = {"@id": f"{_EU}file-type"}
        yield {**_file_type(code), "@type": "dct:MediaTypeOrExtent", "skos:inScheme": types}
    for media in sorted({form.media for form in FORMATS.values() if form.media}):
        yield {**_media_type(media), "@type": "dct:MediaType"}
    yield from ({"@id": name, "rdfs:label": _zh(label)} for name, label in LABELS.items())


def _of_site(library: Library, config: Config, offers: Offers, day: str) -> dict[str, Any]:
    publisher = _by(config, "publisher")
    return (
        _dataset(config, "site", config.site_name, config.site_description, publisher)
        | _times(library.documents, day)
        | {"dcat:distribution": [_distribution(config, offer) for offer in all_offers(offers)]}
    )


def _of_agency(config: Config, agency: AgencyEntry, offers: Iterable[Offer], day: str) -> dict[str, Any]:
    record = agency.file.record
    publisher = {"@id": config.site_url + agency.url}
    about = f"{agency.name}公开的工作计划、责任分解、工作总结和落实情况。"
    place = (
        {"dct:spatial": {"@type": "dct:Location", "skos:prefLabel": _zh(record.region)}}
        if record.region
        else {}
    )
    return (
        _dataset(config, agency.id, f"{agency.name}：计划与落实", about, publisher)
        | _times(agency.documents, day)
        | place
        | {"dcat:distribution": [_distribution(config, offer) for offer in offers]}
    )


def _dataset(config: Config, key: str, title: str, about: str, publisher: Any) -> dict[str, Any]:
    return {
        **_by(config, f"dataset-{key}"),
        "@type": "dcat:Dataset",
        "dct:identifier": f"dataset-{key}",
        "dct:title": _zh(title),
        "dct:description": _zh(about),
        "dct:publisher": publisher,
        "dcat:contactPoint": _by(config, "contact"),
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
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(offer.size)},
        "dcatap:availability": _STABLE,
        **_form(offer.format),
        **_licence(config),
    }


def _form(form: Format) -> dict[str, Any]:
    kinds: dict[str, Any] = {"dct:format": _file_type(form.code)} if form.code else {}
    return kinds | ({"dcat:mediaType": _media_type(form.media)} if form.media else {})


def _file_type(code: str) -> dict[str, str]:
    return {"@id": f"{_EU}file-type/{code}"}


def _media_type(media: str) -> dict[str, str]:
    return {"@id": f"https://www.iana.org/assignments/media-types/{media}"}


def _licence(config: Config) -> dict[str, Any]:
    """Under which terms, where site_config.yml names any."""
    licence = config.data_licence
    if licence is None:
        return {}
    return {"dct:license": {"@id": licence.url} if licence.url else _by(config, "licence")}


def _reached(config: Config) -> dict[str, Any]:
    """How the office is reached: what site_config.yml says at the foot of every page."""
    footer = config.footer
    said: dict[str, Any] = {"vcard:note": footer.contact} if footer.contact else {}
    if footer.correction and "://" in footer.correction:
        said["vcard:hasURL"] = {"@id": footer.correction}
    elif footer.correction:
        said["vcard:hasEmail"] = {"@id": f"mailto:{footer.correction}"}
    return said


def _by(config: Config, name: str) -> dict[str, str]:
    """Something that this catalogue itself tells of."""
    return {"@id": f"{config.site_url}{ADDRESS}#{name}"}


def _zh(words: str) -> dict[str, str]:
    return {"@language": "zh", "@value": words}


def _day(day: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": day}
