"""What a name tells of whose an actor is."""

from bywhom.analysis.names import is_bare, kin


def test_a_kind_of_formation_alone_names_nobody():
    """ "The brigades" of one report are not the 166th Brigade of another."""
    assert is_bare("the brigades") and not is_bare("Brigade 93")
    assert not kin("166th Brigade", "The brigades")
    assert kin("166th Brigade", "the 166th Brigade")
