"""The languages of the shop, and where the same page is in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from cms.delivery.addresses import make_address


@dataclass(frozen=True, slots=True)
class Language:
    """One entry of the language switch."""

    code: str
    name: str
    address: str
    is_current: bool

    @property
    def tag(self) -> str:
        return make_tag(self.code)


def list_codes() -> list[str]:
    """The locales of the shop, its own first."""
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return sorted(codes, key=lambda code: code != settings.LANGUAGE_CODE)


def make_tag(code: str) -> str:
    """A locale as BCP 47 writes it: "zh-hans" is "zh-Hans"."""
    language, *parts = code.split("-")
    return "-".join([language, *(part.title() if len(part) == 4 else part.upper() for part in parts)])


def list_languages(
    current: str, path: str, translations: Iterable[Mapping[str, str]] = (), query: str = ""
) -> list[Language]:
    """Where the page at `path` is in every language: what is not translated is shown in another one there too."""
    paths = {one["locale"]: one["path"] for one in translations}
    names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    return [
        Language(code, names[code], make_address(paths.get(code, path), code) + query, code == current)
        for code in list_codes()
    ]
