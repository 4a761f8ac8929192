"""A load that is cut off anywhere is completed by loading again, to the very same shop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.catalog.demo.parts import list_parts
from cms.community.models import Like, Post, Reply, Review
from cms.content.models import ArticlePage
from cms.content.starting import ensure_homes
from tests.integration.demo.conftest import load_catalogue
from tests.integration.demo.small import small_pictures


class CutOff(BaseException):
    """As if the process had been killed."""


def cut_off_after(calls: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, which is the last thing that happens at its `calls`-th call."""
    left = [calls]

    def call(*arguments: Any, **options: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise CutOff
        return function(*arguments, **options)

    return call


def load_all(at: datetime) -> None:
    for part in list_parts():
        part.load(at=at)


@pytest.mark.django_db
def test_a_load_that_is_cut_off_is_completed(vitrine_data: Path) -> None:
    from cms.community.demo import loading as community
    from cms.community.demo.writing import Author
    from cms.content.demo import articles, home
    from cms.delivery import services

    with small_pictures():
        ensure_homes()
        load_catalogue()
    at = timezone.now()
    cuts: list[tuple[Any, str, int]] = [
        (services, "deliver_many", 9),
        (articles, "publish_page", 5),
        (Author, "write", 150),
        (community, "add_reactions", 0),
        (home, "publish_page", 1),
    ]
    for owner, name, calls in cuts:
        with mock.patch.object(owner, name, cut_off_after(calls, getattr(owner, name))), pytest.raises(CutOff):
            load_all(at)
    load_all(at)
    assert ArticlePage.objects.filter(live=True).count() == 24
    assert (Post.objects.count(), Review.objects.count()) == (63, 186)
    likes = [count for model in (Post, Reply) for count in model.objects.values_list("like_count", flat=True)]
    assert Like.objects.count() == sum(likes) > 600
    slugs = list(Page.objects.values_list("slug", "locale"))
    assert len(slugs) == len(set(slugs))
    assert sum(part.load(at=at) for part in list_parts()) == 0
