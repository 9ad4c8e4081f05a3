"""Windows of the pronoun reader: what is read, and how characters of the report lead to it and back."""

from hypothesis import given
from hypothesis import strategies as st

from bywhom.model.layers import PersonName
from bywhom.nlp.pronoun_windows import BACK, SENTENCES, STAND_INS, WHOLE, retold, window

TEXT = "Talib Orlov met Salma Nur. Orlov thanked her, and she left."


def name(words: str, who: int, gender: str = "", after: int = 0) -> PersonName:
    """The name of these words."""
    at = TEXT.index(words, after)
    return PersonName(start=at, end=at + len(words), who=who, gender=gender)


NAMES = [name("Talib Orlov", 0, "m"), name("Salma Nur", 1, "f"), name("Orlov", 0, "m", after=20)]


def test_every_name_of_one_person_becomes_one_word_of_its_gender() -> None:
    """A full name and a surname are one stand-in; the other person has another."""
    him, her = STAND_INS["m"][0], STAND_INS["f"][0]
    assert retold(TEXT, NAMES, 0, len(TEXT)).text == f"{him} met {her}. {him} thanked her, and she left."


def test_a_word_is_found_where_it_stands_now() -> None:
    """A place in the report leads to the same word in the window, or to the stand-in of the name it is part of."""
    told = retold(TEXT, NAMES, 0, len(TEXT))
    at = TEXT.index("she")
    start, end = told.place(at, at + 3) or (0, 0)
    assert told.text[start:end] == "she"
    start, end = told.place(6, 11) or (0, 0)
    assert told.text[start:end] == STAND_INS["m"][0]


def test_what_the_window_leaves_out_has_no_place() -> None:
    """The first sentence is not in a window of the second."""
    assert retold(TEXT, NAMES, 27, len(TEXT)).place(0, 5) is None


def test_the_inner_of_two_names_is_left_to_the_outer() -> None:
    """Overlapping names are replaced once."""
    inner = PersonName(start=0, end=5, who=7)
    assert retold(TEXT, [inner, *NAMES], 0, len(TEXT)).text == retold(TEXT, NAMES, 0, len(TEXT)).text


def test_a_crowd_keeps_the_names_for_which_no_stand_in_is_left() -> None:
    """More persons than stand-ins: the last ones are read under their own names."""
    text = " ".join(f"Name{i}" for i in range(40))
    spans = [PersonName(start=text.index(w), end=text.index(w) + len(w), who=i) for i, w in enumerate(text.split())]
    assert retold(text, spans, 0, len(text)).text.endswith("Name39")


@given(
    st.lists(st.tuples(st.integers(0, 55), st.integers(1, 12), st.integers(0, 3), st.sampled_from(["m", "f", ""]))),
    st.integers(0, 20),
)
def test_what_is_kept_slices_back(spans: list[tuple[int, int, int, str]], begin: int) -> None:
    """Stretches cover the window in order without gaps, and those kept hold the report's own words."""
    names = [PersonName(start=s, end=min(s + n, len(TEXT)), who=w, gender=g) for s, n, w, g in spans]
    told = retold(TEXT, names, begin, len(TEXT))
    assert [s.end for s in told.stretches[:-1]] == [s.start for s in told.stretches[1:]]
    assert (told.stretches[0].start, told.stretches[-1].end) == (begin, len(TEXT))
    for s in told.stretches:
        words = s.word or TEXT[s.start : s.end]
        assert told.text[s.at : s.at + len(words)] == words


@given(st.lists(st.integers(1, 1200), min_size=1, max_size=12), st.data())
def test_a_window_holds_its_first_pronoun_and_stays_small(lengths: list[int], data: st.DataObject) -> None:
    """Whatever the sentences are long, the pronoun asked about is inside and the size is bounded."""
    ends = [sum(lengths[: i + 1]) for i in range(len(lengths))]
    sentences = list(zip([0, *ends[:-1]], ends, strict=True))
    pronouns = sorted(data.draw(st.sets(st.integers(0, ends[-1] - 1), min_size=1, max_size=5)))
    begin, end = window(sentences, pronouns)
    own = next(i for i, (_, stop) in enumerate(sentences) if pronouns[0] < stop)
    assert begin <= pronouns[0] < end
    assert end - begin <= WHOLE
    assert begin >= min(sentences[max(0, own - SENTENCES)][0], pronouns[0] - BACK)
