"""Each check finds what is wrong, and nothing in what is sound."""

from dataclasses import replace
from datetime import date

import pytest

from bywhom.check.common import Bundle
from bywhom.check.registry import check
from bywhom.model.ids import snapshot_id

TEXT = "Blue Guard seized Arlon."
PLACE = {"id": "11", "name": "Arlon", "lat": 10.0, "lon": 20.0, "country": "XA", "feature": "PPL"}
CLAIM = {
    "id": "clm-1", "type": "capture", "trigger": (11, 17), "trigger_text": "seized", "edtf": "2015-03-02",
    "fillers": [("actor", (0, 10), "Blue Guard"), ("place", (18, 23), "Arlon")], "confidence": 0.8,
}  # fmt: skip
SOUND = Bundle(
    id="rep-1", text=TEXT, sha256=snapshot_id(TEXT.encode()), data=TEXT.encode(), original=TEXT,
    published=date(2015, 6, 1), recorded=1_600_000_000_000_000, taken_at=1_600_000_000_000_000,
    sentences=[(0, 24, TEXT)], mentions=[(0, 10)],
    entities=[{"id": "ent-1", "name": "Arlon", "type": "LOCATION", "place": PLACE}], claims=[CLAIM],
)  # fmt: skip


def test_a_sound_report_has_no_problem():
    assert check([SOUND], {}) == []


def claim(**fields):
    return {"claims": [{**CLAIM, **fields}]}


def place(**fields):
    return {
        "entities": [*SOUND.entities, {"id": "ent-2", "name": "A", "type": "LOCATION", "place": {**PLACE, **fields}}]
    }


@pytest.mark.parametrize(
    ("changes", "by", "says"),
    [
        ({"data": b"other"}, "quotes", "SHA-256"),
        ({"text": "Red Guard seized Arlon!!"}, "quotes", "reads"),
        ({"mentions": [(20, 60)]}, "quotes", "outside"),
        (claim(trigger_text="taken"), "quotes", "'taken'"),
        (claim(fillers=[("actor", (0, 4), "Red")]), "quotes", "'Blue'"),
        (claim(type="seizure"), "references", "no claim type"),
        (claim(fillers=[("victim", None, "men")]), "references", "no role 'victim'"),
        ({"entities": [{"id": "e", "name": "x", "type": "THING", "place": None}]}, "references", "no entity type"),
        ({"published": date(2199, 1, 1)}, "clocks", "published"),
        ({"taken_at": 1_700_000_000_000_000}, "clocks", "taken"),
        (claim(edtf="2015-13"), "clocks", "cannot be read"),
        (place(id="12", lat=123.0), "geography", "nowhere"),
        (place(country="XB"), "geography", "XB"),
        (place(lat=14.0), "geography", "elsewhere"),
        (claim(confidence=1.4), "totals", "between 0 and 1"),
    ],
)
def test_each_fault_is_found_by_its_check(changes, by, says):
    found = check([replace(SOUND, **changes)], {})
    assert {p.check for p in found} == {by}
    assert any(says in p.says for p in found)


def test_counts_that_differ_and_lost_references_are_named():
    found = check([], {"equal": {"claims": (3, 2), "entities": (1, 1)}, "dangling": [("clm-9", "names nobody")]})
    assert [(p.check, p.row) for p in found] == [("references", "clm-9"), ("totals", "claims")]
