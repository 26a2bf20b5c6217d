import re
from base64 import b64encode
from dataclasses import replace
from functools import partial
from hashlib import sha256

import pytest
from example import EMPTY, FINDINGS, LATER, MARKERS, REPORT, WORST
from selectolax.lexbor import LexborHTMLParser

from amanat.reports.html import render

inside = partial(render, inside=True)
share = partial(render, inside=False)

COPIES = [inside, share]
REPORTS = [REPORT, LATER, EMPTY]
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202egnp.exe\x1b[31m"


def parsed(raw):
    return LexborHTMLParser(raw.decode())


def text_of(raw):
    return re.sub(r"\s+", " ", parsed(raw).css_first("body").text(separator=" "))


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("report", REPORTS)
def test_a_page_runs_no_script_and_fetches_nothing(copy, report):
    raw = copy(report)
    page = parsed(raw)
    assert not page.css("script, iframe, object, embed, form, img, video, audio, base")
    assert not page.css("[style]")
    assert not [
        each for each in page.css("*") if any(name.startswith("on") for name in each.attributes)
    ]
    assert not re.search(rb"(?i)javascript:|@import|url\(", raw)
    links = [each.attributes["href"] for each in page.css("[href]")]
    assert all(link.startswith(("#", "data:image/svg+xml")) for link in links)


@pytest.mark.parametrize("copy", COPIES)
def test_the_policy_names_the_one_style_by_its_hash(copy):
    raw = copy(REPORT).decode()
    policy = (
        parsed(raw.encode())
        .css_first("meta[http-equiv=Content-Security-Policy]")
        .attributes["content"]
    )
    style = re.findall(r"<style>(.*?)</style>", raw, re.DOTALL)
    assert len(style) == 1
    digest = b64encode(sha256(style[0].encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:")
    assert "unsafe-inline" not in policy


def test_the_first_screen_keeps_its_order():
    body = text_of(inside(REPORT))
    order = [
        "What was read",
        "15,62,843",
        "Gap 1 of 3",
        "Gap 2 of 3",
        "Gap 3 of 3",
        "What binds, and from when",
        "no penalty can be imposed yet",
        "From 13 May 2027",
        "(14 May arguable)",
        "What could not be judged",
        "Start here:",
        "not proven yet; proving it is yours",
        "(s.6(10))",
        "Projected date",
        "24 Mar 2027",
        "50 days before 13 May 2027",
        "Journey: from intake to erasure",
        "Inventory: what is held where",
        "Controls: 13 controls judged",
        "Findings: 6",
        "Fix plan: five tasks, 120 minutes",
        "Questions: five answers settle 34",
        "What was not read, and why",
        "Delete now: these 14 files",
    ]
    place = 0
    for words in order:
        assert words in body[place:], words
        place = body.index(words, place) + len(words)


def test_a_later_audit_says_what_became_of_the_gaps_after_the_date():
    body = text_of(inside(LATER))
    strip = body.index("Since 16 Nov 2026: 2 of 3 worst gaps closed, 1 new, 4 findings still open.")
    assert body.index("Projected date") < strip < body.index("Journey: from intake")
    assert "Since" not in text_of(inside(REPORT)).split("Journey")[0]


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("report", REPORTS)
def test_no_page_says_violation_compliant_or_score(copy, report):
    body = text_of(copy(report)).lower()
    assert not re.search(r"violat|\bcompliant|non-compliant|offender|culprit", body)


@pytest.mark.parametrize("copy", COPIES)
def test_caps_are_ceilings_that_nobody_adds_up(copy):
    body = text_of(copy(REPORT))
    assert "up to Rs 250 crore row 1, security: 3 controls" in body
    assert "up to Rs 50 crore row 7, other duties: 4 controls" in body
    assert "Not a forecast." in body
    assert "300 crore" not in body


@pytest.mark.parametrize("copy", COPIES)
def test_the_role_is_said_until_it_is_confirmed(copy):
    assert "Judged as if" in text_of(copy(REPORT))
    confirmed = replace(REPORT, role="data-fiduciary", role_confirmed=True)
    assert "Judged as Data Fiduciary." in text_of(copy(confirmed))


@pytest.mark.parametrize("copy", COPIES)
def test_only_a_sample_says_that_it_is_invented(copy):
    assert "Invented sample" in text_of(copy(REPORT))
    assert "Invented sample" not in text_of(copy(replace(REPORT, sample=False)))


def test_an_old_build_says_so():
    assert "Law checked up to 6 Oct 2026. That is 120 days ago" in text_of(
        inside(replace(REPORT, law_stale_days=120))
    )
    assert "days ago" not in text_of(inside(REPORT))


@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker_of_a_place_stays_inside(marker):
    assert marker not in share(REPORT).decode()
    assert marker not in share(LATER).decode()


def test_the_inside_copy_does_show_the_places():
    body = text_of(inside(REPORT))
    shown = {marker for marker in MARKERS if marker in body}
    # A locator is never printed: `amanat locate` reads it again.
    assert set(MARKERS) - shown == {"unit-7f3a", "crm-backup-2021"} - shown


def test_small_counts_do_not_leave_nor_follow():
    page = parsed(share(REPORT))
    body = text_of(share(REPORT))
    assert "<5 notes about people’s health" in body
    assert "<5 PAN of persons in pages of Notion" in body
    row = next(each for each in page.css("table.ctl tr") if "notes-government" in each.text())
    assert [cell.text() for cell in row.css("td")] == ["27+", "9", "<5", "2"]
    assert not re.search(r"(?<![\w.,(])[1-4] (people|person|notes|PAN)", body)


def test_a_tool_without_a_product_name_is_a_letter_in_the_shared_copy():
    body = text_of(share(REPORT))
    assert "Tool A gets personal data, no agreement on record" in body
    assert "HubSpot" in body


@pytest.mark.parametrize("copy", COPIES)
def test_hostile_titles_are_text(copy):
    held = replace(FINDINGS[0], text=EVIL, where=EVIL, remedy=EVIL)
    worst = (replace(WORST[0], finding=held, title=EVIL, title_share=EVIL, where=EVIL),)
    report = replace(
        REPORT,
        company=EVIL,
        findings=(held,),
        worst=worst,
        delete=(EVIL,),
        questions=(replace(REPORT.questions[0], text=EVIL, where=EVIL),),
    )
    raw = copy(report)
    page = parsed(raw)
    assert not page.css("script, img")
    assert "<script>alert(1)</script>" in page.css_first("h1").text()
    assert b"\x1b" not in raw
    assert "\u202e" not in raw.decode()


@pytest.mark.parametrize("copy", COPIES)
def test_empty_parts_say_what_to_do_next(copy):
    body = text_of(copy(EMPTY))
    assert "Put exports into the folder and run the audit again" in body
    assert "No date yet" in body
    assert "0 of 0" not in body


def test_no_gap_is_not_called_all_clear_while_something_is_untold():
    report = replace(REPORT, worst=(), findings=())
    body = text_of(inside(report))
    assert "No gap found in what was read. That is not all: answer the questions below" in body
    told = tuple(replace(each, verdict="passes") for each in REPORT.controls)
    clear = text_of(inside(replace(report, controls=told)))
    assert "No fault found in what was read. Audit again" in clear


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("report", REPORTS)
def test_a_page_can_be_walked_by_ear(copy, report):
    page = parsed(copy(report))
    assert page.css_first("html").attributes["lang"] == "en-IN"
    assert len(page.css("h1")) == len(page.css("main")) == 1
    assert page.css_first("nav").attributes["aria-label"]
    assert page.css_first("body > a.skip").attributes["href"] == "#main"
    ids = [each.attributes["id"] for each in page.css("[id]")]
    assert len(ids) == len(set(ids))
    anchors = {each.attributes["href"][1:] for each in page.css("a[href^='#'], use[href^='#']")}
    assert anchors <= set(ids)
    labels = {each.attributes["aria-labelledby"] for each in page.css("[aria-labelledby]")}
    assert labels <= set(ids)
    assert all(table.css("caption") for table in page.css("table"))
    for icon in page.css("svg"):
        assert icon.attributes.get("aria-hidden") == "true" or icon.attributes.get("aria-label")


def test_every_verdict_has_word_shape_and_colour():
    page = parsed(inside(REPORT))
    seen = set()
    for verdict in page.css(".ctl .v"):
        shape = verdict.css_first("use").attributes["href"]
        seen.add((verdict.attributes["class"], shape, verdict.text(strip=True)))
    assert seen == {
        ("v fails", "#i-fails", "Gap"),
        ("v tell", "#i-tell", "Cannot tell"),
        ("v passes", "#i-passes", "No fault found in what was read"),
    }


def test_cells_name_their_column_where_a_phone_stacks_them():
    for table in parsed(inside(REPORT)).css("table.stack"):
        for cell in table.css("tbody td"):
            if "no" in (cell.attributes.get("class") or "").split():
                continue
            labelled = cell.attributes.get("data-l")
            assert labelled or cell.css(".clicks") or len(cell.parent.css("td")) in {1, 6}


def test_ids_that_begin_alike_get_codes_that_differ():
    body = inside(REPORT).decode()
    assert 'id="f-5e420"' in body
    assert 'id="f-5e42f"' in body
    assert 'id="f-91b0"' in body


def test_filters_are_offered_only_where_they_choose():
    page = parsed(inside(REPORT))
    offered = {each.attributes["id"] for each in page.css("fieldset.noprint input[id]")}
    assert offered == {"k-now", "k-r1", "k-r7", "k-fast"}
    one = parsed(inside(replace(REPORT, findings=FINDINGS[:1])))
    assert not one.css("fieldset.noprint")


@pytest.mark.parametrize("copy", COPIES)
def test_the_same_report_gives_the_same_bytes(copy):
    assert copy(REPORT) == copy(REPORT)


def test_a_date_after_the_act_binds_is_said_so():
    late = replace(REPORT, projection=replace(REPORT.projection, on=REPORT.projection.binds_alt))
    assert "1 day after 13 May 2027" in text_of(inside(late))


def test_once_the_act_binds_nothing_says_that_it_does_not():
    after = replace(REPORT, as_of=REPORT.projection.binds_alt)
    body = text_of(inside(after))
    assert "Since 13 May 2027" in body
    assert "no penalty can be imposed yet" not in body


def test_long_words_make_the_first_screen_denser_and_short_ones_do_not():
    long = tuple(replace(each, do="Take the people off the list. " * 9) for each in WORST)
    assert parsed(inside(replace(REPORT, worst=long))).css("main.dense")
    assert not parsed(inside(REPORT)).css("main.dense")


def test_a_finding_below_its_title_says_where_unless_the_title_does():
    held = replace(FINDINGS[0], text="1 note holds a PAN.", where="Notion, page “Review 40”")
    named = replace(held, id="0" * 64, text="Notion, page “Review 40” holds a PAN.")
    report = replace(REPORT, findings=(held, named))
    one, other = (each.text() for each in parsed(inside(report)).css("#findings .fold .sub"))
    assert one.startswith("Notion, page “Review 40”. ")
    assert not other.startswith("Notion")
    assert "Review 40" not in share(replace(REPORT, findings=(held,))).decode()


@pytest.mark.parametrize("copy", COPIES)
def test_where_nothing_was_read_nothing_is_said_of_what_was_read(copy):
    body = text_of(copy(EMPTY))
    assert "No file was found that could be read." in body
    assert "Controls: none judged" in body
    assert "all that was read could be judged" not in body
    assert "Answer the questions" not in body
    assert "Every file in the folder was read in full" not in body
