from reading import head_of, read_file

HEX = "8f1c0a2b3c4d5e6f708192a3b4c5d6e2"


def test_a_markdown_page_is_one_row_with_its_title(tmp_path):
    text = "# Onboarding call\n\nOwner: Asha\n\nMeena asked for a demo.\n"
    path = tmp_path / f"Onboarding call {HEX}.md"
    path.write_text(text)
    head, rows, _ = read_file(path)
    assert (head.layout.product, head.layout.object, head.how) == ("notion", "pages", "seen")
    assert (head.title, head.place_key) == ("Onboarding call", HEX)
    assert head.columns == ("title", "text")
    assert rows == [["Onboarding call", text]]


def test_a_loose_note_is_a_document_of_no_product(tmp_path):
    (tmp_path / "call notes.md").write_text("# Heading\n\nwords, with, commas\n")
    head = head_of(tmp_path / "call notes.md")
    assert (head.layout.product, head.how, head.title) == (None, "generic", "call notes")
    assert head.place_key is None


def test_scripts_and_styles_of_a_page_are_not_text(tmp_path):
    page = (
        "<!doctype html><html><head><title>Plan &amp; notes</title><style>p{}</style></head>"
        "<body><script>var a='x@example.in'</script><p>Meena <b>Iyer</b></p><p>+91 90000</p></body>"
    )
    (tmp_path / "a.html").write_text(page)
    head, rows, _ = read_file(tmp_path / "a.html")
    assert head.title == "Plan & notes"
    assert "Meena" in rows[0][1]
    assert "+91 90000" in rows[0][1]
    assert "example.in" not in rows[0][1]
    assert "p{}" not in rows[0][1]


def test_prose_with_commas_is_no_table(tmp_path):
    lines = "Meena called, she was glad, and asked for more.\nThen, later, we spoke again.\n" * 5
    (tmp_path / "a.txt").write_text(lines)
    head, rows, _ = read_file(tmp_path / "a.txt")
    assert (head.layout.kind, len(rows)) == ("documents", 1)


def test_a_table_in_a_text_file_is_a_table(tmp_path):
    (tmp_path / "a.txt").write_text("Name\tCity\nMeena\tPune\nArjun\tSurat\n")
    head, rows, _ = read_file(tmp_path / "a.txt")
    assert (head.layout.kind, head.found.format, len(rows)) == ("table", "tsv", 2)


def test_long_text_goes_on_in_further_rows_and_no_word_is_cut(tmp_path):
    line = "call 90000 00001 about the renewal with Meena Iyer\n"
    text = line * (9_000_000 // len(line))
    (tmp_path / "a.txt").write_text(text)
    _, rows, notes = read_file(tmp_path / "a.txt")
    assert len(rows) == 3
    assert "".join(row[1] for row in rows) == text
    assert all(row[1].endswith("\n") for row in rows)
    assert notes.partly is None
