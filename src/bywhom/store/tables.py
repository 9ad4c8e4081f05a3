"""The schema as SQLAlchemy Core tables.

Kept rows are added and never edited: triggers forbid it (see KEPT). Derived rows follow from the kept ones and can be
dropped and rebuilt to the same content (see DERIVED). Every row's ``seq`` is its order of recording. ``recorded`` is
microseconds since 1970 in UTC; days are ordinals; see ``clock``.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)  # fmt: skip

metadata = MetaData()


def _seq() -> Column[int]:
    return Column("seq", Integer, primary_key=True, autoincrement=False)


def _ref(name: str, to: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{to}.seq"), nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="", server_default="")


def _recorded() -> Column[int]:
    return Column("recorded", BigInteger, nullable=False)


migration = Table(
    "migration", metadata, Column("number", Integer, primary_key=True, autoincrement=False), _text("name"), _recorded()
)
run = Table("run", metadata, _seq(), Column("id", String, unique=True), _text("producer"), _recorded())
run_end = Table("run_end", metadata, Column("run", Integer, primary_key=True), _text("summary"), _recorded())

snapshot = Table(
    "snapshot", metadata, _seq(), Column("sha256", String, nullable=False, unique=True),
    Column("size", Integer, nullable=False), _text("media_type"), _text("locator"),
    Column("taken_at", BigInteger, nullable=False), Column("data", LargeBinary, nullable=False), _recorded(),
)  # fmt: skip
report = Table(
    "report", metadata, _seq(), Column("id", String, nullable=False, unique=True), _ref("snapshot", "snapshot"),
    _text("part"), _text("text"),
    Column("original", Text), Column("offsets", Text),  # NULL: the same as text; the identity
    _text("title"), Column("published", Integer), _text("published_basis"), _text("publisher"), _text("author"),
    _text("language"), _text("url"), _text("headings"), _text("warnings"), _recorded(),
    Index("report_published", "published", "recorded"),
)  # fmt: skip
change = Table(
    "change", metadata, _seq(), _ref("report", "report"), _text("kind"), Column("start", Integer),
    Column("end", Integer), _text("note"), _recorded(), Index("change_report", "report"),
)  # fmt: skip
sketch = Table(
    "sketch", metadata, Column("report", Integer, ForeignKey("report.seq"), primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False), _recorded(),
)  # fmt: skip
band = Table(
    "band", metadata, Column("key", String, primary_key=True),
    Column("report", Integer, ForeignKey("report.seq"), primary_key=True), sqlite_with_rowid=False,
)  # fmt: skip
lineage = Table(
    "lineage", metadata, _seq(), _ref("report", "report"), _text("other"), _text("kind"), Column("similarity", Float),
    _text("note"), _recorded(), Index("lineage_report", "report"),
)  # fmt: skip

reading = Table(
    "reading", metadata, _seq(), _ref("report", "report"), _text("maker"), _ref("run", "run"), _recorded(),
    Index("reading_report", "report"),
)  # fmt: skip
sentence = Table(
    "sentence", metadata, _seq(), _ref("report", "report"), Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False), _text("text"), Index("sentence_report", "report"),
)  # fmt: skip
mention = Table(
    "mention", metadata, _seq(), _ref("reading", "reading"), _text("id"), Column("start", Integer),
    Column("end", Integer), _text("type"), Column("entity", Integer), Column("head_start", Integer),
    Column("head_end", Integer), Column("nominal", SmallInteger), Index("mention_reading", "reading"),
    Index("mention_entity", "entity"),
)  # fmt: skip
entity = Table(
    "entity", metadata, _seq(), Column("id", String, nullable=False, unique=True), _ref("reading", "reading"),
    _ref("report", "report"), _text("local"), _text("name"), _text("type"), _text("aliases"),
    Column("place", Text), Column("line", Text),  # JSON of the place; JSON of a stretch's two ends
    Column("described", SmallInteger), _recorded(), Index("entity_report", "report"),
)  # fmt: skip
block = Table(  # keys under which the matcher compares an entity with others
    "block", metadata, Column("key", String, primary_key=True),
    Column("entity", Integer, ForeignKey("entity.seq"), primary_key=True), sqlite_with_rowid=False,
)  # fmt: skip
time = Table(
    "time", metadata, _seq(), _ref("reading", "reading"), Column("start", Integer), Column("end", Integer),
    _text("type"), _text("value"), _text("edtf"), _text("anchor"), Index("time_reading", "reading"),
)  # fmt: skip
place = Table(
    "place", metadata, _seq(), _ref("reading", "reading"), Column("start", Integer), Column("end", Integer),
    _text("name"), _text("gazetteer_id"), Column("lat", Float), Column("lon", Float), _text("precision"),
    Column("radius_km", Float), Column("score", Float), _text("body"), Index("place_reading", "reading"),
)  # fmt: skip
attribution = Table(
    "attribution", metadata, _seq(), _ref("reading", "reading"), _text("id"), _text("kind"), Column("entity", Integer),
    _text("parent"), _text("body"), Index("attribution_reading", "reading"),
)  # fmt: skip
claim = Table(
    "claim", metadata, _seq(), Column("id", String, nullable=False, unique=True), _ref("report", "report"),
    _ref("reading", "reading"), _ref("sentence", "sentence"), _text("type"),
    Column("trigger_start", Integer), Column("trigger_end", Integer), _text("trigger_text"),
    _text("body"),  # JSON of fillers, labels and voices; entities in it are entity.seq
    Column("when_start", Integer), Column("when_end", Integer), _text("when_text"), _text("edtf"), _text("phase"),
    _text("polarity"), _text("modality"), _text("attribution"), Column("confidence", Float, nullable=False),
    _text("maker"), _recorded(), Index("claim_report", "report"), Index("claim_sentence", "sentence"),
)  # fmt: skip
judgement = Table(
    "judgement", metadata, _seq(), Column("id", String, nullable=False, unique=True), _text("kind"), _text("subject"),
    _text("object"), _text("value"), _text("by"), Column("at", BigInteger, nullable=False), _text("reason"),
    Column("score", Float), _recorded(), Index("judgement_subject", "subject"), Index("judgement_object", "object"),
    Index("judgement_kind", "kind"), Index("judgement_recorded", "recorded"), Index("judgement_by", "by"),
)  # fmt: skip

# ---- derived ---------------------------------------------------------------------------------------------------

told = Table(  # one row per claim that stands (rejected ones do not), as judged now
    "told", metadata, Column("claim", Integer, primary_key=True, autoincrement=False), _text("id"),
    Column("report", Integer, nullable=False), Column("sentence", Integer, nullable=False), _text("type"),
    Column("span", SmallInteger), Column("earliest", Integer), Column("latest", Integer), _text("polarity"),
    _text("modality"), Column("confidence", Float, nullable=False), _text("review"), Column("published", Integer),
    _recorded(),
    Index("told_report", "report"), Index("told_sentence", "sentence"), Index("told_when", "span", "earliest"),
    Index("told_type", "type", "span", "earliest"), Index("told_earliest", "earliest"),
    Index("told_polarity", "polarity"), Index("told_modality", "modality"), Index("told_confidence", "confidence"),
    Index("told_id", "id"),
)  # fmt: skip
ROLE, PLACE, SPEAKER = 0, 1, 2  # party.kind: fills a role, fills a place role, speaks
party = Table(  # who stands in which claim: unmerged entities, so that a judgement never rewrites it
    "party", metadata, Column("entity", Integer, primary_key=True), Column("kind", SmallInteger, primary_key=True),
    Column("type", String, primary_key=True), Column("claim", Integer, primary_key=True), Index("party_claim", "claim"),
    sqlite_with_rowid=False,
)  # fmt: skip
canon = Table(  # entity → the first recorded entity of its cluster
    "canon", metadata, Column("entity", Integer, primary_key=True, autoincrement=False),
    Column("root", Integer, nullable=False), Index("canon_root", "root", "entity"),
)  # fmt: skip
card = Table(
    "card", metadata, Column("root", Integer, primary_key=True, autoincrement=False), _text("id"), _text("name"),
    _text("type"), _text("body"), Column("gazetteer_id", String), Column("country", String),
    Column("admin1", String), Column("admin2", String),
    Column("lat", Float), Column("lon", Float), _text("feature"), Column("stretch", SmallInteger),
    Index("card_id", "id"), Index("card_feature", "feature"), Index("card_stretch", "stretch"),
    Index("card_area", "country", "admin1", "admin2"), Index("card_gazetteer", "gazetteer_id"),
)  # fmt: skip
name = Table(
    "name", metadata, Column("key", String, primary_key=True), Column("entity", Integer, primary_key=True),
    Index("name_entity", "entity"), sqlite_with_rowid=False,
)  # fmt: skip

sheet = Table(  # a report's claims as packed columns; see ``sheets``
    "sheet", metadata, Column("report", Integer, primary_key=True, autoincrement=False),
    Column("mark", BigInteger, nullable=False), Column("claims", LargeBinary, nullable=False),
    Column("ties", LargeBinary, nullable=False), Column("spots", LargeBinary, nullable=False), _text("voices"),
    Index("sheet_mark", "report", "mark"),
)  # fmt: skip

DERIVED = (told, party, canon, card, name, sheet)
KEPT = tuple(t for t in metadata.sorted_tables if t not in DERIVED)
