"""Clusters follow from judgements alone."""

import random

from hypothesis import given
from hypothesis import strategies as st

from bywhom.store.clusters import Edge, clusters

pairs = st.tuples(st.integers(1, 8), st.integers(1, 8)).filter(lambda p: p[0] != p[1])
edges = st.lists(st.tuples(pairs, st.booleans(), st.sampled_from(["matcher", "ann"])), max_size=20).map(
    lambda found: [Edge(a=p[0], b=p[1], id=f"j{i}", by=by, apart=apart) for i, (p, apart, by) in enumerate(found)]
)


@given(edges, st.randoms(use_true_random=False))
def test_the_order_of_recording_plays_no_part(given_edges, rng: random.Random):
    shuffled = list(given_edges)
    rng.shuffle(shuffled)
    assert clusters(given_edges) == clusters(shuffled)


@given(edges)
def test_what_is_judged_different_never_stands_together(given_edges):
    found = clusters(given_edges)
    assert all(found[e.a] != found[e.b] for e in given_edges if e.apart)


@given(edges)
def test_a_cluster_is_named_by_its_first_entity(given_edges):
    found = clusters(given_edges)
    assert all(found[root] == root and root <= x for x, root in found.items())


def test_a_person_goes_before_the_matcher():
    made = [
        Edge(a=1, b=2, id="m", score=1.0),
        Edge(a=2, b=3, id="p", by="ann"),
        Edge(a=1, b=3, id="d", by="ann", apart=True),
    ]
    assert clusters(made) == {1: 1, 2: 2, 3: 2}
