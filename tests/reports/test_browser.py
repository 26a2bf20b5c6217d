"""Every page that is written, in a real browser: it fits, can be read by all, and fetches nothing.

`make proof` puts axe-core beside this test (tests/browser); a browser comes from the machine.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from example import EMPTY, LATER

from amanat.audit.kept import REPORT
from amanat.findings.freeze import load
from amanat.reports import board
from amanat.reports.forms import FORMS
from chrome import Chrome, Look, browser
from walk import company, first_run, walked

__all__ = ["company", "first_run", "walked"]

BESIDE = Path(__file__).parents[1] / "browser"
AXE = BESIDE / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(browser() is None, reason="no Chromium or Chrome on this machine"),
    pytest.mark.skipif(not AXE.is_file(), reason="no axe-core: make proof installs it with npm"),
]
LOOKS = [Look(width, scheme) for width in (390, 1440) for scheme in ("light", "dark")]
#: WCAG 2.0 to 2.2, A and AA, and what axe calls best practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
KINDS = [
    f"{state}{form}{copy}"
    for state in ("", "empty ", "later ")
    for form in ("html", "board", "hindi", "counsel")
    for copy in (" inside", " share")
]
_UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
#: Words that are shown on paper: not those for the ear alone.
_SHOWN = """(() => {
  const words = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const held = texts.currentNode.parentElement;
    if (held.checkVisibility() && !held.closest(".vh, svg")) words.push(texts.currentNode.data);
  }
  return words.join(" ");
})()"""


@dataclass(frozen=True)
class Pages:
    """Every HTML page of a real audit of the sample, of a later and of an empty one, by name."""

    folder: Path

    def path(self, kind: str) -> Path:
        return self.folder / f"{kind}.html"

    def write(self, kind: str, raw: bytes) -> Path:
        path = self.path(kind)
        path.write_bytes(raw)
        return path


@pytest.fixture(scope="module")
def pages(walked, first_run, tmp_path_factory):
    made = Pages(tmp_path_factory.mktemp("pages"))
    audited = load((walked.audits()[-1] / REPORT).read_bytes())
    for state, held in (("", audited), ("empty ", EMPTY), ("later ", LATER)):
        for inside in (True, False):
            copy = "inside" if inside else "share"
            for form in FORMS.values():
                raw = form.render(held, inside=inside)
                if b"<html" in raw[:200]:
                    made.write(f"{state}{form.name} {copy}", raw)
            counsel = board.render(held, inside=inside, counsel=True)
            made.write(f"{state}counsel {copy}", counsel)
    return made


@pytest.fixture(scope="module")
def chrome(tmp_path_factory):
    with Chrome(tmp_path_factory.mktemp("chrome")) as started:
        yield started


@cache
def script(path):
    return path.read_text("utf-8")


def faults(chrome):
    """What is wrong with how the open page lies on the screen."""
    return chrome.run(script(BESIDE / "page.js"))


def violations(chrome):
    """Return rule and places of what axe finds in the open page."""
    chrome.run(script(AXE) + "; 0")
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
    found = chrome.run(f"axe.run(document, {options}).then((done) => done.violations)")
    return [(each["id"], [node["target"] for node in each["nodes"]][:5]) for each in found]


def test_every_page_that_there_is_is_looked_at(pages):
    assert sorted(path.stem for path in pages.folder.glob("*.html")) == sorted(KINDS)


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_can_be_read_by_all_and_fetches_nothing(chrome, pages, kind, look):
    chrome.open(pages.path(kind), look)
    assert faults(chrome) == []
    chrome.run(_UNFOLD)
    assert faults(chrome) == [], "unfolded"
    assert violations(chrome) == []
    assert chrome.fetched() == []
    assert chrome.complaints() == []


@pytest.mark.parametrize("kind", ["html inside", "html share", "later html inside"])
def test_the_first_screen_holds_all_that_matters(chrome, pages, kind):
    chrome.open(pages.path(kind), Look(1440, "light"))
    bottom = chrome.run(
        "Math.max(...[...document.querySelectorAll('.first:not(.since)')]"
        ".map((each) => each.getBoundingClientRect().bottom))"
    )
    assert bottom <= 900


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_prints_whole_and_the_board_gets_one_sheet(chrome, pages, kind):
    chrome.open(pages.path(kind), Look(1440, "dark"))
    chrome.run(_UNFOLD)
    chrome.call("Emulation.setEmulatedMedia", media="print")
    wanted = set(re.findall(r"[\w.,%]{4,}", chrome.run(_SHOWN)))
    with pypdfium2.PdfDocument(chrome.printed()) as paper:
        texts = []
        for page in paper:
            width, height = page.get_size()
            assert (round(width), round(height)) == (595, 842)
            text = page.get_textpage()
            texts.append(text.get_text_bounded())
            for at in range(text.count_rects()):
                left, _, right, _ = text.get_rect(at)
                assert left >= 0
                assert right <= width
        if "hindi" not in kind:  # a PDF keeps conjuncts in pieces
            printed = re.sub(r"\s+", "", "".join(texts))
            lost = {word for word in wanted if word not in printed and word.isascii()}
            assert lost == set()
        if kind.startswith(("board", "empty board", "later board", "counsel")):
            assert len(texts) == 1


# --- these looks can fail ------------------------------------------------------------------------


@pytest.fixture
def spoilt(chrome, pages):
    """Open the shared page with something changed in it; return the browser."""

    def opened(old, new, width=390):
        raw = pages.path("html share").read_text("utf-8")
        assert old in raw
        chrome.open(pages.write("spoilt", raw.replace(old, new, 1).encode()), Look(width, "light"))
        return chrome

    yield opened
    pages.path("spoilt").unlink()


def test_what_is_too_wide_is_seen(spoilt):
    page = spoilt("<h1>", f"<h1>{'x' * 90}")
    assert "px wider than the window" in faults(page)[0]


def test_clipped_text_is_seen(spoilt):
    page = spoilt("<h1>", "<h1>")
    page.run(
        "document.querySelector('.meta').style.cssText = 'overflow: hidden; white-space: nowrap'"
    )
    assert any(each.startswith("clipped: Audit of") for each in faults(page))


def test_text_over_text_is_seen(spoilt):
    page = spoilt("<h1>", "<h1>")
    page.run("document.querySelector('.meta').style.marginBlockStart = '-2rem'")
    assert any(each.startswith("laid over each other") for each in faults(page))


def test_what_the_ear_would_miss_is_seen(spoilt):
    page = spoilt('<html lang="en-IN">', "<html>")
    assert "html-has-lang" in {rule for rule, _ in violations(page)}


def test_faint_text_is_seen(spoilt):
    page = spoilt("<h1>", "<h1>")
    page.run("document.querySelector('.meta').style.color = '#ccc'")
    assert "color-contrast" in {rule for rule, _ in violations(page)}


@pytest.mark.parametrize(
    "leak",
    [
        '<img src="http://127.0.0.1:9/a.png">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">',
        "<style>body { background: url(http://127.0.0.1:9/a.png) }</style>",
        '<script src="http://127.0.0.1:9/a.js"></script>',
        '<iframe src="http://127.0.0.1:9/"></iframe>',
        "<script>document.title = 'ran'</script>",
        '<p style="color: red">',
    ],
)
def test_the_policy_stops_whatever_were_planted_in_a_page(spoilt, leak):
    page = spoilt("<h1>", f"{leak}<h1>")
    assert page.complaints()
    assert page.run("document.title") != "ran"
    blocked = {
        each["params"]["requestId"]
        for each in page.events
        if each["method"] == "Network.loadingFailed" and each["params"].get("blockedReason")
    }
    sent = {
        each["params"]["requestId"]
        for each in page.events
        if each["method"] == "Network.requestWillBeSent"
        and each["params"]["request"]["url"].startswith("http")
    }
    assert sent <= blocked


def test_without_the_policy_the_same_would_be_fetched(spoilt, pages):
    raw = pages.path("html share").read_text("utf-8")
    policy = re.search(r"<meta http-equiv=.*?>", raw)[0]
    page = spoilt(policy, '<img src="http://127.0.0.1:9/a.png" alt="">')
    assert page.fetched() == ["http://127.0.0.1:9/a.png"]
