"""How much a product's page tells a shopper, from 0 to 100: by what is there, not by how well it is written."""

from __future__ import annotations

# By what it is worth: what is asked for first when somebody decides.
_FIRST_PICTURE, _FURTHER_PICTURES = 25, 15
_SUMMARY = 10
_SELLING_POINTS = 15
_SPECIFICATIONS = 20
_DETAILS = 15
# So many are enough.
_PICTURES, _POINTS, _VALUES = 4, 3, 8


def rate_content(*, pictures: int, has_summary: bool, points: int, specifications: int, has_details: bool) -> int:
    """The quality of a product's content; each part counts up to its share, however much more there is of it."""
    further = min(max(pictures - 1, 0), _PICTURES - 1) / (_PICTURES - 1)
    return round(
        _FIRST_PICTURE * (pictures > 0)
        + _FURTHER_PICTURES * further
        + _SUMMARY * has_summary
        + _SELLING_POINTS * min(points, _POINTS) / _POINTS
        + _SPECIFICATIONS * min(specifications, _VALUES) / _VALUES
        + _DETAILS * has_details
    )
