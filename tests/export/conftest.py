"""A small account of invented actors for the exporters."""

from datetime import UTC, datetime

import pytest
from tests.builders import number, party, report_card, speaker, told

from bywhom.export.common import Batch, Note
from bywhom.model.where import Place

ARLON = Place(id="11", name="Arlon", lat=10.25, lon=20.5, country="XA", admin1="01")
NOTE = Note(title="war.casefile", made_at=datetime(2024, 5, 1, tzinfo=UTC), filters={"rows": "claims"})


def account():
    """Five claims: ground, support through a friend, a fight, a command, a death toll."""
    paper = report_card("r1", title='Quoted "news" <b>', publisher="Paper")
    arlon = party("Arlon", type_="LOCATION", place=ARLON)
    return [
        told("controls", report=paper, when="2015-03", actor="Blue Guard", place=arlon, speakers=[speaker("Red")]),
        told("supports", report=paper, at=90, supporter="North", recipient="Blue Guard", via="Green",
             labels={"kind": "weapons"}),
        told("clash", report=paper, at=200, when="2015-03-02", side=["Blue Guard", "Green", "North"]),
        told("leads", report=paper, at=300, leader=party("Ann Bel", type_="PERSON"), organisation="Green"),
        told("killing", report=paper, at=400, perpetrator="Green", victim=party("=cmd()", type_="PERSON"),
             killed=number(5, 9)),
    ]  # fmt: skip


@pytest.fixture
def batch():
    return Batch(what="claims", claims=account())
