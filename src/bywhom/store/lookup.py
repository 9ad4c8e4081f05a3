"""Names to entities: exact keys first, then the nearest spellings."""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, select

from bywhom.store.names import name_key
from bywhom.store.tables import name as names

NEAR = 72.0  # of 100: below it rapidfuzz's weighted ratio calls unlike names alike
_KEPT = 500  # names whose nearest spellings are kept ready


class Names:
    """All keys under which entities are known, loaded at the first question for a nearest spelling."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._keys: list[str] | None = None
        self._near: dict[tuple[str, int], list[str]] = {}

    def exact(self, name: str) -> list[str]:
        """The key of ``name`` itself."""
        key = name_key(name)
        return [key] if key else []

    def nearest(self, connection: Connection, name: str, limit: int) -> list[str]:
        """Keys spelled most like ``name``, nearest first."""
        if self._keys is None:
            self._keys = sorted(connection.execute(select(names.c.key).distinct()).scalars())
        key = name_key(name)
        if (key, limit) not in self._near:
            if len(self._near) >= _KEPT:
                self._near.clear()
            self._near[key, limit] = self._ranked(key, self._keys, limit)
        return self._near[key, limit]

    @staticmethod
    def _ranked(key: str, keys: Sequence[str], limit: int) -> list[str]:
        alike = process.extract(key, keys, scorer=fuzz.ratio, limit=limit, score_cutoff=NEAR)
        parts = process.extract(key, keys, scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=NEAR)
        ranked = [*sorted(alike, key=_nearest_first), *sorted(parts, key=_nearest_first)]
        return list(dict.fromkeys(k for k, _, _ in ranked if k != key and _is_telling(k)))

    def known_as(self, connection: Connection, name: str, limit: int) -> Iterator[list[int]]:
        """Entities by key: those under ``name`` itself, then those under the spellings nearest to it."""
        yield from self.entities(connection, self.exact(name))
        yield from self.entities(connection, self.nearest(connection, name, limit))

    def entities(self, connection: Connection, keys: Iterable[str]) -> Iterator[list[int]]:
        """For each key the entities that are known under it."""
        for key in keys:
            yield list(connection.execute(select(names.c.entity).where(names.c.key == key)).scalars())


def _nearest_first(found: tuple[str, float, int]) -> tuple[float, str]:
    return -found[1], found[0]


def _is_telling(key: str) -> bool:
    """False for a stray letter or figure, which stands in any name."""
    return len(key) > 2 and not key.isdigit()
