"""Details in a cell: what is not touched stays the block it was, marks cannot be lost, and it can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cms.bulk.models import JobState
from cms.bulk.subjects.prose import read_prose, write_prose
from cms.bulk.subjects.subject import RowRefused
from cms.catalog.feeds.streams import make_stream
from cms.catalog.models import ProductContent
from tests import factories
from tests.integration.bulk.tables import act, list_problems, upload_rows

HEADER = ["Product key", "Language", "Details"]
PLAIN = {"type": "text", "value": '<p data-block-key="a">清香 &amp; 甘甜</p>', "id": "aaaaaaaa-1"}
RICH = {"type": "text", "value": "<p><b>高山</b>茶</p>", "id": "bbbbbbbb-1"}
PICTURE = {"type": "picture", "value": {"image": 1, "alt_text": "茶园", "decorative": False}, "id": "cccccccc-1"}
HEADING = {"type": "heading", "value": "产地", "id": "dddddddd-1"}
ALL = [PLAIN, RICH, HEADING, PICTURE]
TEXT = "清香 & 甘甜\n\n⟦bbbbbbbb Text: 高山 茶⟧\n\n# 产地\n\n⟦cccccccc Picture: 茶园⟧"


def test_blocks_are_told_as_text_and_are_the_same_again() -> None:
    assert write_prose(ALL) == TEXT
    assert read_prose(TEXT, ALL, column="details") == ALL


def test_what_is_new_is_a_block_and_what_stays_keeps_its_own() -> None:
    text = f"⟦cccccccc 图片⟧\n\n# 冲泡\n\n八十度\n两分钟 <3\n\n{TEXT.split(chr(10))[0]}\n\n⟦bbbbbbbb⟧"
    picture, heading, steps, plain, rich = read_prose(text, ALL, column="details")
    assert (picture, plain, rich) == (PICTURE, PLAIN, RICH)
    assert (heading["type"], heading["value"]) == ("heading", "冲泡")
    assert (steps["type"], steps["value"]) == ("text", "<p>八十度</p><p>两分钟 &lt;3</p>")


@pytest.mark.parametrize("text", ["清香 & 甘甜", "⟦cccccccc⟧\n\n⟦cccccccc⟧\n\n⟦bbbbbbbb⟧", TEXT + "\n\n⟦99999999 x⟧"])
def test_marks_are_neither_lost_nor_doubled_nor_made_up(text: str) -> None:
    with pytest.raises(RowRefused) as refused:
        read_prose(text, ALL, column="details")
    assert refused.value.column == "details"


_WORDS = st.text(alphabet="茶香a&<>#⟦⟧ \n", min_size=1, max_size=12)
_BLOCKS = st.one_of(
    _WORDS.map(lambda text: {"type": "heading", "value": text}),
    _WORDS.map(lambda text: {"type": "text", "value": f"<p>{text.replace('<', '&lt;').replace('&', '&amp;')}</p>"}),
    st.just({"type": "text", "value": "<ul><li>一</li></ul>"}),
    st.just({"type": "text", "value": ""}),
)


@given(st.lists(_BLOCKS, max_size=6))
def test_whatever_the_blocks_are_they_come_back(blocks: list[dict[str, Any]]) -> None:
    raw = [{**block, "id": f"{number:08x}-x"} for number, block in enumerate(blocks)]
    assert read_prose(write_prose(raw).strip(), raw, column="details") == raw


@pytest.fixture
def tea(db: Any) -> ProductContent:
    content = factories.make_published("tea", title="绿茶")
    content.details = make_stream("details", [PLAIN, RICH, HEADING])
    content.save_revision().publish()
    return ProductContent.objects.get(pk=content.pk)


def list_blocks(pk: int) -> list[tuple[str, str]]:
    content = ProductContent.objects.get(pk=pk)
    return [(block["type"], block["value"]) for block in content.details.raw_data]


def test_details_are_written_published_and_taken_back(admin_client: Client, tea: ProductContent) -> None:
    before = list_blocks(tea.pk)
    with override("en"):
        text = write_prose(list(tea.details.raw_data))
    rich = text.split("\n\n")[1]
    job = upload_rows(admin_client, "words", [HEADER, ["tea", "zh-hans", f"{rich}\n\n明前采摘"]], way="publish")
    job = act(admin_client, job, "confirm")
    assert list_problems(job) == []
    assert list_blocks(tea.pk) == [("text", "<p><b>高山</b>茶</p>"), ("text", "<p>明前采摘</p>")]
    job = act(admin_client, job, "undo")
    assert (job.state, list_problems(job)) == (JobState.UNDONE, [])
    assert [kind for kind, _value in list_blocks(tea.pk)] == [kind for kind, _value in before]
    # Marks name their kind in the reader's language, which is the table's after a request.
    with override("en"):
        assert write_prose(list(ProductContent.objects.get(pk=tea.pk).details.raw_data)) == text


def test_a_lost_mark_refuses_its_row_alone(admin_client: Client, tea: ProductContent) -> None:
    factories.make_published("oolong", title="乌龙")
    rows = [["tea", "zh-hans", "只有这句"], ["oolong", "zh-hans", "兰香"]]
    job = upload_rows(admin_client, "words", [HEADER, *rows], way="publish")
    ((number, column, text),) = list_problems(job)
    assert (number, column) == (2, "details")
    assert text.endswith("is missing. Put it back where it belongs; on the product's screen it can be removed.")
