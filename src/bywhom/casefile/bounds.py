"""What an answer from a large casefile leaves aside, in words: every answer that may differ for it says so."""

from bywhom.analysis.common import A_ROW, BESIDE, GROUND, JOINED, MANY, OTHERS, READ
from bywhom.model.account import EntityCard
from bywhom.ports import ReadView


def empty_words(view: ReadView) -> tuple[str, ...]:
    """A warning that there is nothing to answer from."""
    return ("the casefile is empty: no claim was read into it yet (bywhom read)",) if view.size() == 0 else ()


def bound_words(view: ReadView, about: EntityCard | None, most: int = READ, *, which: str = "first") -> tuple[str, ...]:
    """A warning that ``most`` of the claims about ``about`` (None: all) are weighed, where there are more of them."""
    if empty := empty_words(view):
        return empty
    size = view.size()
    told = size if about is None else about.claims
    if size <= MANY or told <= most:
        return ()
    whom = "in the casefile" if about is None else f"of {about.name}"
    return (f"{told:,} claims are told {whom}; the {which} {most:,} that bear on the question are weighed",)


def ground_words(view: ReadView, about: EntityCard) -> tuple[str, ...]:
    """The same of claims over a place, or over the posts of an organisation."""
    return bound_words(view, about, GROUND, which="nearest")


def joined_words(view: ReadView, about: EntityCard | None) -> tuple[str, ...]:
    """The same of claims that are joined first."""
    return bound_words(view, about, JOINED)


def compare_words(view: ReadView) -> tuple[str, ...]:
    """A warning that a file is compared over its own days alone."""
    if view.size() <= MANY:
        return empty_words(view)
    near = f"the first {A_ROW} dated claims of violence a row that are told near its rows ({BESIDE:,} at most)"
    read = f"{near}, and {OTHERS:,} of the others"
    return (f"the file is compared over its own days, with {read}",)


def speaker_words(view: ReadView) -> tuple[str, ...]:
    """A warning that speakers are counted claim by claim, and only those most often quoted are named."""
    if view.size() <= MANY:
        return empty_words(view)
    return ("the thousand most quoted speakers are named; every claim counts for itself in how often one speaks alone",)
