"""Time reading holds its floor on the public sets beside the clone (WikiWars, TempEval-3 training part)."""

import importlib.util
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bywhom.extract.times import find_times
from bywhom.resolve.times import resolve_times

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "bench" / "score_public.py"


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_public", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not SCORER.is_file(), reason="the public sets are not beside the clone (../shared)")
@pytest.mark.parametrize(("folder", "floor"), [("wikiwars", 0.85), ("tempeval3", 0.785)])
def test_value_f1_stays_above_its_floor(folder: str, floor: float) -> None:
    scorer = _scorer()
    rows = list(scorer.timeml(SHARED / "data" / folder))
    predictions = {}
    for doc, _ in rows:
        day = (doc["published"] or "")[:10]
        published = date.fromisoformat(day) if day.count("-") == 2 else None
        times = resolve_times(doc["text"], find_times(doc["text"]), published=published)
        predictions[doc["id"]] = {"times": [{"start": t.start, "end": t.end, "value": t.value} for t in times]}
    assert scorer.score_time(rows, predictions)["value_f1"] >= floor
