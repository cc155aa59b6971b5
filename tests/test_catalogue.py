"""data/dcat.jsonld: the catalogue lists every file, and has what the profile DCAT-AP asks for."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from rdflib import Graph, Literal, URIRef
from support import EXAMPLE, data_files

from generator.content.config import Licence, read_config
from generator.exports import catalogue, dcat
from generator.library.build import Library

A, DCT = rdflib.RDF.type, rdflib.DCTERMS


@pytest.fixture(scope="module")
def graph(example_site: Path) -> Graph:
    return Graph().parse(example_site / "data/dcat.jsonld", format="json-ld")


# Mandatory in DCAT-AP 3.0, and what the value is.
MANDATORY = {
    rdflib.DCAT.Catalog: {DCT.title: Literal, DCT.description: Literal, DCT.publisher: rdflib.FOAF.Agent},
    rdflib.DCAT.Dataset: {DCT.title: Literal, DCT.description: Literal},
    rdflib.DCAT.Distribution: {rdflib.DCAT.accessURL: rdflib.RDFS.Resource},
    rdflib.FOAF.Agent: {rdflib.FOAF.name: Literal},
}


def test_it_has_what_the_profile_asks_for(graph: Graph) -> None:
    for kind, wanted in MANDATORY.items():
        things = list(graph.subjects(A, kind))
        assert things, kind
        for thing in things:
            for name, of in wanted.items():
                values = list(graph.objects(thing, name))
                assert values, (thing, name)
                if of is Literal:
                    assert all(isinstance(v, Literal) and v.language == "zh" and v for v in values)
                else:
                    assert all((v, A, of) in graph for v in values), (thing, name)
    (whole,) = graph.subjects(A, rdflib.DCAT.Catalog)
    assert set(graph.objects(whole, rdflib.DCAT.dataset)) == set(graph.subjects(A, rdflib.DCAT.Dataset))


def test_it_lists_every_file_with_its_size(graph: Graph, example_site: Path) -> None:
    root = read_config(EXAMPLE / "site_config.yml").site_url
    listed = {}
    for one in graph.subjects(A, rdflib.DCAT.Distribution):
        (address,) = graph.objects(one, rdflib.DCAT.downloadURL)
        (size,) = graph.objects(one, rdflib.DCAT.byteSize)
        assert isinstance(size, Literal)
        assert size.datatype == rdflib.XSD.nonNegativeInteger
        listed[str(address).removeprefix(root)] = int(size)
    whole = {address for address in data_files(example_site) if not address.startswith(catalogue.SCHEMAS)}
    agencies = {
        f"{agency}/{name}"
        for agency in ("chengguan", "shuiwu", "xianfu")
        for name in ("disclosure.xlsx", "tasks.json", "calendar.ics", "feed.xml")
        if (example_site / agency / name).exists()
    }
    assert set(listed) == whole | agencies | {"feed.xml"}
    assert listed == {address: (example_site / address).stat().st_size for address in listed}


def test_its_names_are_those_of_the_national_standard(graph: Graph) -> None:
    assert graph.value(DCT.title, rdflib.RDFS.label) == Literal("信息资源名称", lang="zh")
    assert graph.value(DCT.publisher, rdflib.RDFS.label) == Literal("信息资源提供方", lang="zh")


def test_licence_and_contact_come_from_the_configuration(example: Library) -> None:
    config = read_config(EXAMPLE / "site_config.yml")
    assert config.data_licence is None
    offers = catalogue.offers({"data/tasks.csv": 5})
    assert "dct:license" not in json.loads(dcat.catalogue(example, config, offers))["@graph"][0]
    footer = replace(config.footer, contact="0553-1234567", correction="jiucuo@example.test")
    for licence, identifier in (
        (Licence(name="许可", url="https://test.example/xuke"), "https://test.example/xuke"),
        (Licence(name="许可"), f"{config.site_url}data/dcat.jsonld#licence"),
    ):
        text = dcat.catalogue(example, replace(config, footer=footer, data_licence=licence), offers)
        found = Graph().parse(data=text, format="json-ld")
        assert (None, DCT.license, URIRef(identifier)) in found
        assert (URIRef(identifier), A, DCT.LicenseDocument) in found
        vcard = "http://www.w3.org/2006/vcard/ns#"
        assert (None, URIRef(f"{vcard}hasEmail"), URIRef("mailto:jiucuo@example.test")) in found
        assert (None, URIRef(f"{vcard}note"), Literal("0553-1234567")) in found


@pytest.mark.audit
def test_it_conforms_to_the_shapes_of_the_profile(graph: Graph) -> None:
    """Those of DCAT-AP 3.0.1 (github.com/SEMICeu/DCAT-AP, releases/3.0.1/html/shacl), in a folder that
    DCAT_AP_SHAPES names; pyshacl is not among our own dependencies.
    """
    shapes = os.environ.get("DCAT_AP_SHAPES", "")
    if not shapes:
        pytest.skip("没有 DCAT-AP 的 SHACL 形状：用 DCAT_AP_SHAPES 指明 shapes.ttl、range.ttl 所在的目录")
    pyshacl = pytest.importorskip("pyshacl", reason="没有 pyshacl：pip install pyshacl")
    for name in ("shapes.ttl", "range.ttl"):
        conforms, _, words = pyshacl.validate(graph, shacl_graph=str(Path(shapes) / name))
        assert conforms, words


def test_an_empty_file_is_not_offered() -> None:
    found = catalogue.offers({"data/progress.csv": 135, "data/progress.jsonl": 0})
    assert [offer.address for offer in catalogue.all_offers(found)] == ["data/progress.csv"]
