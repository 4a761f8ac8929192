"""What members say of a product: all its reviews and questions, and the forms to add to them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shop.acting import MOST_PICTURES, Pictures, act, take_pictures
from shop.pages import Meta, render_page
from shop.paging import describe_place
from shop.serving import go, shop_action, shop_form, shop_page
from shop.viewing import merge_nodes
from shop.views.community import find_consent
from shop.visits import Missing, Visit

REVIEW_SORTS = ("HELPFUL", "NEWEST", "RATING_HIGH", "RATING_LOW")


@shop_page
def show_reviews(visit: Visit, slug: str) -> HttpResponse:
    given = visit.request.GET
    sort = given.get("sort", "").upper()
    sort = sort if sort in REVIEW_SORTS else "HELPFUL"
    rating = given.get("rating", "")
    chosen = {"rating": rating if rating in set("12345") else "", "pictures": given.get("pictures", "")}
    filters: dict[str, Any] = {"ratings": [int(chosen["rating"])]} if chosen["rating"] else {}
    if chosen["pictures"]:
        filters["hasPictures"] = True
    variables = {"sort": sort, "filter": filters, "after": given.get("after") or None}
    product = visit.ask("product_reviews", slug=slug, **variables)["product"]
    if product is None:
        raise Missing
    me = None
    if visit.is_member:
        viewer = visit.ask("product_viewer", key=product["key"], **variables)
        me = viewer["me"]
        merge_reviews(product, viewer["product"])
    query = {name: value for name, value in {**chosen, "sort": sort.lower()}.items() if value}
    return render_page(
        visit,
        "reviews",
        Meta(title=_("Reviews: %(title)s") % {"title": product["title"]}, path=f"{product['path']}/reviews"),
        product=product,
        me=me,
        chosen=chosen,
        sort=sort,
        sorts=_list_review_sorts(),
        **describe_place(visit, f"{product['path']}/reviews", product["reviews"]["pageInfo"], **query),
    )


@shop_page
def show_questions(visit: Visit, slug: str) -> HttpResponse:
    return render_questions(visit, slug)


def render_questions(
    visit: Visit, slug: str, *, problems: dict[str, str] | None = None, draft: str = "", status: int = 200
) -> HttpResponse:
    """All questions about a product, and for a member where to ask."""
    after = visit.request.GET.get("after") or None
    product = visit.ask("product_questions", slug=slug, after=after)["product"]
    if product is None:
        raise Missing
    me = None
    if visit.is_member:
        viewer = visit.ask("product_viewer", key=product["key"], questionsAfter=after)
        me = viewer["me"]
        questions, own = product["questions"], viewer["product"]["questions"]["nodes"]
        questions["nodes"] = merge_nodes(questions["nodes"], own, "id")
    path = f"{product['path']}/questions"
    return render_page(
        visit,
        "questions",
        Meta(title=_("Questions: %(title)s") % {"title": product["title"]}, path=path),
        status=status,
        product=product,
        me=me,
        consent=find_consent(visit, me),
        problems=problems or {},
        draft=draft,
        answered=visit.request.GET.get("answer", ""),
        **describe_place(visit, path, product["questions"]["pageInfo"]),
    )


@shop_action
def ask_question(visit: Visit, slug: str) -> HttpResponse:
    given = visit.request.POST
    consent = {"consent": given["consent"]} if given.get("consent") else {}
    outcome = act(visit, "ask_question", product=given.get("product", ""), body=given.get("body", ""), **consent)
    if not outcome.is_done:
        return render_questions(visit, slug, problems=outcome.problems, draft=given.get("body", ""), status=422)
    said = "asked" if outcome.payload["question"]["state"] == "APPROVED" else "waiting"
    return go(visit, f"/products/{slug}/questions", said=said)


@shop_action
def answer_question(visit: Visit, slug: str) -> HttpResponse:
    given = visit.request.POST
    question = given.get("question", "")
    consent = {"consent": given["consent"]} if given.get("consent") else {}
    outcome = act(visit, "answer_question", question=question, body=given.get("body", ""), **consent)
    if not outcome.is_done:
        problems = {f"answer-{question}": next(iter(outcome.problems.values()))}
        return render_questions(visit, slug, problems=problems, draft=given.get("body", ""), status=422)
    said = "replied" if outcome.payload["answer"]["state"] == "APPROVED" else "waiting"
    return go(visit, f"/products/{slug}/questions", said=said, anchor=f"question-{question}")


@shop_form
def write_review(visit: Visit, slug: str) -> HttpResponse:
    """The member's one review of a product: written, or changed where there is one."""
    visit.require_member()
    product = visit.ask("product_reviews", slug=slug, first=1)["product"]
    if product is None:
        raise Missing
    viewer = visit.ask("product_viewer", key=product["key"], first=1, questions=1)
    own = viewer["product"]
    mine = own["myReview"]
    if visit.request.method != "POST":
        values, pictures = _read_review(mine)
        return _show_form(visit, product, viewer, values, pictures)
    given = visit.request.POST
    pictures = take_pictures(visit, visit.request)
    values = {name: given.get(name, "") for name in ("rating", "title", "body", "recommends")}
    values |= {f"score-{one['key']}": given.get(f"score-{one['key']}", "") for one in own["reviewDimensions"]}
    if pictures.problem or "more_pictures" in given:
        problems = {"pictures": pictures.problem} if pictures.problem else {}
        return _show_form(visit, product, viewer, values, pictures, problems)
    if values["rating"] not in set("12345"):
        problems = {"rating": _("Choose how many stars it gets, 1 to 5.")}
        return _show_form(visit, product, viewer, values, pictures, problems, status=422)
    said = {**_make_input(values, own["reviewDimensions"]), "pictures": pictures.to_input()}
    if mine:
        outcome = act(visit, "update_review", key=mine["key"], **said)
    else:
        consent = {"consent": given["consent"]} if given.get("consent") else {}
        outcome = act(visit, "create_review", product=product["key"], **said, **consent)
    if not outcome.is_done:
        return _show_form(visit, product, viewer, values, pictures, outcome.problems, status=422)
    is_shown = outcome.payload["review"]["state"] == "APPROVED"
    return go(visit, f"{product['path']}/reviews", said="reviewed" if is_shown else "waiting")


