"""One text goes from words to claims, and every span slices back."""

from datetime import date

import pytest

from bywhom.config import Settings
from bywhom.model.reading import to_interchange
from bywhom.pipeline.annotate import Annotator

TEXT = (
    "ADRAN, Keria (Coast Wire) - Rebels of the Union of Free Towns (UFT) captured the port of Adran on Monday, "
    "officials said.\n\nThe UFT never took the airport, said Col. Amin Darwish, a spokesman for the army. He said 12 "
    "soldiers were killed.\n"
)


@pytest.fixture(scope="module", params=[False, True], ids=["all parts", "rules only"])
def reading(request):
    return Annotator.load(Settings(fast=request.param)).annotate(TEXT, report="r1", published=date(2020, 6, 11))


def by_type(reading, type_):
    return [c for c in reading.claims if c.type == type_]


def test_a_capture_has_its_actor_its_day_and_its_speakers(reading):
    claim = by_type(reading, "capture")[0]
    assert claim.when.edtf == "2020-06-08"
    assert claim.source[0].kind == "anonymous_official"
    names = {e.id: e for e in reading.entities}
    actor = names[claim.roles["actor"][0].entity]
    assert actor.type == "ORGANISATION"


def test_a_denied_capture_is_denied(reading):
    assert "denied" in {c.polarity for c in by_type(reading, "capture")}


def test_the_dead_are_counted_and_said_by_the_spokesman(reading):
    claim = by_type(reading, "killing")[0]
    assert claim.roles["killed"][0].amount.low == 12
    assert "Darwish" in claim.source[-1].name


def test_a_name_with_initials_is_one_entity(reading):
    assert any({"UFT"} <= {e.name, *e.aliases} and "Union" in " ".join((e.name, *e.aliases)) for e in reading.entities)


def test_every_quotation_slices_back(reading):
    for claim in reading.claims:
        claim.trigger.check(TEXT)
        for fillers in claim.roles.values():
            for filler in fillers:
                assert filler.span is None or filler.span.of(TEXT) == filler.text


def test_every_id_in_the_interchange_is_known(reading):
    out = to_interchange(reading, 7)
    known = {e["id"] for e in out["entities"]}
    assert out["id"] == 7
    for claim in out["claims"]:
        for fillers in claim["roles"].values():
            assert isinstance(fillers, str) or all(f["entity"] in known | {None} for f in fillers)


def test_an_empty_text_gives_an_empty_reading():
    out = to_interchange(Annotator.load(Settings(fast=True)).annotate(""), "x")
    keys = ("mentions", "entities", "times", "places", "attributions", "claims")
    assert out == {"id": "x"} | {key: [] for key in keys}


def test_a_bare_president_is_of_the_datelines_country_between_two():
    text = (
        "HAVANA (Coast Wire) - President Tomas Weber spoke for hours. The Cuban press wrote it down; Spain listened.\n"
    )
    told = Annotator.load(Settings()).annotate(text, report="r2")
    (office,) = by_type(told, "leads")
    names = {e.id: e.name for e in told.entities}
    assert [names[f.entity] for f in office.roles["organisation"]] == ["Cuba"]
