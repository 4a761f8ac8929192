"""PURE. Which player shows the video at an address: known platforms only, so that no other site gets into a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

HOSTS = ("Bilibili", "Youku", "Tencent Video", "YouTube", "Vimeo")

_ID = r"[\w=-]{3,40}"
# (platform, hosts, path with the id in it, address of the player)
_PLATFORMS = (
    ("Bilibili", {"www.bilibili.com", "m.bilibili.com", "bilibili.com"}, rf"/video/(?P<id>BV{_ID})/?",
     "https://player.bilibili.com/player.html?bvid={id}&autoplay=0"),
    ("Youku", {"v.youku.com"}, rf"/v_show/id_(?P<id>{_ID})\.html", "https://player.youku.com/embed/{id}"),
    ("Tencent Video", {"v.qq.com"}, rf"/x/(?:page|cover/\w+)/(?P<id>{_ID})\.html",
     "https://v.qq.com/txp/iframe/player.html?vid={id}"),
    ("YouTube", {"www.youtube.com", "m.youtube.com", "youtube.com"}, rf"/(?:shorts|embed|live)/(?P<id>{_ID})/?",
     "https://www.youtube-nocookie.com/embed/{id}"),
    ("YouTube", {"youtu.be"}, rf"/(?P<id>{_ID})/?", "https://www.youtube-nocookie.com/embed/{id}"),
    ("Vimeo", {"vimeo.com", "www.vimeo.com"}, r"/(?P<id>\d{5,12})/?", "https://player.vimeo.com/video/{id}?dnt=1"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Video:
    """A video on a platform, and the address of the player that shows it in a frame."""

    platform: str
    id: str
    embed_url: str


def read_video(url: str) -> Video | None:
    """The video at `url`; None where it is none of the platforms we know."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    host = (parts.hostname or "").lower()
    if host.endswith("youtube.com") and parts.path == "/watch":
        watched = parse_qs(parts.query).get("v", [""])[0]
        parts = parts._replace(path=f"/embed/{watched}")
    for platform, hosts, pattern, player in _PLATFORMS:
        match = re.fullmatch(pattern, parts.path, re.ASCII) if host in hosts else None
        if match:
            return Video(platform, match["id"], player.format(id=match["id"]))
    return None
