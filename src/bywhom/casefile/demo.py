"""The demo: the sample reports that ship with the package, read into a casefile of their own."""

from collections.abc import Callable
from pathlib import Path

from bywhom.casefile.open import Casefile
from bywhom.config import Settings
from bywhom.pipeline.report import Progress, RunReport

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def sample_paths() -> list[Path]:
    """The sample reports, in the order of their names."""
    return sorted(p for p in SAMPLES.iterdir() if p.name != "README.md")


def make_demo(
    file: Path, *, settings: Settings | None = None, progress: Callable[[Progress], None] | None = None
) -> RunReport:
    """Read the samples into ``file``; reading them again adds nothing."""
    with Casefile.open(file, create=True, settings=settings) as casefile:
        return casefile.read(sample_paths(), progress=progress)
