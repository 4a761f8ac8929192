"""Forward paging: `first` and `after`. There is no `last` and no `before`: a keyset has no cheap way back."""

from __future__ import annotations

from storefront.errors import Code, StorefrontError

LARGEST_PAGE = 100


def require_first(first: int | None, default: int) -> int:
    """The page size asked for. Raises BAD_ARGUMENT unless it is 1 to 100."""
    if first is None:
        return default
    if not 1 <= first <= LARGEST_PAGE:
        raise StorefrontError(Code.BAD_ARGUMENT, f"`first` is {first}; it is 1 to {LARGEST_PAGE}.", argument="first")
    return first
