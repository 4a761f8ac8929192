"""Writing in the community: posts with pictures, replies; changing them and taking them back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from shop.acting import MOST_PICTURES, Pictures, act, take_pictures
from shop.pages import Meta, render_page
from shop.serving import find_next, go, shop_action, shop_form
from shop.views.community import find_consent, render_post
from shop.visits import Missing, Visit


@shop_form
def write_post(visit: Visit) -> HttpResponse:
    visit.require_member()
    given = visit.request.POST
    if visit.request.method != "POST":
        values = {"board": visit.request.GET.get("board", ""), "products": visit.request.GET.get("product", "")}
        return _show_form(visit, values, Pictures())
    pictures = take_pictures(visit, visit.request)
    values = _read_values(given)
    if pictures.problem or "more_pictures" in given:
        return _show_form(visit, values, pictures, {"pictures": pictures.problem} if pictures.problem else {})
    consent = {"consent": given["consent"]} if given.get("consent") else {}
    outcome = act(visit, "create_post", **_make_input(values, pictures), **consent)
    if not outcome.is_done:
        return _show_form(visit, values, pictures, outcome.problems, status=422)
    post = outcome.payload["post"]
    return go(visit, post["path"], said="posted" if post["state"] == "APPROVED" else "waiting")


@shop_form
def edit_post(visit: Visit, key: str) -> HttpResponse:
    visit.require_member()
    post = visit.ask("post_page", key=key)["post"]
    own = visit.ask("post_viewer", key=key)["post"]
    if post is None or own is None or not own["isMine"]:
        raise Missing
    given = visit.request.POST
    if visit.request.method != "POST":
        board = post["board"]["slug"] if post["board"] else ""
        products = ",".join(product["key"] for product in post["products"])
        values = {"title": post["title"], "body": own["text"] or "", "board": board, "products": products}
        return _show_form(visit, values, _keep_pictures(post, own), post=post)
    pictures = take_pictures(visit, visit.request)
    values = _read_values(given)
    if pictures.problem or "more_pictures" in given:
        problems = {"pictures": pictures.problem} if pictures.problem else {}
        return _show_form(visit, values, pictures, problems, post=post)
    outcome = act(visit, "update_post", key=key, **_make_input(values, pictures))
    if not outcome.is_done:
        return _show_form(visit, values, pictures, outcome.problems, status=422, post=post)
    changed = outcome.payload["post"]
    return go(visit, changed["path"], said="posted" if changed["state"] == "APPROVED" else "waiting")


@shop_action
def delete_post(visit: Visit, key: str) -> HttpResponse:
    outcome = act(visit, "delete_post", key=key)
    return go(visit, find_next(visit, "/community"), said="deleted" if outcome.is_done else "failed")


@shop_action
def write_reply(visit: Visit, key: str) -> HttpResponse:
    given = visit.request.POST
    optional = {name: given[name] for name in ("replyTo", "consent") if given.get(name)}
    outcome = act(visit, "create_reply", post=key, body=given.get("body", ""), **optional)
    if not outcome.is_done:
        return render_post(visit, key, problems=outcome.problems, draft=given.get("body", ""), status=422)
    reply = outcome.payload["reply"]
    said = "replied" if reply["state"] == "APPROVED" else "waiting"
    return go(visit, f"/community/posts/{key}", said=said, anchor=f"reply-{reply['key']}")


@shop_action
def delete_reply(visit: Visit, key: str) -> HttpResponse:
    outcome = act(visit, "delete_reply", key=key)
    return go(visit, find_next(visit, "/community"), said="deleted" if outcome.is_done else "failed")


def _show_form(
    visit: Visit,
    values: dict[str, str],
    pictures: Pictures,
    problems: dict[str, str] | None = None,
    *,
    status: int = 200,
    post: dict[str, Any] | None = None,
) -> HttpResponse:
    data = visit.ask("writing")
    title = _("Change your post") if post else _("Write a post")
    return render_page(
        visit,
        "write",
        Meta(title=title, path="/community/write", is_indexed=False),
        status=status,
        title=title,
        boards=[board for board in data["boards"] if board["canPost"]],
        values=values,
        pictures=pictures.kept,
        most_pictures=MOST_PICTURES,
        problems=problems or {},
        consent=None if post else find_consent(visit, data["me"]),
        me=data["me"],
        post=post,
    )


def _read_values(given: Any) -> dict[str, str]:
    return {name: given.get(name, "") for name in ("board", "title", "body", "products")}


def _make_input(values: dict[str, str], pictures: Pictures) -> dict[str, Any]:
    products = [key.strip() for key in values["products"].split(",") if key.strip()]
    plain = {name: values[name] for name in ("board", "title", "body")}
    return {**plain, "products": products, "pictures": pictures.to_input()}


def _keep_pictures(post: dict[str, Any], own: dict[str, Any]) -> Pictures:
    keys = own["pictureKeys"] or []
    return Pictures(
        [
            {"id": key, "alt": image["alt"], "url": image["url"]}
            for key, image in zip(keys, post["images"], strict=False)
        ]
    )
