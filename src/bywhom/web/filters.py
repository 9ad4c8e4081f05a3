"""The filters of claims as they stand in an address: one set of fields for every table, page and twin."""

from typing import Annotated, Any, Literal

from fastapi import Depends, Query

from bywhom.casefile.checking import vocabulary

Text = Annotated[str, Query(max_length=300)]
PER_PAGE = 50
_LISTS = vocabulary()
CHOICES = {
    "type": tuple(_LISTS["types"]),
    "polarity": tuple(_LISTS["polarities"]),
    "modality": tuple(_LISTS["modalities"]),
    "kind": tuple(_LISTS["source_kinds"]),
    "order": ("when", "report", "confidence"),
}


class ClaimFilters:
    """What a table of claims is narrowed by; every field is optional, names may be ids, dates EDTF."""

    def __init__(  # noqa: PLR0913, PLR0917  # one parameter a field is how FastAPI reads an address
        self, type: Text = "", actor: Text = "", place: Text = "", source: Text = "", report: Text = "",
        on: Text = "", since: Text = "", until: Text = "", known: Text = "", text: Text = "", polarity: Text = "",
        modality: Text = "", min_confidence: Annotated[float, Query(ge=0, le=1)] = 0.0, undated: bool = False,
        groups: Text = "", order: Literal["when", "report", "confidence", ""] = "",
    ) -> None:  # fmt: skip
        """Take the fields of the address."""
        self.fields: dict[str, Any] = {
            "type": type, "actor": actor.strip(), "place": place.strip(), "source": source.strip(), "report": report,
            "on": on.strip(), "since": since.strip(), "until": until.strip(), "known": known.strip(),
            "text": text.strip(), "polarity": polarity, "modality": modality, "min_confidence": min_confidence,
            "undated": undated, "groups": groups, "order": order,
        }  # fmt: skip

    def given(self, **more: Any) -> dict[str, Any]:
        """The fields that were given, as ``Casefile.claims`` takes them."""
        return {k: v for k, v in {**self.fields, **more}.items() if v not in ("", None, 0.0, False)}

    @property
    def narrows(self) -> bool:
        """True when any field but the order was given."""
        return any(k != "order" for k in self.given())


TheFilters = Annotated[ClaimFilters, Depends()]
Page = Annotated[int, Query(ge=1, le=100_000)]
