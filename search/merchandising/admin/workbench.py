"""The search workbench: what a shopper would find, why each product is there, and how good it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from cms.catalog.models import Product
from search.answering import answer
from search.engines import find_stand_in, get_engine
from search.engines.base import EngineError
from search.explaining import describe_reason, explain_products
from search.merchandising.admin.cards import Card, find_cards
from search.merchandising.admin.words import describe_parts, describe_query, describe_step, describe_touch
from search.merchandising.judging import RATINGS, find_ratings, judge_product
from search.merchandising.models.guided import list_channels, list_locales
from search.merchandising.selectors import find_announcements, find_guidance
from search.ranking.evaluation import compute_ndcg
from search.ranking.explaining import Reason
from search.recognising import recognise
from search.requests import Hit, SearchRequest, SearchResults
from search.weighing.selectors import find_progress

PLACES = 24
VIEW, JUDGE = "merchandising.view_searchjudgement", "merchandising.add_searchjudgement"
_LONGEST = 200


class WorkbenchForm(forms.Form):
    """A search as somebody else would make it."""

    q = forms.CharField(
        label=gettext_lazy("Search"), max_length=_LONGEST, widget=forms.TextInput(attrs={"type": "search"})
    )
    locale = forms.ChoiceField(label=gettext_lazy("Language"), choices=list_locales)
    channel = forms.ChoiceField(label=gettext_lazy("Audience"), required=False)
    at = forms.DateTimeField(
        label=gettext_lazy("At (empty: now)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channel: Any = self.fields["channel"]
        channel.choices = [("", _("everyone")), *list_channels()]


@dataclass(frozen=True, slots=True)
class Row:
    """One hit with everything that is known of it; `rating` is None where nobody has judged it."""

    place: int
    hit: Hit
    card: Card
    reasons: list[str]
    rating: int | None


class WorkbenchView(WagtailAdminTemplateMixin, View):
    template_name = "merchandising/workbench.html"
    page_title = gettext_lazy("Search workbench")
    header_icon = "search"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        # A link that names the words alone means them in the shop's own language.
        asked = {"locale": settings.LANGUAGE_CODE, **request.GET.dict()} if request.GET.get("q") else None
        form = WorkbenchForm(asked, initial={"locale": settings.LANGUAGE_CODE})
        context = {
            **self.get_context_data(),
            "view": self,
            "form": form,
            "ratings": RATINGS,
            "progress": find_progress(),
            "can_judge": request.user.has_perm(JUDGE),
        }
        if asked and form.is_valid():
            try:
                context.update(self.ask(form.cleaned_data))
            except EngineError as error:
                context["problem"] = str(error)
        return TemplateResponse(request, self.template_name, context)

    def ask(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        text, locale, at = asked["q"], asked["locale"], asked["at"] or timezone.now()
        place: dict[str, Any] = {"text": text, "locale": locale, "channel": asked["channel"], "at": at}
        guidance = find_guidance(**place)
        results = answer(SearchRequest(text, locale, first=PLACES, explains=True), guidance)
        keys = [hit.key for hit in results.hits]
        ratings = find_ratings(text, locale=locale)
        # With the cluster away its stand-in has answered, and counts the same points.
        engine = (find_stand_in() if results.degraded else None) or get_engine()
        return {
            "asked": asked,
            "results": results,
            "facts": _describe_reading(results, text, locale),
            "rows": _make_rows(
                results.hits,
                find_cards(keys, locale=locale, at=at),
                explain_products(engine, keys, text=text, locale=locale, guidance=guidance, at=at),
                ratings,
            ),
            "announcements": find_announcements(**place),
            "ndcg": compute_ndcg(keys, ratings) if any(ratings.values()) else None,
        }


def _describe_reading(results: SearchResults, text: str, locale: str) -> list[tuple[str, str]]:
    query = results.understood
    if query is None or query.is_empty:
        return []
    parts = recognise(text, query, locale=locale)
    return [*describe_query(query), *describe_parts(parts), (_("How strictly"), describe_step(query, results.step))]


def _make_rows(
    hits: list[Hit],
    cards: Mapping[str, Card],
    reasons: Mapping[str, list[Reason]],
    ratings: Mapping[str, int],
) -> list[Row]:
    return [
        Row(
            place,
            hit,
            cards[hit.key],
            [*map(describe_touch, hit.touches), *map(describe_reason, reasons.get(hit.key, ()))],
            ratings.get(hit.key),
        )
        for place, hit in enumerate(hits, start=1)
    ]


class JudgeView(View):
    """Keeps one rating; the same rating again takes it back. Answers a script with JSON, a form with the page."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(JUDGE):
            raise PermissionDenied
        is_script = request.content_type == "application/json"
        try:
            given = orjson.loads(request.body) if is_script else request.POST
            query, locale, key = (str(given[name]) for name in ("query", "locale", "key"))
            rating = None if given["rating"] in (None, "") else int(given["rating"])
            if locale not in dict(list_locales()):
                raise ValueError(f"{locale!r} is no language of this shop.")
            judge_product(query=query, locale=locale, key=key, rating=rating, user=request.user, at=timezone.now())
        except (KeyError, TypeError, ValueError, Product.DoesNotExist) as error:
            return JsonResponse({"error": str(error)}, status=400)
        if is_script:
            return JsonResponse({"rating": rating})
        return redirect(f"{reverse('search_workbench:index')}?{urlencode({'q': query, 'locale': locale})}#{key}")


class WorkbenchMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW)


class WorkbenchViewSet(ViewSet):
    name = "search_workbench"
    url_prefix = "search/workbench"
    icon = "search"
    menu_label = gettext_lazy("Workbench")
    menu_name = "search-workbench"

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        return WorkbenchMenuItem(
            label=self.menu_label,
            url=self.menu_url,
            name=self.menu_name,
            icon_name=self.icon,
            order=order or self.menu_order,
        )

    def get_urlpatterns(self) -> list[Any]:
        return [path("", WorkbenchView.as_view(), name="index"), path("judge/", JudgeView.as_view(), name="judge")]
