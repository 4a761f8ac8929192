"""PURE. From the address of a video's page to the one that plays it inside another page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

HOSTS = ("Bilibili", "Youku", "Tencent Video", "YouTube", "Vimeo")

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"^(?:www\.|m\.)?bilibili\.com/video/(BV[0-9A-Za-z]{10})"),
        "https://player.bilibili.com/player.html?bvid={}&autoplay=0",
    ),
    (
        re.compile(r"^(?:v|player)\.youku\.com/(?:v_show/id_|embed/)([0-9A-Za-z=]{6,40})"),
        "https://player.youku.com/embed/{}",
    ),
    (
        re.compile(r"^v\.qq\.com/x/(?:page|cover/[0-9a-z]+)/([0-9A-Za-z]{6,20})"),
        "https://v.qq.com/txp/iframe/player.html?vid={}",
    ),
    (
        re.compile(r"^(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:embed|shorts|live)/([0-9A-Za-z_-]{11})"),
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    (re.compile(r"^youtu\.be/([0-9A-Za-z_-]{11})"), "https://www.youtube-nocookie.com/embed/{}"),
    (re.compile(r"^(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d{6,12})"), "https://player.vimeo.com/video/{}"),
)
_YOUTUBE_ID = re.compile(r"^[0-9A-Za-z_-]{11}$")


def find_embed(address: str) -> str | None:
    """The address to show in a frame for the video at `address`; None where its host is not known."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.username or parts.port:
        return None
    host = (parts.hostname or "").lower()
    place = f"{host}{parts.path}"
    if host in {"youtube.com", "www.youtube.com", "m.youtube.com"} and parts.path == "/watch":
        number = parse_qs(parts.query).get("v", [""])[0]
        return f"https://www.youtube-nocookie.com/embed/{number}" if _YOUTUBE_ID.match(number) else None
    for pattern, embed in _PATTERNS:
        if match := pattern.match(place):
            return embed.format(match[1])
    return None
