"""What the form asks while it is filled in: its sentence, what stands in the way, and what trial carts would cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.generic import View

from campaigns.promotions.admin.reading_forms import read_form, require_looking
from campaigns.promotions.admin.trials import PAST, Presenter, TrialForm, try_carts, try_past
from campaigns.promotions.comparing import Summary
from campaigns.promotions.drafting import try_compose
from campaigns.promotions.linting import find_problems
from campaigns.promotions.naming import EMPTY, describe_all
from campaigns.promotions.simulating import Stage, list_moments, prepare_stage
from campaigns.rules.fields import FieldError
from cms.catalog.models import Offer
from cms.delivery.admin.checks import describe
from cms.delivery.problems import ERROR, Problem, keep_errors
from cms.money import Money

_MOST_FOUND = 12


class SentenceView(View):
    """The promotion in the form, read back."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int | None = None) -> JsonResponse:
        form = read_form(request, pk)
        rules = try_compose(form.promotion)
        sentence = describe_all([(form.promotion.currency, rules)])[0] if rules else EMPTY
        return JsonResponse({"sentence": sentence, "isWhole": form.is_whole})


class ChecksView(View):
    """What would be wrong with it, as the panel of checks reads it."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int | None = None) -> JsonResponse:
        form = read_form(request, pk)
        problems: list[Problem] = []
        if not form.is_whole:
            text = _("Some fields are not filled in rightly yet; saving shows which.")
            problems.append(Problem(ERROR, "", text))
        return JsonResponse(describe([*problems, *self.list_problems(form.promotion)]))

    @staticmethod
    def list_problems(promotion: Any) -> list[Problem]:
        at = timezone.now()
        rules = try_compose(promotion)
        if not rules:
            return [Problem(ERROR, _("What it does"), _("Say what it does, with all its figures."), field="action")]
        try:
            found = find_problems(promotion, rules, at=at)
        except FieldError:
            found = []
        texts = {one.text for one in found}
        refusals = [one for one in keep_errors(promotion.list_problems(at=at)) if one.text not in texts]
        return [*refusals, *found]


class TrialView(View):
    """Carts as they would be paid. Past purchases are many: how far it has come is told line by line."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponseBase:
        promotion = read_form(request, pk).promotion
        form = TrialForm(request.POST)
        now = timezone.now()
        rules = try_compose(promotion)
        if not form.is_valid() or not rules:
            text = _("Say what the promotion does first, with all its figures.")
            if rules:
                text = " ".join(str(message) for messages in form.errors.values() for message in messages)
            return _show({"problem": text})
        moments = list_moments(promotion, now=now)
        asked = form.cleaned_data["at"]
        try:
            stage = prepare_stage(promotion, rules, at=asked if asked in moments else moments[0])
        except FieldError as error:
            return _show({"problem": str(error)})
        context = {"moments": moments, "at": stage.at, "others": _list_others(stage)}
        if form.cleaned_data["source"] == PAST:
            # Read before the answer begins, in the language of who asks.
            return StreamingHttpResponse(
                _tell_progress(form, stage, context, now, get_language() or settings.LANGUAGE_CODE),
                content_type="application/x-ndjson",
            )
        changes, summary, missing = try_carts(form, stage)
        presenter = Presenter(stage)
        carts = presenter.show_carts(changes, get_language() or settings.LANGUAGE_CODE)
        return _show({**context, "carts": carts, "summary": presenter.show_summary(summary), "missing": missing})


def _show(context: dict[str, Any]) -> HttpResponse:
    line = orjson.dumps({"html": render_to_string("promotions/trial_results.html", context)}) + b"\n"
    return HttpResponse(line, content_type="application/x-ndjson")


def _tell_progress(form: TrialForm, stage: Stage, context: dict[str, Any], now: Any, language: str) -> Iterator[bytes]:
    with override(language):
        summary = Summary()
        for done, total, so_far in try_past(form, stage, now=now):
            summary = so_far
            yield orjson.dumps({"done": done, "total": total}) + b"\n"
        shown = Presenter(stage).show_summary(summary)
        html = render_to_string("promotions/trial_results.html", {**context, "summary": shown, "is_past": True})
        yield orjson.dumps({"html": html}) + b"\n"


def _list_others(stage: Stage) -> list[dict[str, Any]]:
    """The other promotions that are in force at the stage's instant."""
    short = "zh" if (get_language() or "").startswith("zh") else "en"
    found = {}
    for rule in stage.books.before.rules:
        owner = stage.owners[rule.id]
        is_open = (rule.starts_at is None or rule.starts_at <= stage.at) and (
            rule.ends_at is None or stage.at < rule.ends_at
        )
        if is_open:
            found[owner.key] = {
                "name": owner.body["name"],
                "sentence": owner.body.get("sentence", EMPTY)[short],
            }
    return sorted(found.values(), key=lambda one: one["name"])


class ProductsView(View):
    """SKUs to put into a cart, by their words or the product's."""

    http_method_names = ("get",)

    def get(self, request: HttpRequest) -> JsonResponse:
        require_looking(request.user)
        text = request.GET.get("q", "").strip()[:80]
        if not text:
            return JsonResponse({"products": []})
        rows = (
            Offer.objects.filter(
                Q(sku__istartswith=text) | Q(product__contents__title__icontains=text), product__contents__live=True
            )
            .order_by("sku")
            .values_list("sku", "price_minor", "currency", "product__contents__title")
        )
        found: dict[str, dict[str, str]] = {}
        for sku, price, currency, title in rows[: _MOST_FOUND * 3]:
            found.setdefault(sku, {"sku": sku, "title": title, "price": Money(price, currency).formatted})
        return JsonResponse({"products": list(found.values())[:_MOST_FOUND]})
