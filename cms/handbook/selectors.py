"""Reads the handbook: its tree, what a search finds, who has not read what, and what is old."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import rjieba
from django.contrib.auth import get_user_model
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import get_language
from wagtail.models import Locale

from cms.handbook.models import HandbookNote, HandbookPage, HandbookReading

_MOST_FOUND = 40
_LONGEST_QUERY = 80


@dataclass(slots=True)
class Branch:
    """A page and what stands below it."""

    page: HandbookPage
    branches: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Readers:
    """Who has read the edition of a page that is in force, and who has not, of all who should."""

    page: HandbookPage
    expected: int
    missing: Sequence[Any]

    @property
    def done(self) -> int:
        return self.expected - len(self.missing)


def list_live(language: str | None = None) -> Any:
    """Live pages of a language: the reader's own unless it is named."""
    return HandbookPage.objects.filter(live=True, locale__language_code=language or find_language())


def find_language() -> str:
    """The reader's language where content is written in it, else the shop's."""
    code = get_language() or ""
    known = Locale.objects.filter(language_code=code).exists()
    return code if known else Locale.get_default().language_code


def build_tree(pages: Iterable[HandbookPage]) -> list[Branch]:
    """Chapters with their pages, each in its place; what has no live chapter stands at the top."""
    ordered = sorted(pages, key=lambda page: (page.position, page.title, page.pk))
    branches = {page.pk: Branch(page) for page in ordered}
    top: list[Branch] = []
    for page in ordered:
        above = branches.get(page.parent_id) if page.parent_id else None
        (above.branches if above else top).append(branches[page.pk])
    return top


def flatten(branches: Iterable[Branch]) -> list[HandbookPage]:
    """Every page in the order in which it is read."""
    pages: list[HandbookPage] = []
    for branch in branches:
        pages += [branch.page, *flatten(branch.branches)]
    return pages


def search_pages(query: str, pages: Any) -> list[HandbookPage]:
    """What is found by all words of the query inside title or text; else by some of them, the most first."""
    words = split_words(query)
    if not words:
        return []
    score: Any = Value(0, output_field=IntegerField())
    for word in words:
        score = (
            score
            + Case(When(title__icontains=word, then=Value(10)), default=Value(0))
            + Case(When(words__icontains=word, then=Value(3)), default=Value(0))
        )
    either = Q()
    every = Q()
    for word in words:
        found = Q(title__icontains=word) | Q(words__icontains=word)
        either, every = either | found, every & found
    ranked = pages.annotate(score=score).order_by("-score", "position", "pk")
    return list(ranked.filter(every)[:_MOST_FOUND]) or list(ranked.filter(either)[:_MOST_FOUND])


def split_words(query: str) -> list[str]:
    """The words of a query; a longer run of Chinese is cut into its words, those of one character left out."""
    words: list[str] = []
    for part in query[:_LONGEST_QUERY].split():
        cut = [word for word in rjieba.cut(part) if len(word.strip()) > 1]
        words += cut or [part]
    return list(dict.fromkeys(words))[:8]


def list_unread(user: Any) -> Any:
    """Pages of the user's language and groups whose edition in force they have not confirmed."""
    read = HandbookReading.objects.filter(page=OuterRef("pk"), user=user, edition=OuterRef("edition"))
    return (
        list_live()
        .filter(groups__in=user.groups.all())
        .exclude(Exists(read))
        .distinct()
        .order_by("parent__position", "position", "pk")
    )


def has_read(user: Any, page: HandbookPage) -> bool:
    """Whether the user has confirmed the edition in force, in whichever language they read it."""
    return HandbookReading.objects.filter(page=page, edition=page.edition, user=user).exists()


def list_readers(pages: Sequence[HandbookPage]) -> list[Readers]:
    """For every page that somebody has to read: who has not. Three queries, however many pages."""
    of_group: dict[int, dict[int, Any]] = {}
    for user in get_user_model()._default_manager.filter(is_active=True).prefetch_related("groups"):
        for group in user.groups.all():
            of_group.setdefault(group.pk, {})[user.pk] = user
    rows = HandbookReading.objects.filter(page__in=pages, edition=F("page__edition"))
    done = set(rows.values_list("page", "user"))
    listed = []
    for page in pages:
        expected: dict[int, Any] = {}
        for group in page.groups.all():
            expected |= of_group.get(group.pk, {})
        missing = [user for pk, user in expected.items() if (page.pk, pk) not in done]
        if expected:
            listed.append(Readers(page, len(expected), sorted(missing, key=lambda user: user.get_username())))
    return listed


def list_old(user: Any, *, on: date) -> list[HandbookPage]:
    """The user's own pages that are due to be checked; all without an owner for who may edit the handbook."""
    rows = HandbookPage.objects.filter(live=True)
    mine = Q(owner=user)
    if user.has_perm("handbook.publish_handbookpage"):
        mine |= Q(owner=None)
    return [page for page in rows.filter(mine).order_by("checked_at", "pk") if page.is_old(on)]


def list_notes(user: Any) -> Any:
    """What is to be seen to: by owners of their pages, by who may see all of it everything."""
    rows = HandbookNote.objects.select_related("page", "user", "done_by").order_by("done_at", "-created_at")
    if user.has_perm("handbook.view_handbooknote"):
        return rows
    return rows.filter(page__owner=user)


def count_helpful(page: HandbookPage) -> dict[str, int]:
    """How many found the page helpful, and how many did not."""
    return HandbookNote.objects.filter(page=page).aggregate(
        yes=Count("pk", filter=Q(is_helpful=True)), no=Count("pk", filter=Q(is_helpful=False))
    )
