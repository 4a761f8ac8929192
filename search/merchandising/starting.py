"""The starter synonyms, put into the table once each: a shop edits them, and what it deletes stays deleted."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from django.db import transaction
from django.utils import timezone

from search.merchandising.models import StarterSynonyms, SynonymGroup
from search.merchandising.versions import KEEPER
from search.ranking.synonyms import SynonymRule

_BATCH = 500


def ensure_starters(rules: Iterable[SynonymRule]) -> int:
    """Add those of `rules` that were never added before; returns how many."""
    by_key = {_name(rule): rule for rule in rules}
    known = set(StarterSynonyms.objects.values_list("key", flat=True))
    missing = {key: rule for key, rule in by_key.items() if key not in known}
    if not missing:
        return 0
    with transaction.atomic():
        StarterSynonyms.objects.bulk_create([StarterSynonyms(key=key) for key in missing], _BATCH)
        SynonymGroup.objects.bulk_create([_make_group(rule) for rule in missing.values()], _BATCH)
        # Rows made in bulk say nothing of it.
        KEEPER.grow()
    return len(missing)


def _name(rule: SynonymRule) -> str:
    return blake2b(repr((rule.words, rule.finds, rule.locale)).encode(), digest_size=16).hexdigest()


def _make_group(rule: SynonymRule) -> SynonymGroup:
    return SynonymGroup(
        words="\n".join(rule.words),
        finds="\n".join(rule.finds),
        locale=rule.locale,
        is_starter=True,
        updated_at=timezone.now(),
    )
