"""The casefile on disk; the only package that speaks SQL."""

from bywhom.store.reader import Reader
from bywhom.store.session import Session
from bywhom.store.writer import Arrival, Writer

__all__ = ["Arrival", "Reader", "Session", "Writer"]
