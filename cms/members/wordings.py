"""The words members agree to: the shop's latest in force, else built-in ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from cms.members.models import ConsentKind, ConsentText, ConsentWording

BUILT_IN_VERSION = "built-in-1"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a member agrees to: the version is kept with the consent."""

    kind: str
    version: str
    title: str
    body: str


_BUILT_IN: dict[str, tuple[Promise, Promise]] = {
    ConsentKind.COMMUNITY: (
        gettext_lazy("Taking part in the community"),
        gettext_lazy(
            "What I post, reply and review is shown to everybody under my display name once it has been checked, and "
            "it is kept until I delete it. I can withdraw this consent, and have everything exported or erased, at any "
            "time."
        ),
    ),
    ConsentKind.PERSONALISATION: (
        gettext_lazy("Personal recommendations"),
        gettext_lazy(
            "The shop may use what I look at, keep and buy to choose what it shows me. Without it I see what everybody "
            "sees."
        ),
    ),
    ConsentKind.ANALYTICS: (
        gettext_lazy("Analysis of visits"),
        gettext_lazy("The shop may count my visits to improve its pages. The figures name nobody."),
    ),
    ConsentKind.MARKETING: (
        gettext_lazy("Messages about offers"),
        gettext_lazy("The shop may write to me about offers and campaigns. I can stop that at any time."),
    ),
}


def find_versions(*, at: datetime) -> dict[str, str]:
    """By kind, the version that members are asked to agree to now."""
    versions = dict.fromkeys(ConsentKind.values, BUILT_IN_VERSION)
    for text in _list_in_force(at):
        versions[text.kind] = text.version
    return versions


def list_wordings(locale: str, *, at: datetime) -> list[Wording]:
    """The words of every kind in `locale`, or in what stands in for it; two queries."""
    texts = {text.kind: text for text in _list_in_force(at)}
    words: dict[int, dict[str, ConsentWording]] = {}
    rows = ConsentWording.objects.filter(text__in=[text.pk for text in texts.values()]).select_related("locale")
    for row in rows.order_by("locale_id"):
        words.setdefault(row.text_id, {})[row.locale.language_code] = row
    return [_choose(kind, texts.get(kind), words, locale) for kind in ConsentKind.values]


def _choose(kind: str, text: ConsentText | None, words: dict[int, dict[str, ConsentWording]], locale: str) -> Wording:
    found = words.get(text.pk, {}) if text is not None else {}
    if text is None or not found:
        title, body = _BUILT_IN[kind]
        with override(locale):
            return Wording(kind, text.version if text else BUILT_IN_VERSION, str(title), str(body))
    chosen = found.get(locale) or next(iter(found.values()))
    return Wording(kind, text.version, chosen.title, chosen.body)


def _list_in_force(at: datetime) -> list[ConsentText]:
    """The texts in force, the latest of a kind last."""
    return list(ConsentText.objects.filter(in_force_from__lte=at).order_by("in_force_from", "pk"))
