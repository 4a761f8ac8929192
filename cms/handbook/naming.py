"""PURE. How screens are named, and which of several names is nearest to one.

A screen is written as its URL's name, with the names that its address holds behind it: "members:index",
"wagtailsettings:edit/content/siteprofile". A shorter name stands for all it begins: "members:" for all of members.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

T = TypeVar("T")
_ENDS = ":/"


def name_screen(view_name: str, arguments: Iterable[Any] = ()) -> str:
    """The screen at an address; numbers and keys in it are left out, what follows them too."""
    names = []
    for argument in arguments:
        if not isinstance(argument, str) or not argument.isidentifier():
            break
        names.append(argument)
    return "/".join((view_name, *names))


def find_nearest(screen: str, known: Mapping[str, T]) -> T | None:
    """What is known of the screen itself, else of the longest name it begins with."""
    name = screen
    while name:
        if name in known:
            return known[name]
        cut = max(name.rfind(end, 0, len(name) - 1) for end in _ENDS)
        name = name[: cut + 1] if cut >= 0 and name[cut] == ":" else name[: max(cut, 0)]
    return None
