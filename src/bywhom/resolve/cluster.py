"""From judgements to clusters: which entities are one, when same and different are both said."""

from collections.abc import Iterable, Mapping


def clusters(
    ids: Iterable[str], same: Iterable[tuple[str, str]], different: Iterable[tuple[str, str]] = ()
) -> Mapping[str, str]:
    """Id → canonical id (the first of its cluster in the order of ``ids``).

    Pairs of ``same`` are joined in their order; a pair whose joining would put two entities that are judged
    ``different`` into one cluster is left apart, so that a person's "different" outlives any chain of likenesses.
    """
    order = {id_: i for i, id_ in enumerate(dict.fromkeys(ids))}
    root = {id_: id_ for id_ in order}
    members = {id_: {id_} for id_ in order}
    apart = {frozenset(pair) for pair in different if pair[0] != pair[1]}

    def top(id_: str) -> str:
        while root[id_] != id_:
            root[id_] = root[root[id_]]
            id_ = root[id_]
        return id_

    for a, b in same:
        if a not in order or b not in order:
            continue
        x, y = sorted((top(a), top(b)), key=order.__getitem__)
        if x == y or any(frozenset((p, q)) in apart for p in members[x] for q in members[y]):
            continue
        root[y] = x
        members[x] |= members.pop(y)
    return {id_: top(id_) for id_ in order}
