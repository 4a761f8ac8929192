"""What feeds propose for words the editor owns: shown as differences, taken only by a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.compare import TextDiff, diff_text
from wagtail.permissions import policy_registry

from cms.catalog.models import FeedProposal, ProductContent

FIELDS = ("title", "summary", "selling_points", "search_terms", "seo_title", "seo_description")


@dataclass(frozen=True)
class ProposedDifference:
    """One proposal as the screen shows it."""

    proposal: FeedProposal
    label: str
    present: str
    proposed: str
    difference: SafeString
    take_url: str
    dismiss_url: str


PROPOSALS_TAB = "feed_proposals"


def describe_proposals(content: ProductContent) -> list[ProposedDifference]:
    """Every proposal for `content` (the draft that is being edited), newest first."""
    described = []
    for proposal in FeedProposal.objects.filter(content_id=content.pk).order_by("-proposed_at"):
        if proposal.field not in FIELDS:
            continue
        present, proposed = as_text(getattr(content, proposal.field)), as_text(proposal.value)
        diff: TextDiff = diff_text(present, proposed)
        args = [content.pk, proposal.pk]
        described.append(
            ProposedDifference(
                proposal=proposal,
                label=name_field(proposal.field),
                present=present,
                proposed=proposed,
                difference=diff.to_html(),
                take_url=reverse("catalogue_take_proposal", args=args),
                dismiss_url=reverse("catalogue_dismiss_proposal", args=args),
            )
        )
    return described


def name_field(field: str) -> str:
    """What the editing screen calls a field of the content."""
    model_field: Any = ProductContent._meta.get_field(field)
    return capfirst(str(model_field.verbose_name))


def as_text(value: Any) -> str:
    """A field's value, or a proposed one, as lines of text."""
    if hasattr(value, "stream_block"):
        return "\n".join(str(block.value) for block in value)
    if isinstance(value, (list, tuple)):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def assign(content: ProductContent, field: str, value: Any) -> None:
    """Put a proposed value into the draft. Raises ValidationError where the field cannot hold it."""
    if field not in FIELDS:
        raise ValidationError(_("“%(field)s” cannot be taken from a feed.") % {"field": field})
    if field == "selling_points":
        lines = value if isinstance(value, (list, tuple)) else str(value).splitlines()
        points = [str(line).strip() for line in lines if str(line).strip()]
        long = next((point for point in points if len(point) > 80), None)
        if long:
            raise ValidationError(
                _("The selling point “%(point)s…” is longer than 80 characters.") % {"point": long[:30]}
            )
        content.selling_points = [("point", point) for point in points]
        return
    model_field: Any = ProductContent._meta.get_field(field)
    setattr(content, field, model_field.clean(as_text(value), content))


class ProposalView(View):
    """POST only; the content must be editable by this person now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, proposal_id: int) -> HttpResponse:
        content = get_object_or_404(ProductContent, pk=pk)
        proposal = get_object_or_404(FeedProposal, pk=proposal_id, content=content)
        policy = policy_registry.get_by_type(ProductContent)
        if not policy.user_has_permission_for_instance(request.user, "change", content):
            raise PermissionDenied
        draft = content.get_latest_revision_as_object()
        lock = draft.get_lock()
        if lock and lock.for_user(request.user):
            messages.error(
                request, _("“%(title)s” is locked: nothing was changed. Unlock it first.") % {"title": draft.title}
            )
        else:
            self.act(request, draft, proposal)
        return redirect(reverse("wagtailsnippets_catalog_productcontent:edit", args=[pk]) + f"#tab-{PROPOSALS_TAB}")

    def act(self, request: HttpRequest, draft: ProductContent, proposal: FeedProposal) -> None:
        raise NotImplementedError


class TakeProposalView(ProposalView):
    """Puts the feed's words into a new draft; nothing is published."""

    def act(self, request: HttpRequest, draft: ProductContent, proposal: FeedProposal) -> None:
        label = name_field(proposal.field)
        try:
            with transaction.atomic():
                assign(draft, proposal.field, proposal.value)
                draft.save_revision(user=request.user, log_action=True, clean=False)
                proposal.delete()
        except ValidationError as error:
            text = _("%(field)s was not taken: %(reason)s Edit it by hand, or keep your own words.")
            messages.error(request, text % {"field": label, "reason": " ".join(error.messages)})
            return
        messages.success(
            request,
            _("%(field)s was taken from the feed into the draft. Publish to show it to shoppers.") % {"field": label},
        )


class DismissProposalView(ProposalView):
    """Keeps the editor's words; the feed proposes again only when it says something new."""

    def act(self, request: HttpRequest, draft: ProductContent, proposal: FeedProposal) -> None:
        proposal.delete()
        messages.success(request, _("Your own words stay. The proposal is gone."))
