"""The law of every kind of cell: written, through a workbook or a CSV line, and read again, a value is the same."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import (
    BooleanKind,
    CellError,
    ChoiceKind,
    Context,
    IntegerKind,
    Kind,
    ListKind,
    MoneyKind,
    TextKind,
    TimeKind,
    keep_time,
)
from cms.bulk.files.tables import open_table
from cms.bulk.files.writing import Sheet, write_csv, write_xlsx

_words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Zs", "Zl", "Zp")), max_size=20)
_texts = st.one_of(
    _words, st.sampled_from(["=1+1", "+86", "-5%", "@me", "00123", "1e5", "'x", "'=x", "TRUE", "#N/A!", "1/2"])
)
_line = _texts.map(lambda text: " ".join(text.split()))
_items = st.lists(_line.filter(bool), max_size=4, unique=True)
_moments = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)).map(lambda m: keep_time(m.replace(tzinfo=UTC)))  # noqa: DTZ001
KINDS: dict[str, tuple[Kind, Any]] = {
    "line": (TextKind(), _line),
    "lines": (TextKind(2000, has_lines=True), st.lists(_line, max_size=3).map(lambda parts: "\n".join(parts).strip())),
    "list": (ListKind(), _items),
    "tags": (
        ListKind(100, ",", is_set=True),
        st.lists(st.sampled_from(["双十一", "gift", "=tag", "a b", "-x"]), unique=True).map(sorted),
    ),
    "choice": (ChoiceKind(lambda: {"new": "新品", "old": "=旧"}), st.sampled_from(["", "new", "old"])),
    "boolean": (BooleanKind(), st.booleans()),
    "integer": (IntegerKind(-1000), st.none() | st.integers(-1000, 2**31 - 1)),
    "money": (MoneyKind(), st.none() | st.integers(0, 10**14)),
    "time": (TimeKind(), st.none() | _moments),
}
CONTEXT = Context("CNY")


def through_workbook(cell: Any, column: Column) -> Any:
    file = io.BytesIO()
    write_xlsx(Sheet("x", [column], [[cell]]), file)
    assert load_workbook(io.BytesIO(file.getvalue())).worksheets[0]["A2"].data_type != "f"
    with open_table(file.getvalue(), "x.xlsx") as table:
        rows = list(table.rows)
    return rows[0].cells[0] if rows else None


def through_csv(cell: Any, column: Column) -> Any:
    content = b"".join(write_csv(Sheet("x", [column], [[cell]])))
    with open_table(content, "x.csv") as table:
        rows = list(table.rows)
    return rows[0].cells[0] if rows else None


@pytest.mark.parametrize("name", KINDS)
def test_round_trip(name: str) -> None:
    kind, values = KINDS[name]
    column = Column("x", "X", kind)

    @settings(max_examples=60)
    @given(values)
    def hold(value: Any) -> None:
        cell = kind.write(value, CONTEXT)
        assert kind.read(cell, CONTEXT) == value
        assert kind.read(through_csv(cell, column), CONTEXT) == value
        assert kind.read(through_workbook(cell, column), CONTEXT) == value

    hold()


@given(_texts)
def test_no_line_of_csv_is_a_formula(text: str) -> None:
    content = b"".join(write_csv(Sheet("x", [Column("x", "X", TextKind())], [[text]])))
    cell = next(csv.reader(io.StringIO(content.decode("utf-8-sig").split("\n", 1)[1], newline="")), [""])[0]
    assert cell[:1] not in {*"=+-@"} or cell == ""


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (TimeKind(), "2026/11/11 08:30", "2026-11-11T00:30:00+00:00"),
        (TimeKind(), "2026-11-11", "2026-11-10T16:00:00+00:00"),
        (TimeKind(), datetime(2026, 11, 11, 8), "2026-11-11T00:00:00+00:00"),  # noqa: DTZ001
        (MoneyKind(), "￥1,299.50", 129950),
        (MoneyKind(), 59.9, 5990),
        (IntegerKind(), 3.0, 3),
        (IntegerKind(), "1,000", 1000),
        (TextKind(), 3920564.0, "3920564"),
        (TextKind(), 0.1, "0.1"),
        (BooleanKind(), True, True),
        (BooleanKind(), "否", False),
        (ListKind(100, ",", is_set=True), "b，a、c；a", ["a", "b", "c"]),
        (ListKind(), "一\n\n二\r\n一", ["一", "二"]),
        (ChoiceKind(lambda: {"new": "新品"}, lambda: {"newish": "new"}), "NEWISH", "new"),
    ],
)
def test_what_people_type(kind: Kind, cell: Any, value: Any) -> None:
    assert kind.read(cell, CONTEXT) == value


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (TimeKind(), "tomorrow"),
        (TimeKind(), "2026-13-01"),
        (MoneyKind(), "-1"),
        (MoneyKind(), "1.234"),
        (IntegerKind(), "x"),
        (IntegerKind(), -1),
        (IntegerKind(), 2**31),
        (BooleanKind(), ""),
        (ChoiceKind(lambda: {"new": "新品"}), "旧"),
        (TextKind(3), "abcd"),
        (ListKind(3), "abcd"),
    ],
)
def test_what_cannot_be_read_says_why(kind: Kind, cell: Any) -> None:
    with pytest.raises(CellError) as error:
        kind.read(cell, CONTEXT)
    assert len(str(error.value)) > 10
