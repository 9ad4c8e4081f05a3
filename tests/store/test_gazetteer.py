"""The shipped place index and a user's own."""

import pytest

from bywhom.errors import ModelMissing, NotACasefile
from bywhom.model.where import Place, distance_km
from bywhom.store.gazetteer import SqliteGazetteer, open_gazetteer
from bywhom.store.gazetteer_import import in_memory


@pytest.fixture(scope="module")
def shipped():
    gazetteer = open_gazetteer()
    yield gazetteer
    gazetteer.close()


WHERE = [
    ("Darnah", 32.77, 22.64), ("Derna", 32.77, 22.64), ("Abugrein", 31.4, 15.2), ("Nawfaliya", 30.8, 17.8),
    ("Al Hol", 36.4, 41.1), ("Tell Abyad", 36.7, 39.0), ("Deir Ezzor", 35.3, 40.1), ("مصراتة", 32.4, 15.1),
    ("Мисурата", 32.4, 15.1), ("Харьков", 50.0, 36.3), ("Hodeidah", 14.8, 43.0), ("Bakhmut", 48.6, 38.0),
    ("Walker County", 30.7, -95.5), ("DRC", -2.5, 23.5), ("W.Va.", 38.6, -80.6), ("Red Sea", 20.3, 38.8),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lat", "lon"), WHERE, ids=[w[0] for w in WHERE])
def test_a_name_in_any_spelling_leads_to_its_place(shipped, name, lat, lon):
    assert min(distance_km((p.lat, p.lon), (lat, lon)) for p in shipped.candidates(name)[:6]) < 170


def test_an_adjective_leads_to_its_country_and_says_so(shipped):
    match = shipped.known("Sudanese")
    assert (match.place.country, match.place.feature, match.how) == ("SD", "PCLI", "demonym")


def test_an_unknown_name_is_no_known_place(shipped):
    assert shipped.known("Alepppo") is None


def test_a_town_lies_in_its_area_and_country_and_nowhere_else(shipped):
    town = next(p for p in shipped.candidates("Maiduguri") if p.is_settlement)
    state, country = shipped.area("NG", town.admin1), shipped.area("NG")
    assert shipped.contains(state, town) and shipped.contains(country, town) and shipped.contains(country, state)
    assert not shipped.contains(town, state) and not shipped.contains(shipped.area("SY"), town)


def test_get_gives_back_the_place_of_an_id(shipped):
    for name in ("Idlib", "Donbas", "Ukraine"):
        place = shipped.candidates(name)[0]
        assert shipped.get(place.id) == place
    assert shipped.get("bywhom:nowhere") is None


def test_a_users_table_is_laid_over_the_shipped_places(tmp_path):
    table = tmp_path / "extra.csv"
    table.write_text("name,lat,lon,country,feature,aliases\nKhirbet Test,35.5,36.5,SY,PPL,Hirbet Tast|خربة تست\n")
    gazetteer = open_gazetteer(table)
    assert gazetteer.candidates("Hirbet Tast")[0].country == "SY"
    assert gazetteer.candidates("خربة تست")[0].name == "Khirbet Test"
    assert gazetteer.candidates("Aleppo")


def test_alone_leaves_the_shipped_places_out(tmp_path):
    table = tmp_path / "extra.json"
    table.write_text('[{"name": "Outpost", "lat": 1, "lon": 2}]')
    gazetteer = open_gazetteer(table, alone=True)
    assert gazetteer.candidates("Outpost") and not gazetteer.candidates("Aleppo")


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path):
    bad = tmp_path / "bad.sqlite"
    bad.write_bytes(b"not a database at all" * 100)
    with pytest.raises(NotACasefile):
        open_gazetteer(bad)
    with pytest.raises(ModelMissing):
        open_gazetteer(tmp_path / "absent.csv")


def test_an_area_without_codes_holds_what_lies_within_its_reach():
    basin = Place(id="bywhom:basin", name="Basin", lat=10, lon=10, feature="REGION")
    town, far = Place(id="1", name="In", lat=10.5, lon=10), Place(id="2", name="Out", lat=20, lon=10)
    gazetteer = SqliteGazetteer([in_memory([(basin, []), (town, []), (far, [])])])
    assert gazetteer.contains(basin, town) and not gazetteer.contains(basin, far)
