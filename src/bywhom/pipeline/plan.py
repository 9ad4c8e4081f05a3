"""The ordered stages of reading, checked when this module is imported."""

from bywhom.pipeline.stage import Stage, check_plan


def _stage(name: str, requires: str, provides: str, says: str) -> Stage:
    return Stage(name=name, requires=frozenset(requires.split()), provides=frozenset(provides.split()), says=says)


STAGES = (
    _stage("ingest", "source", "snapshot report", "bytes to cleaned reports; what cannot be read is refused by name"),
    _stage("skip", "report casefile", "fresh", "leave out reports that the casefile holds"),
    _stage("annotate", "fresh", "reading", "mentions, entities, dates, places, speakers and claims of one report"),
    _stage("lineage", "fresh casefile", "lineage", "near copies of earlier reports, outlets that it cites"),
    _stage("join", "reading casefile", "judgements", "which entities earlier reports name too"),
    _stage("store", "snapshot fresh reading lineage judgements", "rows", "all of it in one transaction"),
    _stage("settle", "rows", "cards", "names and counts of what changed"),
)

check_plan(STAGES, frozenset({"source", "casefile"}))
