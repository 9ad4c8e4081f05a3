"""Settings: one frozen value, read once from a TOML file and the environment."""

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from bywhom.errors import UnknownValue

ENVIRONMENT_PREFIX = "BYWHOM_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What may be set, with its default. Every name is also an environment variable ``BYWHOM_NAME``."""

    casefile: str = ""  # path or postgresql:// address used when a command names none
    gazetteer: str = ""  # a user's gazetteer file beside or instead of the shipped one
    models: str = ""  # folder of learned parts; "" is the shipped one
    fast: bool = False  # rules only, no learned parts
    network: bool = False  # may fetch addresses
    no_browser: bool = False  # never open a browser
    reviewer: str = ""  # the name under which judgements are made
    max_input_mb: int = 64  # larger inputs are refused
    max_report_mb: int = 4  # a single report with a longer text is refused; the longest books are shorter
    max_unpacked_mb: int = 512  # what one archive may unfold to
    threads: int = 1  # threads of the learned parts


def _cast(name: str, raw: object, default: object) -> object:
    if isinstance(default, bool):
        return raw if isinstance(raw, bool) else str(raw).strip().lower() in {"1", "true", "yes", "on"}
    if isinstance(default, int):
        try:
            return int(str(raw))
        except ValueError:
            raise UnknownValue(f"the setting {name} wants a whole number", value=raw) from None
    return str(raw)


def load_settings(path: Path | None = None) -> Settings:
    """Settings from ``path`` (default ``$BYWHOM_CONFIG`` or ~/.config/bywhom.toml), then from the environment.

    Raises UnknownValue for a name that is no setting, with the names that are.
    """
    default = Settings()
    known = {f.name for f in fields(Settings)}
    given: dict[str, object] = {}
    file = path or Path(os.environ.get("BYWHOM_CONFIG", Path.home() / ".config" / "bywhom.toml"))
    if file.is_file():
        for name, raw in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if name not in known:
                raise UnknownValue(f"{file} has an unknown setting", value=name, choices=sorted(known))
            given[name] = raw
    for name in known:
        raw_env = os.environ.get(ENVIRONMENT_PREFIX + name.upper())
        if raw_env is not None:
            given[name] = raw_env
    return Settings(**{n: _cast(n, v, getattr(default, n)) for n, v in given.items()})  # type: ignore[arg-type]  # _cast gives each field's own type
