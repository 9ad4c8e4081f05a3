"""An earlier state of the record: where what held at ``known`` differs from the derived tables of today."""

from sqlalchemy import Connection, and_, func, or_, select

from bywhom.store import derive
from bywhom.store.asking import NOW, Past
from bywhom.store.clusters import MATCHER
from bywhom.store.follow import added_ids
from bywhom.store.judged import REVIEWS
from bywhom.store.rows import judgement_value
from bywhom.store.tables import claim, judgement, lineage, report


def past(connection: Connection, known: int | None) -> Past:
    """The state at ``known`` (None: now). Costs nothing unless people judged since.

    The matcher's judgements land with the entity that they tie, so that clusters at ``known`` are today's clusters
    without later entities; only people's judgements, and bridges, change what was recorded before them.
    """
    if known is None:
        return NOW
    reaching_back = or_(judgement.c.by < MATCHER, judgement.c.by > MATCHER)  # two ranges of one index; bridges too
    rows = connection.execute(select(judgement).where(and_(reaching_back, judgement.c.recorded > known)))
    late = [judgement_value(r) for r in rows]
    subjects = {j.subject for j in late if j.kind == "withdraw"}
    while subjects:  # what was withdrawn since, withdrawals of withdrawals included
        found = connection.execute(select(judgement).where(judgement.c.id.in_(sorted(subjects))))
        undone = [judgement_value(r) for r in found]
        late += undone
        subjects = {j.subject for j in undone if j.kind == "withdraw"}
    ids = {i for j in late if j.kind in ("same", "different") for i in (j.subject, j.object)}
    roots = set(derive.roots_of(connection, derive.seqs_of(connection, ids).values()).values())
    moved = derive.local_clusters(connection, roots, known) if roots else {}
    claim_ids = sorted({j.subject for j in late if j.kind in REVIEWS} | added_ids(late))
    seqs: set[int] = set()
    for some in derive.chunks(claim_ids):
        seqs |= set(connection.execute(select(claim.c.seq).where(claim.c.id.in_(some))).scalars())
    return Past(known=known, moved=moved, claims=frozenset(seqs))


def stamp(connection: Connection) -> tuple[int, int]:
    """Numbers of the last claim and judgement: when they stand still, so does every answer."""
    last = [connection.execute(select(func.coalesce(func.max(t.c.seq), 0))).scalar_one() for t in (claim, judgement)]
    return last[0], last[1]


def last_recorded(connection: Connection) -> int:
    """The moment of the last record: what was known after it is what is known now."""
    found = [
        connection.execute(select(t.c.recorded).order_by(t.c.seq.desc()).limit(1)).scalar() or 0
        for t in (report, claim, judgement, lineage)
    ]
    return max(found)
