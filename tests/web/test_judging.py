"""Decisions at the desk: recorded with a name, checked before they are kept, undone without loss."""

import pytest

BAD = [
    ({"type": "dance"}, 400), ({"polarity": 5}, 400), ({"edtf": "2015-02-31"}, 400), ({"roles": [1]}, 400),
    ({"roles": {"attacker": [{"entity": "X"}]}}, 400), ({"roles": {"actor": "X"}}, 400),
    ({"roles": {"actor": [{"span": [5, 99999]}]}}, 400), ({"roles": {"actor": [{"span": ["a", "b"]}]}}, 400),
    ({"roles": {"actor": [{"entity": "x" * 500}]}}, 400), ({"source": [{"entity": "A", "kind": "ghost"}]}, 400),
    ({"trigger": [9, 3]}, 400), ({"confidence": 1}, 400), ({}, 400), ({"roles": {"actor": []}}, 400),
]  # fmt: skip


def test_an_accepted_claim_stands_as_accepted_under_the_reviewers_name(tiny):
    claim = tiny.claim("seized Arlon").id
    made = tiny.post(f"/api/claims/{claim}/accept", {"by": "bea", "reason": "seen"}).json()["judgements"][0]
    assert (made["kind"], made["by"], made["reason"]) == ("accept", "bea", "seen")
    assert tiny.get(f"/api/claims/{claim}").json()["review"] == "accepted"


def test_a_rejected_claim_is_told_no_more_and_undoing_brings_it_back(tiny):
    claim = tiny.claim("holds Bastogne").id
    made = tiny.post(f"/api/claims/{claim}/reject", {}).json()["judgements"][0]
    assert tiny.get(f"/api/claims/{claim}").status_code == 404
    assert tiny.post(f"/api/judgements/{made['id']}/withdraw", {}).status_code == 200
    assert tiny.get(f"/api/claims/{claim}").json()["review"] == "machine"


def test_any_field_can_be_corrected(tiny):
    claim = tiny.claim("holds Bastogne").id
    changes = {
        "type": "attack", "polarity": "denied", "modality": "possible", "edtf": "2015-04",
        "roles": {"attacker": [{"entity": "White Guard"}], "place": [{"entity": "Arlon"}], "killed": ["12-15"]},
        "source": [{"entity": "Red Guard", "kind": "armed_group"}],
    }  # fmt: skip
    answer = tiny.post(f"/api/claims/{claim}/correct", {"changes": changes})
    made = answer.json()["claim"]
    assert (made["type"], made["polarity"], made["modality"], made["when"]["edtf"]) == (
        "attack", "denied", "possible", "2015-04",
    )  # fmt: skip
    assert [p["entity"] for p in made["roles"]["attacker"]] == ["White Guard"]
    assert "actor" not in made["roles"]
    assert (made["roles"]["killed"][0]["low"], made["roles"]["killed"][0]["high"]) == (12, 15)
    assert (made["speaker"], made["source"][0]["kind"], made["review"]) == ("Red Guard", "armed_group", "corrected")


@pytest.mark.parametrize(("changes", "status"), BAD)
def test_a_correction_that_makes_no_sense_is_refused_and_nothing_is_recorded(tiny, changes, status):
    claim = tiny.claim("holds Bastogne").id
    answer = tiny.post(f"/api/claims/{claim}/correct", {"changes": changes})
    assert answer.status_code == status, answer.text
    assert tiny.get("/api/judgements").json()["total"] == 0
    assert tiny.get(f"/api/claims/{claim}").json()["review"] == "machine"


def test_a_claim_is_added_by_its_marked_words_in_the_sentence_around_them(tiny):
    report = tiny.claim("holds Bastogne").report.id
    text = tiny.book.report(report).text
    start = text.index("silence")
    body = {"type": "protest", "trigger": [start, start + 7], "roles": {"actor": [{"entity": "The rest"}]}}
    made = tiny.post(f"/api/report/{report}/claims", {**body, "by": "bea"}).json()["claim"]
    assert (made["type"], made["review"], made["trigger_text"]) == ("protest", "added", "silence")
    assert made["sentence_text"] == "The rest is silence for now."


