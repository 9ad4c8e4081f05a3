"""A reader of a tiny language, in the place of the real one: "Red said Blue Guard seized Arlon on 2015-03-02." """

import re
from datetime import UTC, date, datetime

from bywhom.model.attribution import Attribution
from bywhom.model.claim import Claim, ClaimTime, Filler, Voice
from bywhom.model.ids import claim_id, report_id, snapshot_id
from bywhom.model.reading import Reading
from bywhom.model.source import Ingested, OffsetMap, Report, Snapshot
from bywhom.model.text import Quote, Span
from bywhom.model.when import Interval, TimeMention
from bywhom.model.where import Place
from bywhom.model.who import Entity, Mention

VERBS = {"seized": ("capture", "actor", "place"), "holds": ("controls", "actor", "place"),
         "left": ("withdrawal", "actor", "place"), "armed": ("supports", "supporter", "recipient"),
         "attacked": ("attack", "attacker", "target"), "joined": ("allied", "party", "party")}  # fmt: skip
PLACES = {
    "Arlon": Place(id="11", name="Arlon", lat=10.0, lon=20.0, country="XA", admin1="01"),
    "Bastogne": Place(id="12", name="Bastogne", lat=10.5, lon=20.5, country="XA", admin1="01"),
    "Ardenland": Place(id="1", name="Ardenland", lat=10.0, lon=20.0, country="XA", feature="PCLI"),
    "Westmark": Place(id="2", name="Westmark", lat=10.2, lon=20.2, country="XA", admin1="01", feature="ADM1"),
}
_NAME = r"[A-Z][a-z]+(?: [A-Z][a-z]+)*"
_SENTENCE = re.compile(
    rf"(?:(?P<speaker>{_NAME}) said )?(?P<a>{_NAME}) (?P<denied>never )?(?P<verb>{'|'.join(VERBS)}) (?P<b>{_NAME})"
    r"(?: (?:on|in) (?P<when>[0-9-]+))?\."
)


class FakeAnnotator:
    """Reads sentences of the tiny language; anything else it passes over."""

    maker = "fake/1"

    def annotate(self, text, *, report, published=None, publisher="", title="", headings=()):
        made = _Reading(text, report)
        for found in _SENTENCE.finditer(text):
            made.take(found)
        return made.done()


class _Reading:
    def __init__(self, text, report):
        self.text, self.report = text, report
        self.entities, self.mentions, self.claims, self.times, self.said = {}, [], [], [], []

    def entity(self, found, group):
        name = found[group]
        place = PLACES.get(name)
        type_ = "LOCATION" if place else "ORGANISATION"
        made = Entity(id=f"e{len(self.entities) + 1}", name=name, type=type_, place=place)
        made = self.entities.setdefault(name, made)
        span = Span(*found.span(group))
        kind = "Location" if place else "Organisation"
        self.mentions.append(Mention(id=f"m{len(self.mentions) + 1}", span=span, type=kind, entity=made.id))
        return Filler(span=span, text=name, entity=made.id)

    def take(self, found):
        type_, first, second = VERBS[found["verb"]]
        sentence, trigger = Span(*found.span()), Span(*found.span("verb"))
        a, b = self.entity(found, "a"), self.entity(found, "b")
        roles = {first: (a, b)} if first == second else {first: (a,), second: (b,)}
        source, when = (Voice(),), None
        if found["speaker"]:
            who = self.entity(found, "speaker")
            source = (Voice(entity=who.entity, name=who.text, kind="named_official", span=who.span),)
            self.said.append(
                Attribution(id=f"a{len(self.said) + 1}", source=who.span, content=(sentence,), entity=who.entity)
            )
        if found["when"]:
            span = Span(*found.span("when"))
            when = ClaimTime(span=span, edtf=found["when"])
            interval = Interval.from_edtf(found["when"])
            self.times.append(TimeMention(start=span.start, end=span.end, type="DATE", value=found["when"],
                                          edtf=found["when"], interval=interval, anchor="none"))  # fmt: skip
        fillers = [(r, f.span.start, f.span.end) for r, fs in roles.items() for f in fs]
        self.claims.append(Claim(
            id=claim_id(self.report, type_, sentence, trigger, fillers), report=self.report, type=type_,
            sentence=sentence, trigger=Quote.cut(self.text, trigger), roles=roles, when=when, source=source,
            polarity="denied" if found["denied"] else "affirmed", confidence=0.8, maker="fake",
        ))  # fmt: skip

    def done(self):
        sentences = tuple(sorted({c.sentence for c in self.claims}))
        return Reading(report=self.report, sentences=sentences, mentions=tuple(self.mentions),
                       entities=tuple(self.entities.values()), times=tuple(self.times),
                       attributions=tuple(self.said), claims=tuple(self.claims))  # fmt: skip


def ingested(text, *, name="a.txt", published=date(2015, 6, 1), publisher="Paper", part=""):
    """One report as ingest would give it."""
    data = text.encode()
    sha = snapshot_id(data)
    snapshot = Snapshot(sha256=sha, size=len(data), media_type="text/plain", locator=name, taken_at=datetime.now(UTC))
    report = Report(id=report_id(sha, part), snapshot=sha, part=part, text=text, original=text,
                    offsets=OffsetMap.identity(len(text)), title=name, published=published,
                    publisher=publisher)  # fmt: skip
    return Ingested(snapshot=snapshot, data=data, reports=(report,))


class Book:
    """A casefile under test: reports of the tiny language in, the view out."""

    def __init__(self, session):
        from bywhom.store import Reader

        self.session, self.view = session, Reader(session)

    def read(self, *texts, **fields):
        from bywhom.config import Settings
        from bywhom.pipeline.run import ReadOptions, read_ingested

        items = [t if isinstance(t, Ingested) else ingested(t, **fields) for t in texts]
        return read_ingested(
            self.session, items, settings=Settings(), options=ReadOptions(load=lambda _: FakeAnnotator())
        )

    def judge(self, kind, subject, other="", *, by="ann", **value):
        import uuid

        from bywhom.model.judgement import Judgement
        from bywhom.store import Writer

        made = Judgement(id=f"jud-{uuid.uuid4().hex[:20]}", kind=kind, subject=subject, object=other, value=value,
                         by=by, at=datetime.now(UTC))  # fmt: skip
        with self.session.write() as connection:
            Writer(connection).judge([made])
        return made

    def one(self, name):
        return self.view.find_entities(name)[0]

    def told(self, **query):
        from bywhom.model.account import ClaimQuery

        return list(self.view.claims(ClaimQuery(**query)))

    def words(self, **query):
        return [t.sentence_text for t in self.told(**query)]
