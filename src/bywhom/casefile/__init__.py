"""The Python API: the only thing that commands, pages and notebooks call."""

from bywhom.casefile.open import Casefile
from bywhom.casefile.results import Rows

__all__ = ["Casefile", "Rows"]
