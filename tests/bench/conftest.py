"""The sets beside the checkout, and one annotator of each kind for all floors."""

import importlib.util
import json
import os
from datetime import date
from pathlib import Path

import pytest

from bywhom.config import Settings
from bywhom.model.reading import to_interchange
from bywhom.pipeline.annotate import Annotator

SHARED = Path(os.environ.get("BYWHOM_SHARED", Path(__file__).parents[3] / "shared"))
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def whole():
    """The reader with every part."""
    return Annotator.load(Settings())


@pytest.fixture(scope="session")
def rules():
    """The reader by rules alone."""
    return Annotator.load(Settings(fast=True))


@pytest.fixture(scope="session")
def scorer():
    """The scorer of the public sets."""
    file = SHARED / "bench" / "score_public.py"
    if not file.is_file():
        pytest.skip(f"the public sets are not here: {SHARED}")
    spec = importlib.util.spec_from_file_location("score_public", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def public(scorer, whole):
    """The figures of a task on some of the texts of a set: ``public(task, path, slice)``."""

    def run(task, path, part):
        rows = list(scorer.READ[task](SHARED / "data" / path))[part]
        made = {}
        for doc, _ in rows:
            day = (doc["published"] or "")[:10]
            published = date.fromisoformat(day) if day.count("-") == 2 else None
            made[doc["id"]] = to_interchange(whole.annotate(doc["text"], published=published), doc["id"])
        return getattr(scorer, f"score_{task}")(rows, made)

    return run
