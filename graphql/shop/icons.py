"""PURE. The shop's own line icons, 24 by 24."""

from __future__ import annotations

PATHS = {
    "menu": "M4 7h16M4 12h16M4 17h16",
    "close": "M6 6l12 12M18 6L6 18",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c1-3.6 4-5.5 7.5-5.5s6.5 1.9 7.5 5.5",
    "globe": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17",
    "down": "M6 9l6 6 6-6",
    "left": "M15 5l-7 7 7 7",
    "right": "M9 5l7 7-7 7",
    "filter": (
        "M4 7h10M18 7h2M4 17h2M10 17h10M16 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
        "M8 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"
    ),
    "bag": "M5 8h14l1 12H4L5 8zM8.5 8a3.5 3.5 0 0 1 7 0",
    "check": "M5 12.5l4.5 4.5L19 7.5",
    "truck": (
        "M3 6h11v10H3zM14 9h4l3 4v3h-7M7 18.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z"
        "M17 18.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z"
    ),
    "clock": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2",
    "heart": "M12 20s-7.5-4.6-7.5-10.2A4.3 4.3 0 0 1 12 7.3a4.3 4.3 0 0 1 7.5 2.5C19.5 15.4 12 20 12 20z",
    "talk": "M5 5h14v10H11l-4 4v-4H5z",
    "star": "M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L4 9.7l5.6-.7z",
    "play": "M8 5.5v13l10.5-6.5z",
    "pause": "M8.5 6v12M15.5 6v12",
    "plus": "M12 5v14M5 12h14",
    "minus": "M5 12h14",
}


_STAR = "M{x} 3.2l2.6 5.6 6.1.7-4.5 4.2 1.2 6-5.4-3-5.4 3 1.2-6-4.5-4.2 6.1-.7z"
STARS = "".join(_STAR.format(x=12 + 24 * place) for place in range(5))


def draw(name: str) -> str:
    """The icon as SVG that assistive technology passes over. Raises KeyError for one there is not."""
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{PATHS[name]}"/></svg>'
