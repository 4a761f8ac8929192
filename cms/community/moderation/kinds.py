"""The kinds of contributions: what moderation has to know of each, and what it calls when something is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cms.community.models import Contribution


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a contribution as the moderator sees it. `key` is what its owner knows it by."""

    url: str
    alt: str = ""
    width: int | None = None
    height: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """What a contribution belongs to: the product of a review, the post of a reply."""

    label: Any
    title: str
    url: str = ""
    """Where a person who works here can look at it; empty if nowhere."""
    text: str = ""
    """The words it answers, if it answers something."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A contribution as moderators see it."""

    title: str
    texts: Mapping[str, str]
    """By field, what was typed: what the rules read, in the order to show it."""
    labels: Mapping[str, Any] = field(default_factory=dict)
    """By field, what to call it; the field `body` needs none."""
    related: Sequence[Related] = ()
    pictures: Sequence[Picture] = ()
    facts: Sequence[tuple[Any, Any]] = ()
    """More to know, label and value: rating, SKU, whether bought."""
    answer: str = ""
    """The shop's own answer, if there is one."""
    address: str = ""
    """Where shoppers see it, below the locale; empty if nowhere of its own."""


def _read_body(contribution: Any) -> dict[str, str]:
    return {"body": contribution.body}


def _describe_plainly(contributions: Sequence[Any]) -> list[Shown]:
    return [Shown(title="", texts=_read_body(one)) for one in contributions]


def _nothing(_contribution: Any) -> Any:
    return None


def _no_pictures(_contribution: Any) -> bool:
    return False


def _no_scope(_contribution: Any) -> str:
    return ""


def _do_nothing(_contribution: Any, **_circumstances: Any) -> None:
    return None


@dataclass(frozen=True, slots=True)
class ContributionKind:
    """How moderation handles one model of contributions.

    `on_shown` and `on_hidden` are called in the transaction of the decision, once the new state is saved: `on_shown`
    also where something visible was edited. `on_decided(contribution, *, before, at)` is called whatever the state has
    become, edits included. `describe` works on a page of contributions in a fixed number of queries.
    """

    name: str
    model: type[Contribution]
    label: Any
    """One of them: "review"."""
    label_plural: Any
    icon: str = "comment"
    read_texts: Callable[[Any], Mapping[str, str]] = _read_body
    """By field, the typed texts that the rules read."""
    has_pictures: Callable[[Any], bool] = _no_pictures
    read_rating: Callable[[Any], int | None] = _nothing
    read_scope: Callable[[Any], str] = _no_scope
    """What it stands in, for filters: "board:coffee", "product:tea-1"."""
    is_premoderated: Callable[[Any], bool | None] = _nothing
    """Whether all of its place waits for a moderator (a board may say so); None follows the setting of the kind."""
    describe: Callable[[Sequence[Any]], list[Shown]] = _describe_plainly
    on_shown: Callable[..., None] = _do_nothing
    on_hidden: Callable[..., None] = _do_nothing
    on_decided: Callable[..., None] = _do_nothing
    answer: Callable[..., None] | None = None
    """`answer(contribution, text, *, by, at)` answers for the shop; None where that makes no sense."""

    @property
    def permission(self) -> str:
        """The right to moderate this kind."""
        meta = self.model._meta
        return f"{meta.app_label}.moderate_{meta.model_name}"


_kinds: dict[str, ContributionKind] = {}


def register(kind: ContributionKind) -> None:
    """Make `kind` known; called once an app is ready."""
    _kinds[kind.name] = kind


def get_kind(name: str) -> ContributionKind:
    """The kind of that name. Raises KeyError that lists the known ones."""
    try:
        return _kinds[name]
    except KeyError:
        raise KeyError(f"no kind of contribution {name!r}; known: {', '.join(sorted(_kinds))}") from None


def all_kinds() -> list[ContributionKind]:
    return list(_kinds.values())


def list_moderated(user: Any) -> list[ContributionKind]:
    """The kinds that `user` may decide on."""
    return [kind for kind in _kinds.values() if user.has_perm(kind.permission)]


def load(pairs: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Any]:
    """The contributions with these (kind, id), one query a kind; what is gone is missing."""
    wanted: dict[str, list[int]] = {}
    for name, pk in pairs:
        wanted.setdefault(name, []).append(pk)
    found: dict[tuple[str, int], Any] = {}
    for name, ids in wanted.items():
        rows = get_kind(name).model._default_manager.select_related("member").in_bulk(ids)
        found.update({(name, pk): row for pk, row in rows.items()})
    return found
