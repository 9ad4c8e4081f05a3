"""Coded reports become training documents: what training may not see stays out, what a type cannot carry is dropped."""

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

TRAINING = Path(__file__).parents[2] / "training"


class Sentences:
    """Stands for pysbd, which only training needs: a sentence ends at a full stop."""

    def __init__(self, **_: object) -> None:
        """Takes the options of pysbd and heeds none."""

    def segment(self, line: str) -> list[SimpleNamespace]:
        """Sentences with where they start and end."""
        return [SimpleNamespace(start=m.start(), end=m.end()) for m in re.finditer(r"[^.]+\.?", line)]


@pytest.fixture
def prepare(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module from the training folder, which is no package and imports its neighbours."""
    stub = ModuleType("pysbd")
    stub.Segmenter = Sentences  # type: ignore[attr-defined] # a module made here has what it is given
    monkeypatch.setitem(sys.modules, "pysbd", stub)
    monkeypatch.syspath_prepend(str(TRAINING))
    spec = importlib.util.spec_from_file_location("training_prepare", TRAINING / "prepare.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    yield made
    for name in ("labels", "swap"):
        sys.modules.pop(name, None)


def report(name: str = "r", **changes: object) -> dict:
    """A coded report with one capture."""
    claim = {
        "type": "capture", "sentence": [0, 25], "trigger": [15, 19], "polarity": "affirmed", "modality": "actual",
        "phase": "starts", "roles": {"actor": [{"span": [0, 14], "entity": None}], "place": [{"span": [20, 24]}]},
        "when": None, "source": [{"entity": "(reporter)", "kind": "reporter", "span": None}],
    }  # fmt: skip
    text = "The Red Column took Belo. It left."
    return {"id": name, "text": text, "entities": {}, "claims": [{**claim, **changes}]}


def test_a_coded_sentence_is_never_cut(prepare: ModuleType) -> None:
    """Sentences that a coded one spans are joined; the others stay apart."""
    assert prepare.joined([(0, 5), (6, 9), (10, 14)], [(0, 9)]) == [(0, 9), (10, 14)]


def test_a_claim_keeps_its_words(prepare: ModuleType) -> None:
    """Trigger and fillers come with their spans; sentences without a claim come too, for they teach what is none."""
    made = prepare.claim_document(report(), "train")
    [trigger] = made["triggers"]
    assert made["sentences"] == [(0, 25), (26, 34)]
    assert trigger["span"] == [15, 19]
    assert trigger["roles"] == {"actor": [[0, 14]], "place": [[20, 24]], "source": []}


def test_what_a_type_cannot_carry_is_left_out(prepare: ModuleType) -> None:
    """A capture has no captive, no act and no degree; a value that the codebook lacks is no label."""
    odd = {"captive": [{"span": [20, 24], "entity": None}], "act": "threat", "degree": "pledged"}
    [trigger] = prepare.claim_document(report(roles=odd, modality="certain"), "train")["triggers"]
    assert set(trigger["roles"]) == {"source"}
    assert set(trigger["attributes"]) == {"valid", "polarity", "source_kind"}


def test_reports_kept_back_are_not_trained_on(prepare: ModuleType, tmp_path: Path) -> None:
    """What is named in ``without`` never comes in, and of what is held aside nothing is told again."""
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.json").write_text(json.dumps(report(name)), encoding="utf-8")
    made = prepare.claims([str(tmp_path)], hold=1, without={"a"}, swaps=1)
    held = [doc["id"] for doc in made if doc["split"] == "hold"]
    trained = [doc["id"] for doc in made if doc["split"] == "train"]
    assert "a" not in held + trained
    assert not set(held) & set(trained)


def test_every_role_of_our_own_reports_has_a_label(prepare: ModuleType) -> None:
    """Types and roles as coded are those that the heads learn; casualties may stand on any event, by the codebook."""
    casualties = set(sys.modules["labels"].CASUALTIES.split())
    for path in sorted((TRAINING / "own").glob("*.json")):
        for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]:
            coded = {role for role, fillers in claim["roles"].items() if not isinstance(fillers, str)}
            assert coded - casualties <= set(prepare.ROLES_OF[claim["type"]].split()), (path.name, claim["id"])


def told_by(name: str) -> dict:
    """A report whose capture one speaker told, coded by name alone."""
    made = report(source=[{"entity": name, "kind": "person", "span": None}])
    return made | {"text": "The Red Column took Belo, Orsa said."} | {
        "claims": [made["claims"][0] | {"sentence": [0, 36]}]
    }  # fmt: skip


def test_a_speaker_coded_by_name_alone_is_found_by_the_last_word_of_the_name(prepare: ModuleType) -> None:
    """The sentence says "Orsa" of Ina Orsa."""
    made = prepare.claim_document(prepare.with_speakers(told_by("Ina Orsa")), "train")["triggers"][0]
    assert (made["roles"]["source"], made["unknown"]) == ([[26, 30]], [])


def test_a_speaker_whom_the_sentence_does_not_name_is_unknown_and_not_absent(prepare: ModuleType) -> None:
    """Training must not learn that a told claim has no speaker in its sentence."""
    made = prepare.claim_document(prepare.with_speakers(told_by("Mayor Teel")), "train")["triggers"][0]
    assert (made["roles"]["source"], made["unknown"]) == ([], ["source"])
