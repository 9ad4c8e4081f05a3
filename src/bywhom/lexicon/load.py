"""Read a lexicon file once: YAML beside this module, checked against its schema, as a read-only mapping."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from bywhom.errors import LexiconError
from bywhom.lexicon.schema import check

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader where libyaml is built in: ten times faster


@cache
def load(name: str) -> Mapping[str, Any]:
    """The lexicon ``name`` ("speech" for data/speech.yaml), read once a process.

    Raises LexiconError when no such file is shipped, when it is not YAML, or when it breaks its schema;
    the message names the file and the section. Callers must not change what the mapping holds.
    """
    path = files("bywhom.lexicon").joinpath(f"data/{name}.yaml")
    if not path.is_file():
        raise LexiconError("there is no lexicon of that name", value=name, choices=names())
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - both loaders are safe ones
    except yaml.YAMLError as error:
        raise LexiconError(f"data/{name}.yaml is not YAML ({error})", hint="mend the file or reinstall") from error
    return MappingProxyType(check(name, raw))


@cache
def words(name: str, section: str) -> frozenset[str]:
    """One list of words of a lexicon, lower case, as a set."""
    return frozenset(str(word).casefold() for word in load(name)[section])


@cache
def spaced(name: str, section: str) -> frozenset[str]:
    """A long list that its lexicon holds as one string of words, as a set."""
    return bag(str(load(name)[section]))


@cache
def weights(name: str) -> Mapping[str, float]:
    """What each sign of the learned weighing ``name`` adds to a score: data/NAME.json, written by training/NAME.py."""
    raw = json.loads(files("bywhom").joinpath(f"data/{name}.json").read_text(encoding="utf-8"))
    return MappingProxyType({str(sign): float(weight) for sign, weight in raw["weights"].items()})


def names() -> tuple[str, ...]:
    """The lexicons that are shipped, in alphabetical order."""
    folder = files("bywhom.lexicon").joinpath("data")
    return tuple(sorted(f.name.removesuffix(".yaml") for f in folder.iterdir() if f.name.endswith(".yaml")))


def bag(words_: str) -> frozenset[str]:
    """The words of one string as a set: how a short closed class (pronouns) is written where it is used."""
    return frozenset(words_.split())
