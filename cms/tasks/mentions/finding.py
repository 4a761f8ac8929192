"""People by the names one can mention them by: of an account, or in full, in Chinese or Western order."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from cms.collating import make_sort_key
from cms.notices.naming import name_person
from cms.notices.telling import list_people_with
from cms.tasks.mentions.names import find_names

OPENS_ADMIN = "wagtailadmin.access_admin"


def list_colleagues() -> list[Any]:
    """Everybody who may open the admin, by name."""
    return sorted(
        list_people_with(OPENS_ADMIN), key=lambda user: (make_sort_key(name_person(user)), name_person(user), user.pk)
    )


def list_names(user: Any) -> list[str]:
    first, last = user.first_name.strip(), user.last_name.strip()
    names = [
        user.get_username(),
        f"{first} {last}".strip(),
        f"{last}{first}",
        f"{first}{last}",
        f"{last} {first}".strip(),
    ]
    # A Chinese name is whole in one of the two, where the other has it in Latin letters.
    names += [part for part in (first, last) if not part.isascii() or " " in part]
    return [name for name in dict.fromkeys(names) if name]


def list_mentioned(text: str) -> list[Any]:
    """The colleagues mentioned in `text`; all of them, where several have the same name. No @, no query."""
    if "@" not in text and "＠" not in text:
        return []
    people: dict[str, list[Any]] = defaultdict(list)
    for user in list_colleagues():
        for name in list_names(user):
            people[name].append(user)
    return list(dict.fromkeys(user for name in find_names(text, people) for user in people[name]))
