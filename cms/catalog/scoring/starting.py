"""The starter norms and phrases, put into the tables once each: a shop edits them, what it deletes stays deleted."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.catalog.models import BannedPhrase, ProductNorm, StarterNorm
from cms.catalog.norm_blocks import NormBlock
from cms.catalog.norms.lexicon import Banned
from cms.catalog.norms.starter.reading import read_starter_norms, read_starter_phrases
from cms.catalog.norms.values import Norm
from cms.catalog.scoring.standing import KEEPER
from cms.catalog.scoring.working import announce_stale

_BATCH = 500


def ensure_starters() -> int:
    """Add those of the starter set that were never added before; returns how many."""
    norms = {_name("norm", norm.kind, norm.locale): norm for norm in read_starter_norms()}
    phrases = {_name("phrase", phrase.text, phrase.locale): phrase for phrase in read_starter_phrases()}
    known = set(StarterNorm.objects.values_list("key", flat=True))
    new_norms = [norm for key, norm in norms.items() if key not in known]
    new_phrases = [phrase for key, phrase in phrases.items() if key not in known]
    if not new_norms and not new_phrases:
        return 0
    with transaction.atomic():
        missing = (norms.keys() | phrases.keys()) - known
        StarterNorm.objects.bulk_create([StarterNorm(key=key) for key in sorted(missing)], _BATCH)
        ProductNorm.objects.bulk_create([norm for norm in map(_make_norm, new_norms) if not _is_there(norm)], _BATCH)
        BannedPhrase.objects.bulk_create(list(map(_make_phrase, new_phrases)), _BATCH)
        # Rows made in bulk say nothing of it.
        KEEPER.grow()
        announce_stale()
    return len(missing)


def _name(*parts: str) -> str:
    return blake2b("\n".join(map(str, parts)).encode(), digest_size=16).hexdigest()


def _is_there(norm: ProductNorm) -> bool:
    """Whether the shop has made one of its own for the same."""
    return ProductNorm.objects.filter(kind=norm.kind, category=None, locale=norm.locale).exists()


def _make_norm(norm: Norm) -> ProductNorm:
    raw = [{"type": norm.kind.value, "value": write_parameters(norm.parameters)}]
    return ProductNorm(
        rule=NormBlock().to_python(raw),
        kind=norm.kind.value,
        severity=norm.severity.value,
        weight=norm.weight,
        locale=norm.locale,
        is_starter=True,
        updated_at=timezone.now(),
    )


def write_parameters(parameters: Mapping[str, Any]) -> dict[str, Any] | None:
    """As the block of the kind stores them; None for a kind that has none."""
    return {
        name: [{"type": "item", "value": item} for item in value] if isinstance(value, tuple) else value
        for name, value in parameters.items()
    } or None


def _make_phrase(phrase: Banned) -> BannedPhrase:
    return BannedPhrase(
        text=phrase.text,
        severity=phrase.severity.value,
        law=phrase.law,
        replacement=phrase.replacement,
        needs_evidence=phrase.needs_evidence,
        harmless="\n".join(phrase.harmless),
        locale=phrase.locale,
        is_starter=True,
        updated_at=timezone.now(),
    )
