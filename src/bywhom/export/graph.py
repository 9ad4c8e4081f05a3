"""Networks: entities as nodes, claims as edges, in GraphML and in GEXF with time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bywhom.export.common import Batch, Note, citation, plain_xml, ties
from bywhom.model.account import Party, Told

NODE_FIELDS = {"label": "string", "type": "string", "latitude": "double", "longitude": "double"}
EDGE_FIELDS = {
    "type": "string", "kind": "string", "via": "string", "sign": "int", "when": "string", "phase": "string",
    "polarity": "string", "modality": "string", "speaker": "string", "confidence": "double", "claim": "string",
    "citation": "string",
}  # fmt: skip
_AGAINST = frozenset({
    "opposed", "clash", "air_strike", "explosion", "shelling", "attack", "killing", "injury", "abuse", "abduction",
    "siege", "looting", "holds", "sanction",
})  # fmt: skip
_WITH = frozenset({"allied", "supports", "affiliate", "member", "leads", "agreement", "aid"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One claim between two entities."""

    a: Party
    b: Party
    directed: bool
    told: Told

    def values(self) -> dict[str, object]:
        """The edge's fields; empty ones are left out."""
        t = self.told
        sign = -1 if t.type in _AGAINST else 1 if t.type in _WITH else 0
        found: dict[str, object] = {
            "type": t.type, "kind": t.labels.get("kind") or t.labels.get("degree") or t.labels.get("act") or "",
            "via": "; ".join(p.name for p in t.fillers("via")), "sign": sign, "when": t.edtf, "phase": t.phase,
            "polarity": t.polarity, "modality": t.modality,
            "speaker": t.speakers[-1].name if t.speakers else "(reporter)", "confidence": round(t.confidence, 4),
            "claim": t.id, "citation": citation(t),
        }  # fmt: skip
        return {k: v for k, v in found.items() if v != ""}


def edges(claims: Iterable[Told]) -> Iterator[Edge]:
    """Every tie between two entities that the claims tell."""
    for told in claims:
        for a, b, directed in ties(told):
            yield Edge(a=a, b=b, directed=directed, told=told)


def _nodes(found: Iterable[Edge]) -> dict[str, Party]:
    return {p.entity: p for e in found for p in (e.a, e.b)}


def _node_values(p: Party) -> dict[str, object]:
    out: dict[str, object] = {"label": p.name, "type": p.type}
    if p.place is not None:
        out |= {"latitude": p.place.lat, "longitude": p.place.lon}
    return out


def write_graphml(batch: Batch, out: BinaryIO, note: Note) -> int:
    """GraphML; edges of mutual relations are undirected. Gives the number of edges."""
    found = list(edges(batch.claims))
    say = _Lines(out)
    say('<?xml version="1.0" encoding="UTF-8"?>')
    say('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
    say(f"<desc>{plain_xml(_about(note))}</desc>")
    for name, kind in NODE_FIELDS.items():
        say(f'<key id="n_{name}" for="node" attr.name="{name}" attr.type="{kind}"/>')
    for name, kind in EDGE_FIELDS.items():
        say(f'<key id="e_{name}" for="edge" attr.name="{name}" attr.type="{kind}"/>')
    say('<graph id="G" edgedefault="directed">')
    for id_, p in _nodes(found).items():
        say(f'<node id="{plain_xml(id_)}">{_data("n", _node_values(p))}</node>')
    for i, e in enumerate(found):
        way = "" if e.directed else ' directed="false"'
        ends = f'source="{plain_xml(e.a.entity)}" target="{plain_xml(e.b.entity)}"'
        say(f'<edge id="e{i}" {ends}{way}>{_data("e", e.values())}</edge>')
    say("</graph></graphml>")
    return len(found)


def _data(prefix: str, values: dict[str, object]) -> str:
    return "".join(f'<data key="{prefix}_{k}">{plain_xml(v)}</data>' for k, v in values.items())


def write_gexf(batch: Batch, out: BinaryIO, note: Note) -> int:
    """GEXF 1.3 with the days of each tie, for Gephi's time line. Gives the number of edges."""
    found = list(edges(batch.claims))
    say = _Lines(out)
    say('<?xml version="1.0" encoding="UTF-8"?>')
    say('<gexf xmlns="http://gexf.net/1.3" version="1.3">')
    made = note.made_at.date().isoformat()
    say(f'<meta lastmodifieddate="{made}"><creator>{plain_xml(note.producer)}</creator>')
    say(f"<description>{plain_xml(_about(note))}</description></meta>")
    say('<graph mode="dynamic" defaultedgetype="directed" timeformat="date">')
    for kind, fields in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS)):
        names = [n for n in fields if n != "label"]
        keys = "".join(
            f'<attribute id="{kind[0]}_{n}" title="{n}" type="{"integer" if fields[n] == "int" else fields[n]}"/>'
            for n in names
        )
        say(f'<attributes class="{kind}" mode="static">{keys}</attributes>')
    say("<nodes>")
    for id_, p in _nodes(found).items():
        values = _node_values(p)
        label = plain_xml(values.pop("label"))
        say(f'<node id="{plain_xml(id_)}" label="{label}">{_attvalues("n", values)}</node>')
    say("</nodes><edges>")
    for i, e in enumerate(found):
        way = "directed" if e.directed else "undirected"
        ends = f'source="{plain_xml(e.a.entity)}" target="{plain_xml(e.b.entity)}" label="{plain_xml(e.told.type)}"'
        say(f'<edge id="{i}" type="{way}" {ends}{_days(e.told)}>{_attvalues("e", e.values())}</edge>')
    say("</edges></graph></gexf>")
    return len(found)


def _attvalues(prefix: str, values: dict[str, object]) -> str:
    inner = "".join(f'<attvalue for="{prefix}_{k}" value="{plain_xml(v)}"/>' for k, v in values.items())
    return f"<attvalues>{inner}</attvalues>"


def _days(told: Told) -> str:
    if told.when is None:
        return ""
    first, last = told.when.earliest, told.when.latest
    return (f' start="{first.isoformat()}"' if first else "") + (f' end="{last.isoformat()}"' if last else "")


def _about(note: Note) -> str:
    told = "; ".join(f"{k}: {v}" for k, v in note.filters.items())
    reading = "Edges are what reports say, under their speakers' names."
    return f"{note.title}, made {note.made_at.isoformat(timespec='seconds')}. {told} {reading}".strip()


class _Lines:
    """Lines of UTF-8 to a binary file."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def __call__(self, text: str) -> None:
        self._out.write(text.encode() + b"\n")
