"""The community: boards and posts, read by everybody."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shop.pages import Meta, describe_content, render_page
from shop.paging import describe_place
from shop.serving import shop_page
from shop.viewing import merge_post
from shop.visits import Missing, Visit

SORTS = ("NEWEST", "ACTIVE", "ESSENCE")


@shop_page
def show_community(visit: Visit) -> HttpResponse:
    sort = read_sort(visit)
    data = visit.ask("community_home", sort=sort, after=visit.request.GET.get("after") or None)
    return render_page(
        visit,
        "community",
        Meta(title=_("Community"), path="/community", description=_("What those say who use it every day.")),
        boards=data["boards"],
        posts=data["posts"]["nodes"],
        sort=sort,
        sorts=list_sorts(),
        **describe_place(visit, "/community", data["posts"]["pageInfo"], **_keep(sort)),
    )


@shop_page
def show_board(visit: Visit, slug: str) -> HttpResponse:
    sort = read_sort(visit)
    after = visit.request.GET.get("after") or None
    data = visit.ask("board_page", slug=slug, sort=sort, after=after)
    board = data["board"]
    if board is None:
        raise Missing
    return render_page(
        visit,
        "board",
        describe_content(board, description=board["seo"]["description"] or board["description"]),
        board=board,
        pinned=[] if after else data["pinned"]["nodes"],
        posts=data["posts"]["nodes"],
        sort=sort,
        sorts=list_sorts(),
        **describe_place(visit, board["path"], data["posts"]["pageInfo"], **_keep(sort)),
    )


@shop_page
def show_post(visit: Visit, key: str) -> HttpResponse:
    return render_post(visit, key)


def render_post(
    visit: Visit, key: str, *, problems: dict[str, str] | None = None, draft: str = "", status: int = 200
) -> HttpResponse:
    """A post with what was said to it; for a member also what only they see, and where to write."""
    after = visit.request.GET.get("after") or None
    post = visit.ask("post_page", key=key, after=after)["post"]
    if post is None:
        raise Missing
    me = None
    if visit.is_member:
        viewer = visit.ask("post_viewer", key=key, after=after)
        me, post = viewer["me"], merge_post(post, viewer["post"])
    is_approved = post["state"] == "APPROVED"
    described = describe_content(post, is_indexed=is_approved and post["seo"]["isIndexed"], kind="article")
    return render_page(
        visit,
        "post",
        described,
        status=status,
        post=post,
        me=me,
        consent=find_consent(visit, me),
        problems=problems or {},
        draft=draft,
        answered=visit.request.GET.get("answer", ""),
        **describe_place(visit, post["path"], post["replies"]["pageInfo"]),
    )


def find_consent(visit: Visit, me: dict[str, Any] | None) -> dict[str, Any] | None:
    """The words a member has to agree to before writing; None where that is done, or nobody has signed in."""
    if me is None or any(one["kind"] == "COMMUNITY" and one["isGiven"] and one["isCurrent"] for one in me["consents"]):
        return None
    texts = visit.ask("consent_texts")["consentTexts"]
    return next((text for text in texts if text["kind"] == "COMMUNITY"), None)


def read_sort(visit: Visit) -> str:
    """The order that the address asks for."""
    sort = visit.request.GET.get("sort", "").upper()
    return sort if sort in SORTS else "NEWEST"


def list_sorts() -> list[tuple[str, str]]:
    return [
        ("NEWEST", pgettext("shop", "Latest")),
        ("ACTIVE", _("Talked about")),
        ("ESSENCE", _("Highlights of the editors")),
    ]


def _keep(sort: str) -> dict[str, str]:
    return {"sort": sort.lower()} if sort != "NEWEST" else {}
