"""Quality is pinned: no figure falls below its floor (floors.json). Lowering a floor is a decision, never a fix.

Public sets are sampled here so that the suite stays short; ``make bench`` reads them whole. Floors lie a little under
what was measured, as the sets are small: one claim of the gold more or less moves a figure by 0.002.
"""

import pytest
from scripts import bench_pronouns, bias
from tests.bench.conftest import FLOORS, SHARED

from bywhom.casefile.evaluate import evaluate

pytestmark = pytest.mark.bench
needs_gold = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason=f"the coded reports are not here: {SHARED}/gold")


def flat(figures, prefix=""):
    """Nested figures by dotted names."""
    out = {}
    for key, value in figures.items():
        out |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return out


def hold(name, figures):
    """No figure under its floor; all that fell are named at once."""
    got = flat(figures)
    fallen = {k: (got[k], floor) for k, floor in FLOORS[name].items() if got[k] < floor}
    assert not fallen, f"{name}: (measured, floor) {fallen}"


@needs_gold
@pytest.mark.parametrize("kind", ["whole", "rules"])
def test_claims_on_the_development_gold_hold_their_floors(kind, request):
    annotator = request.getfixturevalue(kind)
    hold(f"claims, {kind}", evaluate(SHARED / "gold", load=lambda settings: annotator))


@pytest.mark.parametrize(
    ("name", "task", "path", "part"),
    [
        ("names", "ner", "re3d/ner.dev.txt", slice(0, 200)),
        ("voices", "attribution", "polnear/dev", slice(0, 10)),
        ("places", "places", "geoparsing/lgl.xml", slice(1, 60, 2)),  # the ranking never saw odd articles
        ("time", "time", "wikiwars/whole-tml", slice(0, 3)),
    ],
)
def test_public_samples_hold_their_floors(name, task, path, part, public):
    hold(name, public(task, path, part))


@pytest.mark.parametrize("kind", ["whole", "rules"])
def test_other_actors_in_a_sentence_leave_its_claims_as_they_are(kind, request):
    hold(f"bias, {kind}", bias.score(request.getfixturevalue(kind)))


@pytest.mark.parametrize("kind", ["whole", "rules"])
def test_a_sample_of_ambiguous_pronouns_holds_its_floor(kind, request):
    path = SHARED / "data" / "gap" / "gap-development.tsv"
    if not path.is_file():
        pytest.skip(f"GAP is not here: {path}")
    hold(
        f"pronouns, {kind}",
        bench_pronouns.score_rows(request.getfixturevalue(kind), bench_pronouns.rows_of(path)[::10]),
    )
