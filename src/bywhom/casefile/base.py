"""What every part of the Python API stands on: the session, the view, the shield over protected people."""

from collections.abc import Collection

from bywhom.casefile.protect import Shield
from bywhom.config import Settings
from bywhom.store.reader import Reader
from bywhom.store.session import Session


class Base:
    """An open casefile."""

    def __init__(self, session: Session, settings: Settings, reveal: Collection[str] = ()) -> None:
        """See ``Casefile.open``."""
        self._session = session
        self._settings = settings
        self._reveal = tuple(reveal)
        self._shield: tuple[object, Shield] | None = None
        self.view = Reader(session)

    @property
    def shield(self) -> Shield:
        """What takes protected people out of answers; collected anew after every write."""
        mark = self.view.mark()
        if self._shield is None or self._shield[0] != mark:
            self._shield = (mark, Shield(self.view, self._reveal))
        return self._shield[1]
