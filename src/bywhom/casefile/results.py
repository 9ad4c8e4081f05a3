"""Lists of results that also become data frames and JSON."""

import json
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Rows(list[T], Generic[T]):
    """A list of results; ``to_json`` gives plain data in the documented shape, ``to_frame`` a pandas data frame.

    ``warnings`` say what the answer leaves aside.
    """

    def __init__(
        self, items: Iterable[T], shape: Callable[[T], dict[str, Any]], warnings: tuple[str, ...] = ()
    ) -> None:  # fmt: skip
        """``shape`` gives one result as plain data."""
        super().__init__(items)
        self._shape = shape
        self.warnings = warnings

    def to_json(self) -> list[dict[str, Any]]:
        """One dict per result, as the command prints it with ``--json``."""
        return [self._shape(item) for item in self]

    def to_frame(self) -> Any:
        """One row per result; nested values as JSON text. Needs pandas (install bywhom[frames])."""
        return frame(self.to_json())


def frame(rows: list[dict[str, Any]]) -> Any:
    """A pandas data frame of plain rows. Raises ModelMissing when pandas is absent."""
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        from bywhom.errors import ModelMissing

        raise ModelMissing("data frames need pandas", hint="install bywhom[frames]") from error

    def cell(value: Any) -> Any:
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value

    return pd.DataFrame([{k: cell(v) for k, v in row.items()} for row in rows])
