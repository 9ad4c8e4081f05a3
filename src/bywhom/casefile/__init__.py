"""The Python API: the only thing that commands, pages and notebooks call."""

from bywhom.casefile.open import Casefile
from bywhom.casefile.results import Rows
from bywhom.pipeline.report import RunReport

__all__ = ["Casefile", "Rows", "RunReport"]
