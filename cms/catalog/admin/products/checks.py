"""Judges a product by the norms while it is edited: what stands in the form, nothing of it stored."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.catalog.admin.products.panels import edit_screen
from cms.catalog.admin.products.wanted import describe_wanted
from cms.catalog.models import ProductContent
from cms.catalog.norms.places import FACTS
from cms.catalog.norms.values import Severity, Verdict
from cms.catalog.reach.selectors import may_see
from cms.catalog.scoring.batches import judge_contents
from cms.catalog.scoring.saying import Said, say
from cms.catalog.scoring.standing import has_norms
from cms.delivery.admin.checks import describe
from cms.delivery.checking import find_moment
from cms.delivery.problems import ERROR, WARNING, Problem
from cms.media.rights.checking import check_rights

_LEVELS = {Severity.BLOCKS: ERROR, Severity.WARNS: WARNING, Severity.INFORMS: "notice"}

_FIRST_FIELDS = {"offers": "price", "specifications": "category"}
"""Where the form of a new product asks for what is edited among the facts later."""


@require_POST
def check_product_form(request: HttpRequest, pk: str) -> JsonResponse:
    """The score and the findings for the form that was sent, as the script of the panel reads them."""
    content = get_object_or_404(ProductContent.objects.select_related("product", "locale"), pk=unquote(pk))
    if not request.user.has_perm("catalog.change_productcontent") or not may_see(request.user, content):
        raise PermissionDenied
    newest = content.get_latest_revision_as_object()
    newest.product, newest.locale = content.product, content.locale
    form = edit_screen.get_form_class()(request.POST, request.FILES, instance=newest, for_user=request.user)
    if not form.is_valid():
        text = _("Some fields are not filled in rightly yet; saving shows which.")
        return JsonResponse(describe([Problem(ERROR, "", text)]))
    form.save(commit=False)
    at = timezone.now()
    licences = describe(check_rights(form.instance, at=find_moment(form.instance, at=at)))
    wanted = describe_wanted(form.instance, at=at)
    if not has_norms():
        return JsonResponse({**licences, **wanted})
    verdict = describe_verdict(judge_contents([form.instance], at=at)[0].verdict, form.instance)
    return JsonResponse({**verdict, "problems": [*verdict["problems"], *licences["problems"]], **wanted})


def describe_verdict(verdict: Verdict, content: ProductContent) -> dict[str, Any]:
    """The score, and what every point that is missing went for, with the way to where it is put right."""
    return {
        "score": _("%(score)d of 100 points") % {"score": verdict.score},
        "problems": [_describe_said(say(finding), content) for finding in verdict.findings],
    }


def _describe_said(said: Said, content: ProductContent) -> dict[str, Any]:
    return {
        "level": _LEVELS[Severity(said.severity)],
        "place": said.place,
        "text": said.text,
        "cost": said.cost,
        "block": "",
        "field": "" if said.field in FACTS and content.pk else _FIRST_FIELDS.get(said.field, said.field),
        "url": find_facts_url(said.field, content),
    }


def find_facts_url(field: str, content: ProductContent) -> str:
    """Where a finding is put right that is not in the form itself; "" for one that is."""
    if content.pk is None:
        return ""
    if field in FACTS:
        return reverse("catalogue_product:edit", args=[content.product_id]) + f"?content={content.pk}"
    if field == "evidence":
        return reverse("wagtailsnippets_catalog_productevidence:list") + f"?product={content.product_id}"
    if field == "translations":
        return reverse("simple_translation:submit_snippet_translation", args=["catalog", "productcontent", content.pk])
    return ""
