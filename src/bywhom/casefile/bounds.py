"""What an answer from a large casefile leaves aside, in words: every answer that may differ for it says so."""

from bywhom.analysis.common import MANY, READ
from bywhom.model.account import EntityCard
from bywhom.ports import ReadView

GROUND = 400  # claims over a place, or over posts of an organisation, that one answer weighs


def bound_words(view: ReadView, about: EntityCard | None, most: int = READ, *, which: str = "first") -> tuple[str, ...]:
    """A warning that ``most`` of the claims about ``about`` (None: all) are weighed, where there are more of them."""
    size = view.size()
    told = size if about is None else about.claims
    if size <= MANY or told <= most:
        return ()
    whom = "in the casefile" if about is None else f"of {about.name}"
    return (f"{told:,} claims are told {whom}; the {which} {most:,} that bear on the question are weighed",)


def compare_words(view: ReadView) -> tuple[str, ...]:
    """A warning that a file is compared over its own days alone."""
    if view.size() <= MANY:
        return ()
    return ("the file is compared over its own days, with the first 2,000 dated claims of violence told of them",)


def speaker_words(view: ReadView) -> tuple[str, ...]:
    """A warning that speakers are counted claim by claim, and only those most often quoted are named."""
    if view.size() <= MANY:
        return ()
    return ("the thousand most quoted speakers are named; every claim counts for itself in how often one speaks alone",)
