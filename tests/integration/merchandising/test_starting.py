from __future__ import annotations

import pytest
from django.utils import timezone, translation

from cms.operations import preparing
from search.merchandising import versions
from search.merchandising.models import SynonymGroup
from search.merchandising.selectors import find_guidance
from search.merchandising.starting import ensure_starters
from search.ranking.synonyms import SynonymRule

pytestmark = pytest.mark.django_db
LIPSTICK, LAPTOP = SynonymRule(("口红", "唇膏")), SynonymRule(("notebook",), ("laptop",), "en")


def test_starters_are_added_once_and_stay_deleted():
    assert ensure_starters([LIPSTICK, LAPTOP]) == 2
    assert set(find_guidance(text="x", locale="en", at=timezone.now()).synonyms) == {LIPSTICK, LAPTOP}
    SynonymGroup.objects.get(words__startswith="口红").delete()
    edited = SynonymGroup.objects.get()
    edited.finds = "laptop\nnetbook"
    edited.save()
    assert ensure_starters([LIPSTICK, LAPTOP]) == 0
    assert [str(group) for group in SynonymGroup.objects.all()] == ["notebook → laptop = netbook"]


def test_what_a_later_version_brings_is_added():
    ensure_starters([LIPSTICK])
    assert ensure_starters([LIPSTICK, LAPTOP]) == 1
    assert SynonymGroup.objects.filter(is_starter=True).count() == 2


def test_prepare_puts_the_starter_set_into_the_table():
    before = find_fresh()
    assert len(before) > 100
    added = f"{len(before)} synonym groups added"
    with translation.override("en"):
        assert (preparing.ensure_synonyms(), preparing.ensure_synonyms()) == (added, "up to date")
    assert set(find_fresh()) == set(before)


def find_fresh() -> tuple[SynonymRule, ...]:
    """What a process that has just started goes by."""
    versions.KEEPER.forget()
    return find_guidance(text="x", locale="en", at=timezone.now()).synonyms
