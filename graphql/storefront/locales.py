"""Which language a request is answered in. Cookies and sessions never have a say."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from storefront.errors import Code, StorefrontError

HEADER = "X-Vitrine-Locale"


def require_locale(tag: str) -> str:
    """The shop's locale for a language tag ("zh-CN" is "zh-hans"). Raises UNKNOWN_LOCALE that lists the known."""
    found = _find_locale(tag)
    if found is None:
        known = ", ".join(code for code, _name in settings.LANGUAGES)
        raise StorefrontError(Code.UNKNOWN_LOCALE, f"{tag[:40]!r} is no locale of this shop; it has: {known}.")
    return found


def negotiate_locale(headers: Mapping[str, str]) -> str:
    """The default of a request: X-Vitrine-Locale, else the best of Accept-Language, else the shop's own."""
    if explicit := headers.get(HEADER, "").strip():
        return require_locale(explicit)
    for tag, _quality in parse_accept_lang_header(headers.get("Accept-Language", "").lower()):
        if found := _find_locale(tag):
            return found
    return settings.LANGUAGE_CODE


def _find_locale(tag: str) -> str | None:
    try:
        return get_supported_language_variant(tag.lower().replace("_", "-"))
    except LookupError:
        return None
