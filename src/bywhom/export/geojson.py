"""GeoJSON: one feature for each place that a claim names, saying how far off its point may be."""

import json
from typing import Any, BinaryIO

from bywhom.export.common import Batch, Note, acted_on, acting, citation, places
from bywhom.model.account import Party, Told


def write_geojson(batch: Batch, out: BinaryIO, note: Note) -> int:
    """A FeatureCollection (RFC 7946). Claims without a located place are counted in ``unlocated``, not dropped in
    silence; a place known only as an area keeps its radius in ``radius_km``.
    """
    out.write(b'{"type":"FeatureCollection","features":[\n')
    count, unlocated = 0, 0
    for told in batch.claims:
        found = [(r, p) for r, p in places(told) if p.place is not None]
        unlocated += not found
        for role, p in found:
            out.write((b",\n" if count else b"") + json.dumps(feature(told, role, p), ensure_ascii=False).encode())
            count += 1
    about = json.dumps({**note.as_dict(), "unlocated": unlocated}, ensure_ascii=False)
    out.write(f'\n],"bywhom":{about}}}\n'.encode())
    return count


def feature(told: Told, role: str, p: Party) -> dict[str, Any]:
    """One claim at one of its places."""
    spot = p.place
    assert spot is not None, "only located places become features"
    return {
        "type": "Feature", "id": f"{told.id}:{role}:{p.entity or p.name}",
        "geometry": {"type": "Point", "coordinates": [round(spot.lon, 6), round(spot.lat, 6)]},
        "properties": {
            "claim": told.id, "type": told.type, "role": role, "place": p.name, "gazetteer": spot.id,
            "country": spot.country, "precision": spot.precision, "radius_km": spot.radius_km,
            "when": told.edtf, "phase": told.phase, "polarity": told.polarity, "modality": told.modality,
            "who": "; ".join(x.name for x in acting(told.roles)),
            "whom": "; ".join(x.name for x in acted_on(told.roles)),
            "speaker": told.speakers[-1].name if told.speakers else "(reporter)",
            "confidence": round(told.confidence, 4), "review": told.review, "report": told.report.id,
            "publisher": told.report.publisher,
            "published": None if told.report.published is None else told.report.published.isoformat(),
            "citation": citation(told),
        },
    }  # fmt: skip
