"""The Python API: the only thing that commands, pages and notebooks call."""

from bywhom.casefile.open import Casefile
from bywhom.casefile.results import Rows
from bywhom.pipeline.report import RunReport
from bywhom.store.gazetteer_import import import_geonames_dump

__all__ = ["Casefile", "Rows", "RunReport", "import_geonames_dump"]
