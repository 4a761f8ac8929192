"""What members say of themselves."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from cms.members.models import Member
from cms.members.names import LONGEST, clean_name
from cms.refusals import Refused

_ADDRESS = re.compile(r"https?:|www\.|://|[\w-]+\.(com|cn|net|org|io|shop|top|xyz)\b|@", re.IGNORECASE)
_OFFICIAL = re.compile(r"官方|客服|管理员|小编|official|admin|moderator|customer service", re.IGNORECASE)


def change_name(member: Member, name: str) -> Member:
    """Give `member` the display name `name`. Raises Refused for one that is none, or that promises what it is not."""
    cleaned = clean_name(name)
    if not cleaned:
        raise Refused.because("REQUIRED", _("A name has at least one letter or number."), field="name")
    if len(" ".join(name.split())) > LONGEST:
        raise Refused.because("TOO_LONG", _("The name is too long. Shorten it to 30 characters at most."), field="name")
    if _ADDRESS.search(cleaned) or set(cleaned) & set("<>"):
        raise Refused.because(
            "NOT_ALLOWED", _("A name is no place for addresses or tags. Choose one without."), field="name"
        )
    if _OFFICIAL.search(cleaned):
        raise Refused.because(
            "NOT_ALLOWED", _("This name sounds as if the shop itself were writing. Choose another one."), field="name"
        )
    member.name, member.has_own_name = cleaned, True
    member.save(update_fields=["name", "sort_key", "has_own_name"])
    return member
