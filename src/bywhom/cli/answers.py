"""The longer answers: loyalties, disputes, timeline, sources, statements, structure, findings."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Annotated, Any

import typer

from bywhom.cli.common import CasefileOption, From, JsonFlag, KnownOption, On, Reveal, To, given, opened
from bywhom.cli.output import plural, print_json, print_json_rows, report_and_origins, say, table
from bywhom.cli.query import AnyName, Limit, Name

_SHOWN = 200  # rows of a table; --json and --limit give more


def _rows(
    found: Any, as_json: bool, columns: Sequence[str], row: Callable[[Any], Sequence[object]], limit: int | None = None
) -> None:
    """A list of results as JSON or as a table."""
    if as_json:
        print_json_rows(islice(found.to_json(), limit))
        return
    table(columns, (row(x) for x in islice(found, limit or _SHOWN)))
    if limit is None and len(found) > _SHOWN:
        say(f"{_SHOWN} of {plural(len(found), 'result')}; --json or --limit give more")
    for warning in found.warnings:
        say(warning)


def loyalties(
    on: On = "", about: Annotated[str, typer.Option("--about", metavar="NAME", help="Only around this actor.")] = "",
    known: KnownOption = "", casefile: CasefileOption = "", reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Who stands with and against whom at a date, and where that does not fit together."""
    with opened(casefile, reveal=reveal) as book:
        answer = book.loyalties(on=on or None, about=about, known=known or None)
    if as_json:
        from bywhom.casefile import shapes

        print_json(shapes.plain(answer))
        return
    signs = {1: "with", -1: "against"}
    rows = [(t.a, signs.get(t.sign, t.sign), t.b, ", ".join(t.types), t.edtf, t.origins) for t in answer.ties[:_SHOWN]]
    table(("actor", "stands", "actor", "told as", "when", "origins"), rows, empty="")
    for contradiction in answer.contradictions:
        say(f"contradiction: {contradiction.sentence}")
    for warning in answer.warnings:
        say(f"note: {warning}")


def disputes(
    about: AnyName = "", since: From = "", until: To = "", known: KnownOption = "", casefile: CasefileOption = "",
    reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """What is disputed: each side with its speakers."""
    with opened(casefile, reveal=reveal) as book:
        found = book.disputes(about, **given(since=since, until=until, known=known))  # type: ignore[arg-type]  # options are texts
    _rows(
        found, as_json, ("about", "kind", "when", "sides"),
        lambda d: (d.about, d.kind, d.edtf, "\n".join(f"{s.says} ({', '.join(s.speakers)})" for s in d.sides)),
    )  # fmt: skip


def timeline(
    name: AnyName = "", since: From = "", until: To = "", known: KnownOption = "", casefile: CasefileOption = "",
    limit: Limit = None, reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """What is told about an actor or a place, in order of time."""
    with opened(casefile, reveal=reveal) as book:
        found = book.timeline(name, **given(since=since, until=until, known=known))  # type: ignore[arg-type]  # options are texts
    _rows(
        found, as_json, ("when", "what", "said by", "told by"),
        lambda e: (e.edtf or "undated", e.sentence, ", ".join(e.speakers), report_and_origins(e.reports, e.origins)),
        limit,
    )  # fmt: skip


def sources(
    known: KnownOption = "", casefile: CasefileOption = "", limit: Limit = None, reveal: Reveal = None,
    as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Who speaks in the casefile: how often, through whom, how often alone."""
    with opened(casefile, reveal=reveal) as book:
        found = book.sources(known=known or None)
    _rows(
        found, as_json, ("speaker", "class", "grade", "claims", "reports", "alone", "through"),
        lambda s: (s.name, s.kind.replace("_", " "), s.grade, s.claims, s.reports, s.alone, ", ".join(s.through)),
        limit,
    )  # fmt: skip


def statements(
    name: Name, since: From = "", until: To = "", known: KnownOption = "", casefile: CasefileOption = "",
    limit: Limit = None, reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """What an actor has been saying over time."""
    with opened(casefile, reveal=reveal) as book:
        found = book.statements(name, **given(since=since, until=until, known=known))  # type: ignore[arg-type]  # options are texts
    _rows(
        found, as_json, ("when", "act", "what", "words"),
        lambda s: (s.edtf or "undated", s.act, s.sentence, s.quote), limit,
    )  # fmt: skip


def structure(
    organisation: Name, on: On = "", known: KnownOption = "", casefile: CasefileOption = "", reveal: Reveal = None,
    as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """The chain of command of an organisation on a date."""
    with opened(casefile, reveal=reveal) as book:
        answer = book.structure(organisation, on=on or None, known=known or None)
    if as_json:
        from bywhom.casefile import shapes

        print_json(shapes.plain(answer))
        return
    rows = [("  " * p.depth + p.person, p.relation, p.organisation, p.title, p.edtf, p.status) for p in answer.posts]
    table(("who", "relation", "organisation", "as", "when", "status"), rows, empty="")
    for warning in answer.warnings:
        say(f"note: {warning}")


def findings(
    type_: Annotated[str, typer.Option("--type", metavar="TYPE", help="Only this claim type.")] = "",
    actor: Annotated[str, typer.Option("--actor", metavar="NAME", help="Only about this entity.")] = "",
    place: Annotated[str, typer.Option("--place", metavar="NAME", help="Only in this place.")] = "",
    on: On = "", since: From = "", until: To = "", known: KnownOption = "", casefile: CasefileOption = "",
    limit: Limit = None, reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Claims that say the same, joined: reports, independent origins, credibility."""
    filters = given(type=type_, actor=actor, place=place, on=on, since=since, until=until, known=known)
    with opened(casefile, reveal=reveal) as book:
        found = book.findings(**filters)  # type: ignore[arg-type]  # names are those of Filters, checked by it
    _rows(
        found, as_json, ("when", "finding", "credibility", "told by", "dissent"),
        lambda f: (f.edtf or "undated", f.sentence, f"{f.credibility}: {f.rule}",
                   report_and_origins(f.reports, len(f.origins)), plural(len(f.dissent), "claim") if f.dissent else ""),
        limit,
    )  # fmt: skip


COMMANDS = (timeline, sources, statements, findings, disputes, loyalties, structure)


def register(app: typer.Typer) -> None:
    """Enter the commands."""
    for command in COMMANDS:
        app.command()(command)
