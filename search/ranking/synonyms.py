"""Words that mean the same to a shopper, as rules; who edits and keeps them is another's business."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """Each of `words` also finds the others; with `finds`, each of `words` finds those too, but not the way back.

    A word may be several ("running shoes"). `locale` "" is every language.
    """

    words: tuple[str, ...]
    finds: tuple[str, ...] = ()
    locale: str = ""
