"""Global ids: opaque to clients, "Product:KEY" in URL-safe base64 for us."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error

from storefront.errors import Code, StorefrontError

KINDS = frozenset(
    {
        *("Product", "Offer", "Brand", "Category", "Home", "LandingIndex", "LandingPage"),
        *("Article", "ArticleIndex", "Author", "Series", "Topic", "TopicIndex"),
        *("Board", "Post", "Reply"),
        *("ProductReview", "ReviewFollowUp", "ProductQuestion", "ProductAnswer"),
    }
)
_LONGEST = 700


def encode_id(kind: str, key: str) -> str:
    """The global id of the object of type `kind` with `key`."""
    return urlsafe_b64encode(f"{kind}:{key}".encode()).decode().rstrip("=")


def decode_id(node_id: str) -> tuple[str, str]:
    """The type and the key of a global id. Raises a BAD_ID error for what this API never gave out."""
    try:
        if len(node_id) > _LONGEST:
            raise ValueError
        padded = node_id + "=" * (-len(node_id) % 4)
        kind, _, key = urlsafe_b64decode(padded.encode("ascii")).decode().partition(":")
    except (Base64Error, ValueError):
        raise _bad(node_id) from None
    # Decoding is lenient; only the one spelling that encoding gives is an id.
    if kind not in KINDS or not key or encode_id(kind, key) != node_id:
        raise _bad(node_id)
    return kind, key


def _bad(node_id: str) -> StorefrontError:
    shown = node_id if len(node_id) <= 60 else f"{node_id[:60]}…"
    return StorefrontError(Code.BAD_ID, f"{shown!r} is no id of this API; use the `id` of an object it returned.")
