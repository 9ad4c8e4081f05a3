"""The questions: one command per verb."""

from collections.abc import Callable
from itertools import islice
from typing import Annotated, Any

import typer

from bywhom.cli.common import CasefileOption, From, JsonFlag, KnownOption, On, Reveal, To, given, opened
from bywhom.cli.output import plural, print_json, print_json_rows, report_and_origins, say, table
from bywhom.cli.quoting import quote

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, an alias, or an id.")]
AnyName = Annotated[str, typer.Argument(metavar="[NAME]", help="A name, an alias, or an id; without: everything.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many.", show_default=False)]
_SHOWN = 200  # rows of a table; --json and --limit give more


def _opt(flag: str, metavar: str, says: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=says, show_default=False)


def claims(
    casefile: CasefileOption = "",
    type_: Annotated[str, _opt("--type", "TYPE", "Only this claim type (codebook).")] = "",
    actor: Annotated[str, _opt("--actor", "NAME", "Only claims in which this entity stands.")] = "",
    place: Annotated[str, _opt("--place", "NAME", "Only claims about this place and what lies in it.")] = "",
    source: Annotated[str, _opt("--source", "NAME", "Only said by this speaker, publisher or class of source.")] = "",
    text: Annotated[str, _opt("--text", "WORDS", "Only sentences with these words; quote phrases.")] = "",
    on: On = "", since: From = "", until: To = "", known: KnownOption = "",
    order: Annotated[str, _opt("--order", "ORDER", "report, when or confidence.")] = "",
    limit: Limit = None, reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # one parameter an option is how typer reads a command line  # fmt: skip
    """The claims that meet the options, each with its sentence and speaker."""
    filters = given(type=type_, actor=actor, place=place, source=source, text=text, on=on, since=since, until=until,
                    known=known, order=order)  # fmt: skip
    with opened(casefile, reveal=reveal) as book:
        found = book.each_claim(**filters)  # type: ignore[arg-type]  # names are those of Filters, checked by it
        if as_json:
            from bywhom.casefile import shapes

            print_json_rows(shapes.claim(t) for t in islice(found, limit))
            return
        shown = [shapes_row(t) for t in islice(found, limit or _SHOWN)]
        table(("when", "type", "who, what, where", "said by", "sentence"), shown, empty="No claim meets that.")
        total = book.count(**filters)  # type: ignore[arg-type]  # see above
        if total > len(shown):
            say(f"{len(shown)} of {plural(total, 'claim')}; --json or --limit give more")


def shapes_row(told: Any) -> tuple[object, ...]:
    """A claim as a row of a table."""
    roles = "; ".join(f"{r}: {', '.join(p.name for p in ps)}" for r, ps in told.roles.items())
    marks = [m for m in (told.polarity, told.modality, told.phase) if m not in ("affirmed", "actual", "")]
    return (
        told.edtf or "undated", told.type + (f" ({', '.join(marks)})" if marks else ""), roles,
        " ← ".join(s.name for s in told.speakers), told.sentence_text,
    )  # fmt: skip


def control(
    place: Annotated[str, typer.Argument(metavar="PLACE", help="A town, an area, or a stretch.")],
    on: On = "", since: From = "", until: To = "", known: KnownOption = "", casefile: CasefileOption = "",
    reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # one parameter an option is how typer reads a command line  # fmt: skip
    """Who claims PLACE on a day (--on), or over time (--from, --to, or neither)."""
    from bywhom.casefile import shapes

    with opened(casefile, reveal=reveal) as book:
        if not on:
            history = book.control_history(place, since=since or None, until=until or None, known=known or None)
            _show(history, as_json, _say_history)
            return
        answer = book.control(place, on=on, known=known or None)
        if as_json:
            print_json(shapes.control(answer))
            return
        rows = [
            (h.actor, h.status + (", contested" if h.contested else ""), report_and_origins(h.reports, h.origins),
             ", ".join(h.speakers), h.why)
            for h in answer.actors
        ]  # fmt: skip
        table(("actor", "status", "told by", "speakers", "why"), rows, empty="")
        _say_all(answer.warnings)
        if answer.nearest:
            say("the nearest that is told:")
            quote(book, answer.nearest, most=2, indent="  ")


def _say_all(lines: Any) -> None:
    for line in lines:
        say(f"note: {line}")


def _show(answer: Any, as_json: bool, people: Callable[[Any], None]) -> None:
    if as_json:
        from bywhom.casefile import shapes

        print_json(shapes.plain(answer))
    else:
        people(answer)


def _say_history(h: Any) -> None:
    rows = [(x.since or "?", x.until or "…", x.actor, x.status, _beyond(x.sentence)) for x in h.holdings]
    table(("from", "to", "actor", "status", "note"), rows, empty="")
    if h.silent:
        say("silent: " + ", ".join(h.silent))
    _say_all(h.warnings)


def _beyond(sentence: str) -> str:
    """What the sentence of a holding tells beyond who held what from when to when."""
    return sentence.partition("; ")[2]


def trace(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A supporter; - for anyone.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A recipient; - for anyone.")] = "-",
    on: On = "", since: From = "", until: To = "",
    kind: Annotated[list[str] | None, _opt("--kind", "KIND", "Only this kind of support; may be repeated.")] = None,
    inferred: Annotated[bool, typer.Option("--inferred", help="Follow membership and affiliation too.")] = False,
    known: KnownOption = "", casefile: CasefileOption = "", reveal: Reveal = None, as_json: JsonFlag = False,
) -> None:  # one parameter an option is how typer reads a command line  # fmt: skip
    """Every path of support from one actor to another, with its weakest hop."""
    ends = ["" if n == "-" else n for n in (source, target)]
    options = given(on=on, since=since, until=until, kinds=tuple(kind or ()) or None, inferred=inferred or None)
    with opened(casefile, reveal=reveal) as book:
        _show(book.trace(*ends, known=known or None, **options), as_json, _say_trace)  # type: ignore[arg-type]  # names are those of TraceOptions, checked by it


def _say_trace(answer: Any) -> None:
    rows = []
    for path in answer.paths:
        line = path.hops[0].supporter + "".join(
            f" → {h.recipient} ({', '.join(dict.fromkeys(x for x in (h.kind, h.goods, h.edtf) if x)) or 'support'})"
            for h in path.hops
        )
        rows.append((f"{path.strength:.2f}", line, plural(len({c for h in path.hops for c in h.because}), "claim")))
    table(("strength", "path", "because"), rows, empty="")
    _say_all(answer.warnings)


def register(app: typer.Typer) -> None:
    """Enter the commands."""
    app.command()(claims)
    app.command()(control)
    app.command()(trace)
