"""Two coders, blind: neither sees the other before both are done; what differs is settled into a decision."""


def begin(tiny):
    seized, holds = tiny.claim("Red Guard said"), tiny.claim("holds Bastogne")
    return seized.report.id, seized.id, holds.id


def code(tiny, report, claim, by, verdict, **changes):
    body = {"by": by, "verdict": verdict, "changes": changes}
    return tiny.post(f"/api/coding/{report}/claims/{claim}", body)


def both_done(tiny):
    report, seized, holds = begin(tiny)
    assert code(tiny, report, seized, "bea", "accept").status_code == 200
    assert code(tiny, report, holds, "bea", "reject").status_code == 200
    assert code(tiny, report, seized, "cy", "correct", modality="possible").status_code == 200
    for by in ("bea", "cy"):
        assert tiny.post(f"/api/coding/{report}/done", {"by": by}).status_code == 200
    return report, seized, holds


def test_codings_change_no_answer(tiny):
    both_done(tiny)
    assert {t.review for t in tiny.book.claims()} == {"machine"}
    assert tiny.get("/api/judgements").json()["total"] == 0


def test_a_coder_sees_their_own_codings_only(tiny):
    report, seized, _ = begin(tiny)
    code(tiny, report, seized, "bea", "reject")
    assert tiny.get(f"/api/coding/{report}", coder="cy").json()["codings"] == []
    assert len(tiny.get(f"/api/coding/{report}", coder="bea").json()["codings"]) == 1
    assert "rejected" not in tiny.page(f"/coding/{report}", coder="cy").text


def test_agreement_is_withheld_until_both_are_done(tiny):
    report, seized, _ = begin(tiny)
    code(tiny, report, seized, "bea", "accept")
    code(tiny, report, seized, "cy", "accept")
    tiny.post(f"/api/coding/{report}/done", {"by": "bea"})
    asked = f"/api/coding/{report}/agreement"
    assert tiny.get(asked, first="bea", second="cy").status_code == 403
    tiny.post(f"/api/coding/{report}/done", {"by": "cy"})
    assert tiny.get(asked, first="bea", second="cy").json()["f1"] == 1.0


def test_agreement_has_f1_and_alpha_and_shows_what_differs(tiny):
    report, _, _ = both_done(tiny)
    made = tiny.get(f"/api/coding/{report}/agreement", first="bea", second="cy").json()
    assert made["kept"] == [1, 2]
    assert made["f1"] == 0.6667
    assert made["alpha"]["type"] == 1.0
    assert made["alpha"]["kept"] == 0.0
    assert len([u for u in made["units"] if u["first"] != u["second"]]) == 2
    assert "as bea" in tiny.page(f"/coding/{report}/agreement", first="bea", second="cy").text


def test_settling_makes_the_chosen_coding_a_decision(tiny):
    report, seized, _ = both_done(tiny)
    asked = f"/api/coding/{report}/agreement"
    unit = next(u for u in tiny.get(asked, first="bea", second="cy").json()["units"] if u["claim"] == seized)
    body = {"codings": unit["codings"], "as_coded": unit["codings"][1], "by": "dee"}
    assert tiny.post(f"/api/coding/{report}/settle", body).status_code == 200
    now = tiny.get(f"/api/claims/{seized}").json()
    assert (now["modality"], now["review"]) == ("possible", "corrected")
    again = tiny.get(asked, first="bea", second="cy").json()["units"]
    assert next(u for u in again if u["claim"] == seized)["settled"] == "dee"


def test_claims_that_coders_add_are_paired_and_settled(tiny):
    report, _, _ = begin(tiny)
    start = tiny.book.report(report).text.index("silence")
    for by in ("bea", "cy"):
        body = {"type": "protest", "trigger": [start, start + 7], "roles": {"actor": ["The rest"]}, "by": by}
        assert tiny.post(f"/api/coding/{report}/added", body).status_code == 200
        tiny.post(f"/api/coding/{report}/done", {"by": by})
    made = tiny.get(f"/api/coding/{report}/agreement", first="bea", second="cy").json()
    unit = next(u for u in made["units"] if not u["claim"])
    assert unit["first"]["type"] == unit["second"]["type"] == "protest"
    body = {"codings": unit["codings"], "as_coded": unit["codings"][0], "by": "dee"}
    assert tiny.post(f"/api/coding/{report}/settle", body).status_code == 200
    assert [t.review for t in tiny.book.claims(type="protest")] == ["added"]


def test_a_coder_who_is_done_codes_no_more_and_has_a_name(tiny):
    report, seized, _ = both_done(tiny)
    assert code(tiny, report, seized, "bea", "reject").status_code == 403
    assert code(tiny, report, seized, " ", "reject").status_code == 400


def test_the_list_of_codings_tells_figures_once_two_are_done(tiny):
    report, _, _ = both_done(tiny)
    row = tiny.get("/api/coding").json()[0]
    assert (row["report"]["id"], row["agreement"]["f1"]) == (report, 0.6667)
    assert "0.67" in tiny.page("/coding").text
