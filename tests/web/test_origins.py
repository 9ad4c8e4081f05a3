"""Independent origins on the overview: their count in a range, and the page behind it."""

from bywhom.casefile.overview import GROUPS
from bywhom.store.roots import roots_over


def test_a_speaker_is_one_origin_and_each_report_s_own_voice_is_another(tiny):
    """Red Guard's words, the first report's own voice, the second's: three."""
    assert tiny.get("/api/overview").json()["totals"]["origins"] == 3
    found = tiny.get("/api/origins").json()
    assert found["total"] == 3
    assert sum(r["claims"] for r in found["rows"]) == tiny.book.count()
    assert sorted(r["name"] for r in found["rows"])[0] == "Red Guard"


def test_a_range_counts_the_origins_of_its_claims_alone(tiny):
    day = {"since": "2015-03-02", "until": "2015-03-02"}
    total = tiny.get("/api/overview", **day).json()["totals"]["origins"]
    assert total == tiny.get("/api/origins", **day).json()["total"]
    assert tiny.get("/api/origins", since="1990-01-01", until="1990-01-02").json()["total"] == 0


def test_the_number_on_the_overview_opens_the_origins_and_they_open_their_claims(tiny):
    page = tiny.page("/", since="2015-03-01", until="2015-12-31").text
    assert 'href="/origins?since=2015-03-01&amp;until=2015-12-31"' in page
    shown = tiny.page("/origins").text
    for origin in tiny.get("/api/origins").json()["rows"]:
        assert f"/evidence?id={','.join(origin['because'])}" in shown
        assert tiny.get("/api/evidence", id=",".join(origin["because"])).json()["total"] == origin["claims"]


def test_copies_of_one_report_are_one_origin(tiny):
    first, second = (r.id for r in tiny.book.view.reports())
    lineage = {first: first, second: first}
    with tiny.book._session.read() as connection:
        atlas = tiny.book.atlas()
        apart, joined = roots_over(connection, atlas, {}), roots_over(connection, atlas, lineage)
    assert len(joined.keys) == len(apart.keys) - 1


def test_groups_left_out_narrow_the_recent_claims_and_the_links(tiny):
    """Lanes that are off are off in the list of claims, and in the table that the list opens."""
    names = [g for g in GROUPS if g != "ground"]
    whole, narrow = tiny.page("/").text, tiny.page("/", groups=",".join(names)).text

    def recent(page):
        return page.split('id="recent"')[1].split("</ul>")[0]

    assert "holds Bastogne" in recent(whole)
    assert "holds Bastogne" not in recent(narrow)
    assert "groups=" in narrow
    assert "data-row" not in recent(tiny.page("/", groups="none").text)
    types = {r["type"] for r in tiny.get("/api/claims", groups=",".join(names)).json()["rows"]}
    assert types
    assert not types & set(GROUPS["ground"])


def test_a_group_that_is_none_is_named_with_those_that_are(tiny):
    answer = tiny.get("/api/claims", groups="nothing")
    assert answer.status_code == 400
    assert "ground" in answer.text
