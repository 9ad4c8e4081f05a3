"""Figures in words: a number, a range, an open end, and what a quantity was told as."""

import re
from collections.abc import Iterable

from bywhom.analysis.naming import uncapital
from bywhom.analysis.toll import counts_all
from bywhom.model.account import Party


def figure(number: float) -> str:
    """A number of people or things as it is written: "2,000", "667", "2.5"."""
    return f"{round(number):,}" if number >= 10 or number == int(number) else f"{number:.1f}"


def figures(low: float, high: float) -> str:
    """A range as it is written: "200 to 500", one figure when both ends are the same."""
    return figure(low) if figure(low) == figure(high) else f"{figure(low)} to {figure(high)}"


def spread(low: float, high: float, told: Iterable[Party]) -> str:
    """A range made of the quantities ``told``: an end that one of them leaves open stays open."""
    parties = list(told)
    if any(p.high is None for p in parties):
        return f"at least {figure(low)}" if any(p.low is not None for p in parties) else figures(low, high)
    return f"up to {figure(high)}" if any(p.low is None for p in parties) else figures(low, high)


def amount(party: Party) -> str:
    """A quantity as told, or its range."""
    if party.text:
        return uncapital(party.text)
    low, high = party.low, party.high
    if low is not None and high is not None:
        return figures(low, high)
    if low is not None:
        return f"at least {figure(low)}"
    return f"up to {figure(high)}" if high is not None else party.name or "some"


_PEOPLE = re.compile(r"\b(?:people|persons?|others?|victims?|dead|bodies|lives|of|he|she|them|him|her)\b")


def heads(party: Party) -> str:
    """A quantity of people with its noun: "17 people", "at least 17 civilians", "one person"."""
    told = amount(party)
    if not any(c.isalnum() for c in told):
        return "people"
    if told.casefold() in ("he", "she", "him", "her", "one", "1"):
        return "one person"
    bare = not party.text or (counts_all(told) and not _PEOPLE.search(told.casefold()))
    return f"{told} people" if bare else told
