"""How people put questions: courtesies left out, questions put together told apart, one event of many picked."""

import pytest

from bywhom.analysis.ask_tidy import parts, with_name

PUT = [
    ("pls tell me who killed Abu Omar", ("who killed Abu Omar",)),
    ("Could you please list the attacks in Hill Town, thanks!", ("list the attacks in Hill Town",)),
    ("I want to know who holds Hill Town", ("who holds Hill Town",)),
    ("Do you know whether Red Front held Hill Town?", ("whether Red Front held Hill Town",)),
    ("What's the death toll in Hill Town", ("what is the death toll in Hill Town",)),
    ("Who took Hill Town and when?", ("Who took Hill Town",)),
    ("Who took Hill Town, and on what day?", ("Who took Hill Town",)),
    ("pls list who took Hill Town", ("who took Hill Town",)),
    ("Is Hill Town besieged? Since when?", ("Is Hill Town besieged",)),
    ("Who arms Red Front, and who says so?", ("Who arms Red Front, and who says so",)),
    ("Who leads Red Front and who speaks for it?", ("Who leads Red Front", "who speaks for it")),
    ("Did Norland bomb Dale or is that denied?", ("Did Norland bomb Dale", "what is disputed about it")),
    ("Hill Town: who holds it in 2015?", ("who holds Hill Town in 2015",)),
    ("hill town who controls it now", ("who controls hill town now",)),
    ("Who captured Dale, the army or Red Front?", ("Who captured Dale",)),
    ("Is Red Front still in Hill Town?", ("Is Red Front in Hill Town",)),
    ("how often did Dale change hands", ("who held Dale",)),
    ("Compare the losses of Red Front and Blue Guard in Dale",
     ("How many did Red Front lose in Dale", "How many did Blue Guard lose in Dale")),
]  # fmt: skip


@pytest.mark.parametrize(("question", "texts"), PUT)
def test_a_question_is_freed_of_what_belongs_to_no_question(question, texts):
    assert tuple(p.text for p in parts(question)) == texts


PICKED = [
    ("When did Red Front first capture Dale?", "When did Red Front capture Dale", "first"),
    ("When did Red Front lose Dale for the last time?", "When did Red Front lose Dale", "last"),
    ("What was the deadliest attack in Dale?", "list the attack in Dale", "most"),
    ("Which was the latest town captured by Red Front in Dale?", "what did Red Front captured in Dale", "last"),
    ("Who captured Dale first?", "Who captured Dale", "first"),
    ("Who leads Red Front?", "Who leads Red Front", ""),
    ("Tell me who the leader of Red Front is", "who is the leader of Red Front", ""),
]


@pytest.mark.parametrize(("question", "text", "pick"), PICKED)
def test_one_event_of_many_may_be_asked_for(question, text, pick):
    (put,) = parts(question)
    assert (put.text, put.pick) == (text, pick)


def test_a_later_question_is_about_what_the_first_one_named():
    assert with_name("who speaks for it", "Red Front") == "who speaks for Red Front"
    assert with_name("who are their allies", "Red Front") == "who are Red Front's allies"
