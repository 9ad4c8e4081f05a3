"""The plan of reading fits together."""

import pytest

from bywhom.pipeline.plan import STAGES
from bywhom.pipeline.stage import Stage, check_plan


def test_every_stage_finds_what_it_requires():
    check_plan(STAGES, frozenset({"source", "casefile"}))


def test_a_plan_with_a_gap_is_refused_by_name():
    lonely = Stage(name="join", requires=frozenset({"reading"}), provides=frozenset(), says="")
    with pytest.raises(ValueError, match=r"join lacks \['reading'\]"):
        check_plan((lonely,), frozenset({"source"}))
