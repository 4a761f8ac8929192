"""Every format, plain and gzipped, in every encoding, with whatever is wrong in it."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.problems import FeedError
from cms.catalog.feeds.readers import open_feed
from cms.phrases import Phrase


def write(path: Path, content: bytes | str) -> Path:
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def read(path: Path, **options: str) -> list[Line]:
    return list(open_feed(path, **options).read())


def make_workbook(*rows: list[object]) -> bytes:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    output = io.BytesIO()
    workbook.save(output)
    return output.getvalue()


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.jsonl.gz", "feed", "feed.gz"])
def test_json_lines_are_read_with_their_numbers(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, '{"sku": "A"}\n\n  \n{"sku": "B", "price": 5}\n')
    assert read(path) == [Line(1, {"sku": "A"}), Line(4, {"sku": "B", "price": 5})]


def test_malformed_json_lines_are_told_and_passed_over(tmp_path: Path) -> None:
    lines = read(write(tmp_path / "a.jsonl", b'{"a": 1}\n{"a": \n[1]\n{"a": NaN}\n{"a": "\xff"}\n{"a": 2}'))
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [bool(line.error) for line in lines] == [False, True, True, True, True, False]
    assert all(isinstance(line.error, Phrase) for line in lines[1:5])
    assert lines[2] == Line(3, error="not a JSON object", raw="[1]")
    assert lines[1].raw == '{"a": '


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.txt", "feed"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_the_encodings_of_shops(tmp_path: Path, name: str, encoding: str) -> None:
    text = 'sku,名称\r\nA,"龙井, 明前\n手炒"\r\nB,茶\r\n'
    path = write(tmp_path / name, text.encode(encoding))
    if encoding == "utf-16" and name == "feed":
        name = "unnamed"
    assert read(path) == [Line(2, {"sku": "A", "名称": "龙井, 明前\n手炒"}), Line(4, {"sku": "B", "名称": "茶"})]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(tmp_path: Path, mark: str) -> None:
    path = write(tmp_path / "a.csv", f'sku{mark}"a,b;c"{mark}x\n1{mark}2{mark}3\n')
    assert read(path) == [Line(2, {"sku": "1", "a,b;c": "2", "x": "3"})]


def test_malformed_csv_rows_are_told_and_passed_over(tmp_path: Path) -> None:
    lines = read(write(tmp_path / "a.csv", 'sku,name\nA,1,2\nB\nC,"x"y\nD,ok\n'))
    assert lines[0] == Line(2, error="it has 3 cells where the header has 2", raw="A,1,2")
    assert lines[1] == Line(3, error="it has 1 cells where the header has 2", raw="B")
    assert lines[2].number == 4
    assert lines[2].error.startswith("not CSV: ")
    assert lines[3] == Line(5, {"sku": "D", "name": "ok"})


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsx.gz", "wrong.csv"])
def test_workbooks_are_read_by_content(tmp_path: Path, name: str) -> None:
    content = make_workbook([None, None], ["sku", "price", None], ["A", 59.9, None], [None], [7, "#REF!", None])
    lines = read(write(tmp_path / name, content))
    assert lines == [Line(3, {"sku": "A", "price": 59.9}), Line(5, error="price holds the error #REF!", raw="7\t#REF!")]


def test_a_feed_may_be_read_twice(tmp_path: Path) -> None:
    feed = open_feed(write(tmp_path / "a.csv.gz", "sku\nA\n"))
    assert list(feed.read()) == list(feed.read()) == [Line(2, {"sku": "A"})]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", '[{"sku": 1}]', "it is one JSON array"),
        ("a.xlsx", "sku,price\n", "its name says XLSX, but it is none"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "it is an old Excel file (.xls)"),
        ("a.bin", b"\0\1\2", "it is no text"),
        ("a.csv", "", "there is no header"),
        ("a.csv", "sku,sku\n1,2\n", "the header names sku twice"),
        ("a.xlsx", b"PK\x03\x04broken", "it is no XLSX workbook"),
        ("a.jsonl.gz", b"", ""),
    ],
)
def test_files_that_are_no_feed_are_refused(tmp_path: Path, name: str, content: bytes | str, reason: str) -> None:
    path = write(tmp_path / name, content)
    if not reason:
        assert read(path) == []
        return
    with pytest.raises(FeedError, match=reason.replace("(", r"\(").replace(")", r"\)")) as caught:
        read(path)
    assert isinstance(caught.value.reason, Phrase)
    assert isinstance(caught.value.hint, Phrase)


def test_a_cut_off_gzip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"sku": "A"}\n' * 1000)[:-20])
    with pytest.raises(FeedError, match="it cannot be read"):
        read(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="No such file"):
        open_feed(tmp_path / "none.csv")


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Co"), exclude_characters="\ufffd"), max_size=20)


@given(rows=st.lists(st.tuples(CELLS.filter(str.strip), CELLS), max_size=20))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_written_as_csv_is_read_again(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    output = io.StringIO(newline="")
    csv.writer(output).writerows([("sku", "name"), *rows])
    path = write(tmp_path / "a.csv.gz", output.getvalue())
    assert [line.values for line in read(path, encoding="utf-8")] == [{"sku": a, "name": b} for a, b in rows]
