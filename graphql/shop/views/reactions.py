"""A click of a member: liking, keeping, finding helpful, reporting. Each goes back to where it was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from shop.acting import act
from shop.serving import find_next, go, shop_action
from shop.visits import Missing, Visit

REASONS = ("SPAM", "ABUSE", "FALSE", "PRIVACY", "ILLEGAL", "OFF_TOPIC", "OTHER")

# By what the form calls it: the mutation, and its input out of the key that the form names.
_REACTIONS: dict[str, tuple[str, Callable[[str], dict[str, Any]]]] = {
    "like-post": ("like_post", lambda key: {"key": key}),
    "unlike-post": ("unlike_post", lambda key: {"key": key}),
    "like-reply": ("like_reply", lambda key: {"key": key}),
    "unlike-reply": ("unlike_reply", lambda key: {"key": key}),
    "keep-product": ("add_favourite", lambda key: {"kind": "PRODUCT", "key": key}),
    "drop-product": ("remove_favourite", lambda key: {"kind": "PRODUCT", "key": key}),
    "keep-article": ("add_favourite", lambda key: {"kind": "ARTICLE", "key": key}),
    "drop-article": ("remove_favourite", lambda key: {"kind": "ARTICLE", "key": key}),
    "keep-post": ("add_favourite", lambda key: {"kind": "POST", "key": key}),
    "drop-post": ("remove_favourite", lambda key: {"kind": "POST", "key": key}),
    "helpful": ("vote_helpful", lambda key: {"id": key, "isHelpful": True}),
    "unhelpful": ("vote_helpful", lambda key: {"id": key, "isHelpful": False}),
}


@shop_action
def react(visit: Visit) -> HttpResponse:
    given = visit.request.POST
    name = given.get("what", "")
    if name not in _REACTIONS:
        raise Missing
    mutation, make_input = _REACTIONS[name]
    outcome = act(visit, mutation, **make_input(given.get("key", "")))
    said = "" if outcome.is_done else "failed"
    return go(visit, find_next(visit, "/"), said=said, anchor=given.get("anchor", ""))


@shop_action
def report(visit: Visit) -> HttpResponse:
    given = visit.request.POST
    reason = given.get("reason", "")
    text = {"text": given["text"]} if given.get("text") else {}
    outcome = act(visit, "report", id=given.get("id", ""), reason=reason if reason in REASONS else "OTHER", **text)
    return go(visit, find_next(visit, "/"), said="reported" if outcome.is_done else "failed")
