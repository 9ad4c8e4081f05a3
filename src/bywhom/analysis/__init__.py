"""From claims to answers: pure functions over a ``ReadView``; nothing here stores, reads files or decides who is right.

Every answer takes ``known`` (a ``datetime``: the account as recorded by then) and gives ``because``, the ids of the
claims that made it. Entities are passed as ``EntityCard``; dates as ``date``.

Signatures (results live in ``bywhom.model.finding`` and ``bywhom.model.answer``):

    control.control(view, place, on, *, known=None) -> Control
    history.control_history(view, place, *, since=None, until=None, known=None) -> ControlHistory
    trace.trace(view, source, target, *, options=TraceOptions(on=None, since=None, until=None, kinds=(), inferred=False,
        limit=50, depth=6), known=None) -> Trace          source or target None: from anyone, to anyone
    loyalties.loyalties(view, *, on=None, about=None, known=None) -> Loyalties
    findings.findings(view, query) -> tuple[Finding, ...]          findings.join(claims, context) over an iterable
    disputes.disputes(view, about=None, *, since=None, until=None, known=None) -> tuple[Dispute, ...]
    timeline.timeline(view, about=None, *, since=None, until=None, known=None) -> tuple[Entry, ...]
    dossier.dossier(view, about, *, on=None, known=None) -> Dossier
    dossier_pages.as_text(dossier) -> str    dossier_pages.as_html(dossier) -> str
    dossier_pages.as_json(dossier) -> dict
    sources.sources(view, *, known=None) -> tuple[SourceRow, ...]
    statements.statements(view, speaker, *, since=None, until=None, known=None) -> tuple[StatementRow, ...]
    structure.structure(view, organisation, *, on=None, known=None) -> Structure
    ask.ask(view, question, *, known=None) -> Reply
    compare.compare(view, rows, *, known=None) -> Comparison       rows: dicts of a UCDP GED or ACLED CSV file
    origins.origins_of(claims, context) -> tuple[Origin, ...]      context.context_of(view, claims) makes the context
    wording.sentence(told) -> str                                  one claim as one plain English sentence
"""
