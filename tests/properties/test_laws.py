"""Laws that every answer keeps, over generated accounts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import RECORDED, FakeView, number, report_card, slug, speaker, told

from bywhom.analysis.control import control
from bywhom.analysis.disputes import disputes
from bywhom.analysis.findings import findings, join
from bywhom.analysis.loyalties import loyalties
from bywhom.analysis.timeline import timeline
from bywhom.analysis.trace import trace
from bywhom.model.account import ClaimQuery, EntityCard, Speaker
from bywhom.model.judgement import Judgement

ACTORS = ("Red Front", "Blue Guard", "Green Band")
PLACES = ("Hill Town", "Harbour Town")
TOWN = EntityCard(id=slug("Hill Town"), name="Hill Town", type="LOCATION")
DAYS = st.dates(date(2015, 1, 1), date(2015, 12, 31))
VOICES = (Speaker(), speaker("Colonel Idris"), speaker("a nurse", "anonymous_witness"))
SMALL = settings(max_examples=20, deadline=None)


@st.composite
def a_claim(draw):
    type_ = draw(st.sampled_from(("capture", "withdrawal", "controls", "explosion", "supports", "opposed", "allied")))
    card = report_card(f"r{draw(st.integers(0, 4))}", published=date(2016, 1, 1) + timedelta(draw(st.integers(0, 9))))
    actor, other = draw(st.permutations(ACTORS))[:2]
    place = draw(st.sampled_from(PLACES))
    roles = {
        "supports": {"supporter": actor, "recipient": other}, "opposed": {"party": [actor, other]},
        "allied": {"party": [actor, other]},
        "explosion": {"attacker": actor, "place": place, "killed": number(draw(st.integers(1, 60)))},
    }.get(type_) or {"actor": actor, "place": place}  # fmt: skip
    return told(
        type_, report=card, when=draw(st.one_of(st.just(""), DAYS.map(str), st.just("2015-06"))),
        at=draw(st.integers(0, 5)) * 100, polarity=draw(st.sampled_from(("affirmed", "affirmed", "denied"))),
        modality=draw(st.sampled_from(("actual", "actual", "possible", "planned"))),
        speakers=(draw(st.sampled_from(VOICES)),), **roles,
    )  # fmt: skip


ACCOUNTS = st.lists(a_claim(), max_size=9, unique_by=lambda c: c.id)


def answers(view, day):
    """Every answer of one account, in a form that can be compared."""
    return (
        control(view, TOWN, day), loyalties(view), trace(view, None, None), findings(view, ClaimQuery()),
        timeline(view), disputes(view),
    )  # fmt: skip


@SMALL
@given(ACCOUNTS, DAYS)
def test_a_copy_of_a_report_adds_no_origin(claims, day):
    copies = [
        replace(c, id=c.id + "-copy", report=replace(c.report, id=c.report.id + "-copy", origin=c.report.origin))
        for c in claims
    ]
    once, twice = join(claims), join([*claims, *copies])
    origin_count = {i: len(f.origins) for f in once for i in f.because}
    for f in twice:
        for i in f.because:
            if i in origin_count:
                assert len({o.id for o in f.origins}) == len(f.origins)
                assert len(f.origins) <= len({o.id for g in once for o in g.origins})
    holders = {h.actor: h.origins for h in control(FakeView(told=claims), TOWN, day).actors}
    for h in control(FakeView(told=[*claims, *copies]), TOWN, day).actors:
        assert h.origins == holders[h.actor]


@SMALL
@given(ACCOUNTS.flatmap(lambda cs: st.tuples(st.just(cs), st.permutations(cs))), DAYS)
def test_the_order_of_reading_changes_no_answer(both, day):
    claims, shuffled = both
    assert answers(FakeView(told=claims), day) == answers(FakeView(told=shuffled), day)


@SMALL
@given(ACCOUNTS, st.sampled_from(ACTORS), DAYS, DAYS)
def test_a_denied_claim_never_adds_a_holder(claims, actor, when, day):
    denied = told(
        "capture", report=report_card("r9"), actor=actor, place="Hill Town", when=str(when), polarity="denied"
    )

    def standing(view):
        return {h.actor for h in control(view, TOWN, day).actors if h.status in ("attested", "bracketed", "possible")}

    assert standing(FakeView(told=[*claims, denied])) <= standing(FakeView(told=claims))


@SMALL
@given(ACCOUNTS, DAYS)
def test_what_was_recorded_later_is_hidden_from_an_earlier_day(claims, day):
    later = [replace(c, report=replace(c.report, recorded=RECORDED + timedelta(days=9), id="late-" + c.report.id),
                     id="late-" + c.id) for c in claims[::2]]  # fmt: skip
    view, known = FakeView(told=[*claims, *later]), RECORDED + timedelta(days=1)
    assert control(view, TOWN, day, known=known) == control(FakeView(told=claims), TOWN, day, known=known)
    assert findings(view, ClaimQuery(known=known)) == findings(FakeView(told=claims), ClaimQuery(known=known))


@SMALL
@given(ACCOUNTS)
def test_withdrawing_a_judgement_restores_the_answer(claims):
    at = datetime(2024, 3, 1, tzinfo=UTC)
    before = findings(FakeView(told=claims), ClaimQuery())
    made = (
        [Judgement(id="j", kind="joined", subject=claims[0].id, object=claims[-1].id, by="editor", at=at)]
        if claims
        else []
    )
    findings(FakeView(told=claims, made=made), ClaimQuery())
    assert findings(FakeView(told=claims, made=[]), ClaimQuery()) == before


@SMALL
@given(ACCOUNTS)
def test_no_claim_is_lost_or_counted_twice_in_findings(claims):
    ids = [i for f in join(claims) for i in f.because + f.dissent]
    assert sorted(ids) == sorted(c.id for c in claims)


@SMALL
@given(ACCOUNTS, DAYS)
def test_every_reason_is_a_claim_of_the_account(claims, day):
    known = {c.id for c in claims}
    view = FakeView(told=claims)
    held, loyal, traced, found, told_in_order, disputed = answers(view, day)
    reasons = [i for h in held.actors for i in h.because + h.against]
    reasons += [i for c in loyal.contradictions for i in c.because]
    reasons += [i for p in traced.paths for h in p.hops for i in h.because]
    reasons += [i for f in found for i in f.because + f.dissent]
    reasons += [i for e in told_in_order for i in e.because]
    reasons += [i for d in disputed for s in d.sides for i in s.because]
    assert set(reasons) <= known
    for c in claims:  # and slices back: the words quoted stand where the span says
        at = c.trigger.span.start - c.sentence.start
        assert c.id not in reasons or c.sentence_text[at : at + len(c.trigger.exact)] == c.trigger.exact


@SMALL
@given(ACCOUNTS, DAYS)
def test_only_facts_make_a_holder_stand(claims, day):
    by_id = {c.id: c for c in claims}
    for h in control(FakeView(told=claims), TOWN, day).actors:
        if h.status in ("attested", "bracketed"):
            assert all(by_id[i].polarity == "affirmed" and by_id[i].modality == "actual" for i in h.because)


@SMALL
@given(ACCOUNTS, DAYS)
def test_contested_means_two_who_stand(claims, day):
    actors = control(FakeView(told=claims), TOWN, day).actors
    standing = [h for h in actors if h.status in ("attested", "bracketed")]
    if any(h.contested for h in actors):
        assert len(standing) >= 2
