"""A member's own page: what they are called, what they have agreed to, keep and wrote; taking it all, or leaving."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from shop.acting import act
from shop.pages import Meta, render_page
from shop.serving import go, shop_action, shop_form
from shop.sessions import close_session
from shop.visits import Visit


@shop_form
def show_me(visit: Visit) -> HttpResponse:
    visit.require_member()
    return _show(visit)


@shop_action
def change_profile(visit: Visit) -> HttpResponse:
    outcome = act(visit, "update_profile", name=visit.request.POST.get("name", ""))
    if not outcome.is_done:
        return _show(visit, outcome.problems, status=422)
    return go(visit, "/me", said="saved")


@shop_action
def change_consents(visit: Visit) -> HttpResponse:
    """One matter at a time: the button that was pressed says which, and whether."""
    kind, version = visit.request.POST.get("kind", ""), visit.request.POST.get("version") or None
    if kind not in {one["kind"] for one in visit.ask("me")["consentTexts"]}:
        return go(visit, "/me", anchor="consents")
    is_given = visit.request.POST.get("give") == "1"
    given = {"kind": kind, "version": version} if is_given else {"kind": kind}
    outcome = act(visit, "give_consent" if is_given else "withdraw_consent", **given)
    if not outcome.is_done:
        return _show(visit, {"consents": next(iter(outcome.problems.values()))}, status=422)
    return go(visit, "/me", said="saved", anchor="consents")


@shop_action
def export(visit: Visit) -> HttpResponse:
    """Everything held of the member, as a file."""
    outcome = act(visit, "export_my_data")
    if not outcome.is_done:
        return _show(visit, {"export": next(iter(outcome.problems.values()))}, status=422)
    response = HttpResponse(outcome.payload["json"], content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@shop_action
def erase(visit: Visit) -> HttpResponse:
    given = visit.request.POST
    fate = given.get("texts", "")
    fate = fate if fate in {"DELETE", "KEEP_WITHOUT_NAME"} else "DELETE"
    outcome = act(visit, "erase_me", texts=fate, confirm=given.get("confirm", ""))
    if not outcome.is_done:
        return _show(visit, {"erase": next(iter(outcome.problems.values()))}, status=422)
    response = go(visit, "/", said="erased")
    close_session(response)
    return response


def _show(visit: Visit, problems: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    visit.require_member()
    data = visit.ask("me")
    opinions = {**visit.ask("my_reviews")["me"], **visit.ask("my_questions")["me"]}
    texts = {text["kind"]: text for text in data["consentTexts"]}
    return render_page(
        visit,
        "me",
        Meta(title=_("My account"), path="/me", is_indexed=False),
        status=status,
        me=data["me"],
        reviews=opinions["reviews"]["nodes"],
        questions=opinions["questions"]["nodes"],
        answers=opinions["answers"]["nodes"],
        consents=[{**consent, "text": texts[consent["kind"]]} for consent in data["me"]["consents"]],
        problems=problems or {},
    )
