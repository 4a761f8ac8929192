"""What members do goes through the API's mutations; what it refuses is said beside the field it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop.visits import Visit
from storefront import client
from storefront.errors import Code

MOST_PICTURES = 9
WHOLE = "all_fields"


@dataclass(slots=True)
class Outcome:
    """What came of a mutation: its payload, or `problems` by the name of the field (`all_fields` for none of them)."""

    payload: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def is_done(self) -> bool:
        return not self.problems


def act(visit: Visit, operation: str, **given: Any) -> Outcome:
    """Carry out the mutation `operation` with the input `given`, as the member who visits."""
    visit.require_member()
    answer = client.ask(operation, {"input": given} if given else None, context=visit.context)
    if answer.errors:
        return Outcome(problems={WHOLE: explain(answer.errors[0])})
    payload = next(iter(answer.data.values()))
    problems: dict[str, str] = {}
    for error in payload["userErrors"]:
        problems.setdefault(error["field"] or WHOLE, error["message"])
    return Outcome(payload, problems)


def explain(error: dict[str, Any]) -> str:
    """What to tell the person of an error that is not theirs to put right in a field."""
    details = error.get("extensions", {})
    match details.get("code"):
        case Code.RATE_LIMITED:
            minutes = -(-details["retryAfter"] // 60)
            return ngettext(
                "That was a lot in a short time. Try again in %(minutes)d minute.",
                "That was a lot in a short time. Try again in %(minutes)d minutes.",
                minutes,
            ) % {"minutes": minutes}
        case Code.FORBIDDEN:
            return error["message"]
        case Code.UNAUTHENTICATED:
            return _("You are not signed in any more. Sign in again, then send it once more.")
    return _("That did not work, and it is our fault. Please try again in a moment.")


@dataclass(slots=True)
class Pictures:
    """The pictures of a form: those kept from before, and those that were just sent."""

    kept: list[dict[str, str]] = field(default_factory=list)
    problem: str = ""

    def to_input(self) -> list[dict[str, str]]:
        """As mutations take them."""
        return [{"id": one["id"], "alt": one["alt"]} for one in self.kept]


def take_pictures(visit: Visit, request: HttpRequest) -> Pictures:
    """Upload what was chosen, behind what was kept; stops at the first that cannot be taken."""
    dropped = set(request.POST.getlist("drop"))
    ids, alts = request.POST.getlist("picture"), request.POST.getlist("alt")
    urls = request.POST.getlist("picture_url")
    pictures = Pictures()
    for place, key in enumerate(ids):
        if key not in dropped:
            alt, url = (values[place] if place < len(values) else "" for values in (alts, urls))
            pictures.kept.append({"id": key, "alt": alt, "url": url if is_own(url) else ""})
    for file in request.FILES.getlist("new_pictures"):
        if len(pictures.kept) >= MOST_PICTURES:
            pictures.problem = _("%(most)d pictures are the most.") % {"most": MOST_PICTURES}
            break
        answer = client.upload_picture(file.read(), context=visit.context)
        if answer.errors or "id" not in answer.data:
            said = answer.data.get("userErrors")
            pictures.problem = f"{file.name}: {said[0]['message'] if said else explain(answer.errors[0])}"
            break
        pictures.kept.append({"id": answer.data["id"], "alt": "", "url": answer.data["url"]})
    return pictures


def is_own(url: str) -> bool:
    """Whether `url` is a path of this host: a form says it, and it comes back as the address of a picture."""
    return url.startswith("/") and not url.startswith(("//", "/\\"))
