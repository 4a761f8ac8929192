"""PURE. Who is no shopper, by what it calls itself: what machines do says nothing about what people want."""

from __future__ import annotations

import re

_LONGEST = 1_000
# Phones of the maker Cubot are people's; so is what only holds a name as a part of a longer word.
_WORDS = re.compile(
    r"(?<!cu)bots?(?:[/_ -]|\b)|crawl|spider|slurp|scrap(?:er|y)|archiver|headless|phantomjs|selenium"
    r"|playwright|puppeteer|lighthouse|pagespeed|gtmetrix|pingdom|uptime|monitor(?:ing)?\b|probe\b|externalhit"
    r"|facebookcatalog"
    r"|python-|python/|aiohttp|httpx|libwww|\bperl\b|\bjava/|okhttp-monitor|go-http-client|\bcurl/|\bwget|node-fetch"
    r"|axios/|postman|insomnia|http_request|validator|feedfetcher|mediapartners|ia_archiver|bytespider|sogou\b.*spider"
)


def is_bot(user_agent: str) -> bool:
    """Whether this is a crawler, a script or a test. Nothing said is no sign: apps often say nothing."""
    return _WORDS.search(user_agent[:_LONGEST].lower()) is not None
