"""`amanat selfcheck`: a user's own look for raw values at rest."""

import pyarrow as pa
import pyarrow.parquet as pq

from walk import company, walked

__all__ = ["company", "walked"]


def test_a_clean_workspace_ends_with_0(walked):
    done = walked.run("selfcheck")
    assert done.code == 0, done.text
    assert "No raw personal data found" in done.text


def in_text(folder):
    (folder / "reports" / "mail.txt").write_text("please call meena.iyer@example.in today\n")
    return "reports/mail.txt"


def in_html(folder):
    page = next(folder.glob("reports/*/share.html"))
    page.write_text(page.read_text().replace("</body>", "<p>+91 98201 23456</p></body>"))
    return page.relative_to(folder).as_posix()


def in_evidence(folder):
    path = next(folder.glob("audits/*/evidence")) / "places.parquet"
    table = pq.read_table(path)
    at = table.schema.get_field_index("title")
    titles = ["Notes of meena.iyer@example.in"] * table.num_rows
    pq.write_table(table.set_column(at, "title", pa.array(titles)), path)
    return path.relative_to(folder).as_posix()


def in_cache(folder):
    path = min(folder.glob("cache/units/*")) / "unit.parquet"
    table = pq.read_table(path)
    at = table.schema.get_field_index("object")
    pq.write_table(table.set_column(at, "object", pa.array(["ABCPE1234F PAN"])), path)
    return path.relative_to(folder).as_posix()


def in_sealed_column(folder):
    path = max(folder.glob("cache/units/*")) / "unit.parquet"
    table = pq.read_table(path)
    at = table.schema.get_field_index("name")
    pq.write_table(table.set_column(at, "name", pa.array([b"meena.iyer@example.in.csv"])), path)
    return path.relative_to(folder).as_posix()


def test_planted_values_end_with_1_and_name_the_files_not_the_values(walked, tmp_path):
    home = walked.copy(tmp_path / "copy")
    plants = (in_text, in_html, in_evidence, in_cache, in_sealed_column)
    names = {plant(home.workspace) for plant in plants}
    done = home.run("selfcheck")
    assert done.code == 1
    assert {line.split(": ")[0] for line in done.text.splitlines()[:-1]} == names
    for value in ("meena", "98201", "ABCPE1234F"):
        assert value not in done.text + done.errors
