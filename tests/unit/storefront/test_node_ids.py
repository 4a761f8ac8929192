from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.errors import StorefrontError
from storefront.node_ids import KINDS, decode_id, encode_id


def test_an_id_is_opaque_and_the_same_every_time():
    assert encode_id("Product", "mug-1") == "UHJvZHVjdDptdWctMQ"


@given(st.sampled_from(sorted(KINDS)), st.text(min_size=1, max_size=120).filter(str.isprintable))
def test_every_id_leads_back(kind, key):
    assert decode_id(encode_id(kind, key)) == (kind, key)


def _encode(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "node_id",
    [
        "",
        "mug-1",
        "É",
        _encode("Draft:mug-1"),
        _encode("Product:"),
        _encode("Product"),
        encode_id("Product", "mug-1") + "=",
        encode_id("Product", "mug-1") + "\n",
        "A" * 5000,
        urlsafe_b64encode(b"Product:\xff\xfe").decode(),
    ],
)
def test_what_was_never_given_out_is_refused(node_id):
    with pytest.raises(StorefrontError) as refused:
        decode_id(node_id)
    assert refused.value.extensions == {"code": "BAD_ID"}
    assert len(refused.value.message) < 150
