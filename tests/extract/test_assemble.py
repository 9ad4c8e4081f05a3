"""What the assembly understands of a claim from the claims before it."""

from bywhom.extract.assemble import Assembler
from bywhom.extract.candidate import Candidate
from bywhom.model.text import Span
from bywhom.model.who import Entity
from bywhom.nlp.load import load_parser

TEXT = "The brigade shelled Orvik in May. In June it captured the hill. The rebels left. In July it captured the mill."


class Known:
    """Entities by their words; every "it" is taken for the town."""

    def resolve(self, span):
        words = span.of(TEXT)
        type_ = "LOCATION" if words in ("it", "Orvik", "the hill", "the mill") else "ORGANISATION"
        name = "Orvik" if words == "it" else words
        return Entity(id=f"e-{name}", name=name, type=type_)

    def entity_for(self, span, type_hint=""):
        return self.resolve(span)


def candidate(type_, trigger, nth=0, **roles):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(trigger, start + 1)
    sentence = next(s for s in SENTENCES if s.start <= start < s.end)
    spans = {role: (Span(at := TEXT.index(words, sentence.start), at + len(words)),) for role, words in roles.items()}
    return Candidate(type=type_, trigger=Span(start, start + len(trigger)), sentence=sentence, roles=spans)


PARSED = load_parser().parse(TEXT)
SENTENCES = PARSED.sentences


def actors(*candidates):
    made = Assembler("r", PARSED, entities=Known(), times=(), voices=lambda *_: ((), None)).claims(candidates)
    return [f.entity for claim in made for f in claim.roles.get("actor", ())]


def test_it_that_was_taken_for_a_town_is_the_last_body_that_acted():
    shelling = candidate("shelling", "shelled", attacker="The brigade", target="Orvik")
    taking = candidate("capture", "captured", actor="it", place="the hill")
    assert actors(shelling, taking) == ["e-The brigade"]


def test_it_stays_as_it_was_read_where_nobody_acted_before():
    assert actors(candidate("capture", "captured", actor="it", place="the hill")) == ["e-Orvik"]


def test_a_body_so_understood_is_understood_again():
    shelling = candidate("shelling", "shelled", attacker="The brigade", target="Orvik")
    first = candidate("capture", "captured", actor="it", place="the hill")
    second = candidate("capture", "captured", 1, actor="it", place="the mill")
    assert actors(shelling, first, second) == ["e-The brigade", "e-The brigade"]
