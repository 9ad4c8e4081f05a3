"""JSON lines: every row in its documented shape, with its citation."""

from typing import BinaryIO

from bywhom.export.common import Batch, Note, citation, line


def write_jsonl(batch: Batch, out: BinaryIO, note: Note) -> int:  # noqa: ARG001  # every line is a row; no place for a note
    """One row a line; a finding's line holds the citations of the claims for and against it."""
    count = 0
    if batch.what == "claims":
        for told in batch.claims:
            out.write(line({**batch.shape(told), "citation": citation(told)}))
            count += 1
        return count
    for finding in batch.findings:
        cites = {
            side: [citation(batch.cited[i]) for i in ids if i in batch.cited]
            for side, ids in (("citations", finding.because), ("citations_against", finding.dissent))
        }
        out.write(line({**batch.shape(finding), **cites}))
        count += 1
    return count
