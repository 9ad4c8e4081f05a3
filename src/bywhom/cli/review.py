"""What people decide: review, merge, split, protect, grade, withdraw."""

from typing import Annotated

import typer

from bywhom.cli.common import CasefileOption, JsonFlag, opened
from bywhom.cli.output import plural, print_json, print_json_rows, say, table
from bywhom.cli.query import Limit, Name, shapes_row
from bywhom.errors import UnknownValue

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides; default: the setting reviewer.")]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why.")]
ClaimId = Annotated[str, typer.Argument(metavar="[CLAIM]", help="The id of a claim; without: what awaits review.")]
Verdict = Annotated[str, typer.Argument(metavar="[VERDICT]", help="accept, reject, or correct.")]
Fields = Annotated[
    list[str] | None, typer.Argument(metavar="[FIELD=VALUE…]", help="For correct: polarity=denied, edtf=2015-03, …")
]


def review(
    claim: ClaimId = "", verdict: Verdict = "", fields: Fields = None, by: By = "", because: Because = "",
    limit: Limit = None, casefile: CasefileOption = "", as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """List claims that await review, the least sure first; or accept, reject or correct one."""
    with opened(casefile) as book:
        if not claim:
            found = book.queue(limit=limit or 50)
            if as_json:
                print_json_rows(found.to_json())
            else:
                rows = [(t.id, f"{t.confidence:.2f}", *shapes_row(t)) for t in found]
                columns = ("claim", "sure", "when", "type", "who, what, where", "said by", "sentence")
                table(columns, rows, empty="Nothing awaits review.")
            return
        if verdict == "accept":
            made = book.accept(claim, by=by, reason=because)
        elif verdict == "reject":
            made = book.reject(claim, by=by, reason=because)
        elif verdict == "correct":
            made = book.correct(claim, _changes(fields or []), by=by, reason=because)
        else:
            choices = ("accept", "reject", "correct")
            raise UnknownValue("a verdict is needed", value=verdict or "(none)", choices=choices)
    _said([made], as_json)


def _changes(fields: list[str]) -> dict[str, object]:
    out: dict[str, object] = {}
    for field in fields:
        name, sign, value = field.partition("=")
        if not sign:
            raise UnknownValue("a correction is written FIELD=VALUE", value=field, choices=("polarity=denied",))
        if name.startswith("role."):
            out.setdefault("roles", {})[name[5:]] = [{"span": None, "entity": v} for v in value.split("|") if v]  # type: ignore[index]  # a dict by the line itself
        else:
            out[name] = value
    return out


def _said(made: list[object], as_json: bool) -> None:
    from bywhom.casefile import shapes

    if as_json:
        print_json([shapes.plain(j) for j in made])
    else:
        for j in made:
            say(f"recorded {j.kind} {j.subject} {j.object} by {j.by} as {j.id}")  # type: ignore[attr-defined]  # judgements


def merge(
    name: Name, others: Annotated[list[str], typer.Argument(metavar="OTHER…", help="Other names of the same.")],
    by: By = "", because: Because = "", casefile: CasefileOption = "", as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """NAME and OTHER are one and the same."""
    with opened(casefile) as book:
        made = book.merge(name, *others, by=by, reason=because)
    _said(list(made), as_json)


def split(
    name: Name,
    members: Annotated[list[str] | None, typer.Argument(metavar="[MEMBER…]", help="Without: list the members.")] = None,
    by: By = "", because: Because = "", casefile: CasefileOption = "", as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """Take MEMBERs (ids of the readings' entities) out of NAME: they are somebody or something else."""
    with opened(casefile) as book:
        if not members:
            card = book.entity(name)
            if as_json:
                print_json(list(card.members))
            else:
                table(("members of " + card.name,), [(m,) for m in card.members])
            return
        made = book.split(name, members, by=by, reason=because)
    _said(list(made), as_json)


def protect(
    name: Name,
    why: Annotated[str, typer.Option("--why", metavar="WHY", help="witness, minor, victim or source.")] = "source",
    by: By = "", because: Because = "", casefile: CasefileOption = "", as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """No answer or export may give NAME away."""
    with opened(casefile) as book:
        made = book.protect(name, why, by=by, reason=because)
    _said([made], as_json)


def grade(
    name: Name, letter: Annotated[str, typer.Argument(metavar="A…F", help="NATO Admiralty scale.")],
    by: By = "", because: Because = "", casefile: CasefileOption = "", as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """How reliable a source is."""
    with opened(casefile) as book:
        made = book.grade(name, letter, by=by, reason=because)
    _said([made], as_json)


def judgements(casefile: CasefileOption = "", as_json: JsonFlag = False) -> None:
    """What people decided and did not withdraw."""
    with opened(casefile) as book:
        found = book.judgements()
    if as_json:
        print_json_rows(found.to_json())
        return
    rows = [(j.at.date(), j.by, j.kind, j.subject, j.object, j.reason, j.id) for j in found]
    table(("on", "by", "kind", "subject", "object", "because", "id"), rows, empty="Nothing was decided yet.")
    say(plural(len(rows), "judgement"))


def withdraw(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Its id; bywhom judgements lists them.")],
    by: By = "", because: Because = "", casefile: CasefileOption = "", as_json: JsonFlag = False,
) -> None:  # fmt: skip
    """A judgement no longer holds; answers are as before it."""
    with opened(casefile) as book:
        made = book.withdraw(judgement, by=by, reason=because)
    _said([made], as_json)


COMMANDS = (review, merge, split, protect, grade, judgements, withdraw)


def register(app: typer.Typer) -> None:
    """Enter the commands."""
    for command in COMMANDS:
        app.command()(command)
