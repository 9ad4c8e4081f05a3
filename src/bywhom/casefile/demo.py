"""The demo: the sample reports that ship with the package, read into a casefile of their own."""

from collections.abc import Callable
from pathlib import Path

from bywhom.casefile.open import Casefile
from bywhom.config import Settings
from bywhom.errors import CasefileError
from bywhom.model.ids import snapshot_id
from bywhom.pipeline.report import Progress, RunReport

SAMPLES = Path(__file__).parent.parent / "data" / "samples"


def sample_paths() -> list[Path]:
    """The sample reports, in the order of their names."""
    return sorted(p for p in SAMPLES.iterdir() if p.name != "README.md")


def forget_demo(file: Path) -> bool:
    """Take away the casefile of an earlier demo, so that the next one is fresh; True when it did.

    A casefile with any other report in it, or with decisions of people, stays.
    """
    ours = {snapshot_id(p.read_bytes()) for p in sample_paths()}
    try:
        with Casefile.open(file) as book:
            if len(book.judgements()) or any(book.report(r.id).snapshot not in ours for r in book.reports()):
                return False
    except CasefileError:
        return False
    for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        part.unlink(missing_ok=True)
    return True


def make_demo(
    file: Path, *, settings: Settings | None = None, progress: Callable[[Progress], None] | None = None
) -> RunReport:
    """Read the samples into ``file``; reading them again adds nothing."""
    with Casefile.open(file, create=True, settings=settings) as casefile:
        return casefile.read(sample_paths(), progress=progress)