@shop_action
def delete_review(visit: Visit, slug: str) -> HttpResponse:
    outcome = act(visit, "delete_review", key=visit.request.POST.get("key", ""))
    return go(visit, f"/products/{slug}/reviews", said="deleted" if outcome.is_done else "failed")


@shop_action
def add_follow_up(visit: Visit, slug: str) -> HttpResponse:
    given = visit.request.POST
    outcome = act(visit, "add_follow_up", review=given.get("key", ""), body=given.get("body", ""))
    if not outcome.is_done:
        return go(visit, f"/products/{slug}/reviews", said="failed")
    return go(visit, f"/products/{slug}/reviews", said="waiting")


def merge_reviews(product: dict[str, Any], own: dict[str, Any] | None) -> None:
    """Mark what is the member's own, and what they found helpful."""
    if own is not None:
        product["reviews"]["nodes"] = merge_nodes(product["reviews"]["nodes"], own["reviews"]["nodes"], "id")
        product["myReview"] = own["myReview"]


def _show_form(
    visit: Visit,
    product: dict[str, Any],
    viewer: dict[str, Any],
    values: dict[str, str],
    pictures: Pictures,
    problems: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    mine = viewer["product"]["myReview"]
    title = _("Change your review") if mine else _("Write a review")
    return render_page(
        visit,
        "review_write",
        Meta(title=title, path=f"{product['path']}/review", is_indexed=False),
        status=status,
        title=title,
        product=product,
        dimensions=viewer["product"]["reviewDimensions"],
        mine=mine,
        me=viewer["me"],
        values=values,
        pictures=pictures.kept,
        most_pictures=MOST_PICTURES,
        problems=problems or {},
        consent=None if mine else find_consent(visit, viewer["me"]),
    )


def _read_review(mine: dict[str, Any] | None) -> tuple[dict[str, str], Pictures]:
    if mine is None:
        return {}, Pictures()
    values = {"rating": str(mine["rating"]), "title": mine["title"], "body": mine["text"] or ""}
    values["recommends"] = "1" if mine["recommends"] else ""
    values |= {f"score-{one['key']}": str(one["score"]) for one in mine["scores"]}
    kept = zip(mine["pictureKeys"] or [], mine["images"], strict=False)
    return values, Pictures([{"id": key, "alt": image["alt"], "url": image["url"]} for key, image in kept])


def _make_input(values: dict[str, str], dimensions: list[dict[str, str]]) -> dict[str, Any]:
    scores = [
        {"key": one["key"], "score": int(values[f"score-{one['key']}"])}
        for one in dimensions
        if values[f"score-{one['key']}"] in set("12345")
    ]
    return {
        "rating": int(values["rating"]),
        "title": values["title"],
        "body": values["body"],
        "scores": scores,
        "recommends": values["recommends"] == "1",
    }


def _list_review_sorts() -> list[tuple[str, str]]:
    return [
        ("HELPFUL", _("Most helpful")),
        ("NEWEST", pgettext("shop", "Latest")),
        ("RATING_HIGH", _("Best rated")),
        ("RATING_LOW", _("Worst rated")),
    ]