def test_an_added_claim_needs_its_required_roles(tiny):
    report = tiny.claim("holds Bastogne").report.id
    answer = tiny.post(f"/api/report/{report}/claims", {"type": "controls", "trigger": [0, 3], "roles": {}})
    assert answer.status_code == 400
    assert "actor" in answer.json()["message"]


def test_merge_keep_apart_alias_and_name_are_remembered_and_listed(tiny):
    blue, white = (tiny.book.entity(n).id for n in ("Blue Guard", "White Guard"))
    assert tiny.post(f"/api/entity/{blue}/never", {"other": "White Guard"}).status_code == 200
    assert tiny.post(f"/api/entity/{blue}/alias", {"name": "The Blues"}).status_code == 200
    assert tiny.post(f"/api/entity/{white}/name", {"name": "Snow Guard"}).status_code == 200
    assert tiny.book.entity("The Blues").id == blue
    assert tiny.book.entity(white).name == "Snow Guard"
    page = tiny.page(f"/entity/{blue}/names").text
    assert "never to be joined" in page
    assert tiny.post(f"/api/entity/{blue}/never", {"other": blue}).status_code == 400


def test_a_split_takes_members_out_and_undoing_joins_them_again(tiny):
    card = tiny.book.entity("Blue Guard")
    assert len(card.members) == 2
    made = tiny.post(f"/api/entity/{card.id}/split", {"members": [card.members[1]]}).json()["judgements"]
    assert len(tiny.book.entity(card.id).members) == 1
    for judgement in made:
        tiny.post(f"/api/judgements/{judgement['id']}/withdraw", {})
    assert len(tiny.book.entity(card.id).members) == 2


def test_merging_joins_two_names(tiny):
    blue = tiny.book.entity("Blue Guard").id
    assert tiny.post(f"/api/entity/{blue}/merge", {"others": ["White Guard"]}).status_code == 200
    assert tiny.book.entity("White Guard").id == tiny.book.entity("Blue Guard").id


@pytest.mark.parametrize("grade", ["A", "F", ""])
def test_a_source_is_graded_on_the_admiralty_scale(tiny, grade):
    red = tiny.book.entity("Red Guard").id
    assert tiny.post(f"/api/entity/{red}/grade", {"grade": grade}).status_code == 200
    assert tiny.book.entity(red).grade == grade
    assert tiny.post(f"/api/entity/{red}/grade", {"grade": "Z"}).status_code == 422


def test_the_queue_puts_disputed_claims_first_and_says_why(tiny):
    due = tiny.get("/api/review").json()["due"]
    assert due[0]["weight"] >= due[-1]["weight"]
    assert any("disputed" in d["why"] for d in due)
    tiny.post(f"/api/claims/{due[0]['claim']['id']}/accept", {})
    again = tiny.get("/api/review").json()
    assert due[0]["claim"]["id"] not in [d["claim"]["id"] for d in again["due"]]
    assert again["counts"]["judged"] == 1


def test_in_a_large_casefile_denials_alone_mark_a_claim_as_disputed(tiny, monkeypatch):
    monkeypatch.setattr("bywhom.casefile.deciding._SMALL", 0)
    disputed = [d["claim"]["sentence_text"] for d in tiny.get("/api/review").json()["due"] if "disputed" in d["why"]]
    assert sorted(disputed) == [
        "Blue Guard never seized Arlon on 2015-03-02.", "Red Guard said Blue Guard seized Arlon on 2015-03-02.",
    ]  # fmt: skip


def test_the_list_of_decisions_says_each_in_a_sentence(tiny):
    tiny.post(f"/api/claims/{tiny.claim('holds Bastogne').id}/accept", {"by": "bea", "reason": "seen there"})
    page = tiny.page("/decisions").text
    assert "Blue Guard holds Bastogne" in page
    assert "seen there" in page


def test_nothing_is_decided_without_the_pages_token(tiny):
    claim = tiny.claim("holds Bastogne").id
    assert tiny.client.post(f"/api/claims/{claim}/reject", json={}).status_code == 403
    assert tiny.get(f"/api/claims/{claim}").status_code == 200


def test_the_form_of_a_claim_comes_from_the_codebook(tiny):
    book = tiny.get("/api/codebook").json()
    assert book["types"]["controls"]["required"] == ["actor", "place"]
    assert "killed" in book["types"]["attack"]["roles"]
    assert "funding" in book["labels"]["kind"]
