"""Takes blocks out of the form, and gives blocks to put into it: for copying, pasting and templates."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.permissions import policy_registry

from campaigns.landing.models import LandingPage
from campaigns.landing.templating import services
from campaigns.landing.templating.values import keep_known, strip_ids

_MOST_BLOCKS = 60


@require_POST
def read_block(request: HttpRequest) -> Any:
    """The block whose inputs are posted, as raw data: what is copied."""
    try:
        raw = _read_posted(request)
    except ValidationError:
        return _refuse(_("Some of its fields are not filled in rightly; correct them first."))
    return HttpResponseBadRequest("No such block.") if raw is None else JsonResponse({"block": raw})


@require_POST
def save_template(request: HttpRequest) -> Any:
    """Keep the block whose inputs are posted as a template."""
    if not request.user.has_perm("landing.add_landingtemplate"):
        raise PermissionDenied
    try:
        raw = _read_posted(request)
    except ValidationError:
        return _refuse(_("Some of its fields are not filled in rightly; correct them first."))
    name = request.POST.get("template-name", "").strip()
    if raw is None:
        return HttpResponseBadRequest("No such block.")
    if not name:
        return _refuse(_("Give the template a name."))
    saved = services.save_block_as_template(
        raw, name=name[:80], description=request.POST.get("template-description", "")[:200], user=request.user
    )
    return JsonResponse({"text": _("“%(name)s” is saved as a template.") % {"name": saved.name}})


@require_POST
def prepare_blocks(request: HttpRequest) -> Any:
    """Blocks as the editor's script inserts them: of a template, or those that were copied."""
    _require_editor(request)
    try:
        asked = json.loads(request.body)
    except ValueError:
        return HttpResponseBadRequest("Send JSON.")
    theme: dict[str, Any] = {}
    if reference := asked.get("template"):
        template = services.find_template(str(reference))
        if template is None:
            return JsonResponse({"error": _("This template was deleted.")}, status=404)
        raw = services.read_blocks(template)
        theme = {name: template.theme[name] for name in services.THEME if name in template.theme}
    else:
        raw = keep_known(asked.get("blocks") or [], services.list_types())[:_MOST_BLOCKS]
    if not raw:
        return _refuse(_("There is no block that this page can take."))
    try:
        described = describe_blocks(raw)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        # What a browser kept may be of an older version, or of anybody's making.
        return _refuse(_("What was copied cannot be read any more; copy it again."))
    return JsonResponse({"blocks": described, "theme": theme})


def _refuse(text: str) -> JsonResponse:
    return JsonResponse({"error": text}, status=400)


def describe_blocks(raw: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Raw blocks as the state of a form; what they name is read for all of a type at once."""
    stream_block = services.find_stream_block()
    value = stream_block.to_python(strip_ids(raw))
    return [{"type": child.block_type, "value": child.block.get_form_state(child.value)} for child in value]


def _read_posted(request: HttpRequest) -> dict[str, Any] | None:
    _require_editor(request)
    name, prefix = request.POST.get("block-type", ""), request.POST.get("block-prefix", "")
    block = services.find_stream_block().child_blocks.get(name)
    if block is None or not prefix:
        return None
    value = block.clean_deferred(block.value_from_datadict(request.POST, request.FILES, prefix))
    # Through JSON once, as the column will hold it.
    plain = json.loads(json.dumps(block.get_prep_value(value), cls=DjangoJSONEncoder))
    return {"type": name, "value": strip_ids(plain)}


def _require_editor(request: HttpRequest) -> None:
    if not policy_registry.get_by_type(LandingPage).user_has_any_permission(request.user, ["add", "change"]):
        raise PermissionDenied
