"""The list of licences that have run out or soon will, with where their files are used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from cms.media.admin.care import CareView
from cms.media.models import KINDS_OF_FILES, UsageRights
from cms.media.rights.selectors import ALL, EXPIRED, SOON_OVER, count_states, list_changeable, narrow
from cms.today import TOP, Answer, Entry, Question

_PER_PAGE = 30
_EDIT = {"image": "wagtailimages:edit", "document": "wagtaildocs:edit", "media": "wagtailmedia:edit"}
_USAGE = {
    "image": "wagtailimages:image_usage",
    "document": "wagtaildocs:document_usage",
    "media": "wagtailmedia:media_usage",
}
_LABELS = {ALL: gettext_lazy("All"), EXPIRED: gettext_lazy("Run out"), SOON_OVER: gettext_lazy("Within 30 days")}


@dataclass(frozen=True)
class Row:
    """One licence, as the list shows it."""

    rights: UsageRights
    edit_url: str
    usage_url: str
    uses: int
    is_over: bool
    days: int

    @property
    def file(self) -> Any:
        return self.rights.target

    @property
    def kind(self) -> Any:
        return self.file._meta.verbose_name

    @property
    def image(self) -> Any:
        return self.rights.image


class LicencesView(CareView):
    """The first to end first."""

    template_name = "media/licences.html"
    page_title = gettext_lazy("Licences that end")
    url_name = "media_licences"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = timezone.localdate()
        mine = list_changeable(self.request.user)
        state = self.request.GET.get("state", ALL)
        state = state if state in _LABELS else ALL
        counts = count_states(mine, day=day)
        page = Paginator(narrow(mine, state, day=day), _PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": make_rows(list(page), day),
            "states": [(name, label, counts[name], name == state) for name, label in _LABELS.items()],
            "query": f"state={state}&",
        }


def make_rows(found: Sequence[UsageRights], day: date) -> list[Row]:
    """With how often each file is used; a query for each kind of file."""
    uses: dict[Any, int] = {}
    for kind in KINDS_OF_FILES:
        files = [one.target for one in found if one.target_kind == kind]
        if files:
            uses |= ReferenceIndex.get_count_references_to_in_bulk(files)
    rows = []
    for one in found:
        kind, target, until = one.target_kind, one.target, one.valid_until or day
        rows.append(
            Row(
                one,
                reverse(_EDIT[kind], args=[target.pk]),
                reverse(_USAGE[kind], args=[target.pk]),
                uses.get(target, 0),
                until < day,
                abs((until - day).days),
            )
        )
    return rows


def read_licences(user: Any, *, at: datetime) -> Answer | None:
    """For who sees to files: whose licences have run out or soon will."""
    if not any(
        policy_registry.get_by_type(UsageRights._meta.get_field(kind).related_model).user_has_permission(user, "change")
        for kind in KINDS_OF_FILES
    ):
        return None
    day = timezone.localdate(at)
    mine = list_changeable(user)
    counts = count_states(mine, day=day)
    entries = [
        Entry(
            one.target.title,
            reverse(_EDIT[one.target_kind], args=[one.target.pk]),
            _describe_term(one.valid_until or day, day),
            is_late=one.is_over(day),
        )
        for one in narrow(mine, ALL, day=day)[:TOP]
    ]
    return Answer(counts[ALL], entries, reverse("media_licences"), is_alarming=counts[EXPIRED] > 0)


def _describe_term(until: date, day: date) -> str:
    days = (until - day).days
    if days < 0:
        return ngettext("ran out %(days)d day ago", "ran out %(days)d days ago", -days) % {"days": -days}
    if days == 0:
        return _("ends today")
    return ngettext("ends in %(days)d day", "ends in %(days)d days", days) % {"days": days}


LICENCES = Question(
    "licences",
    gettext_lazy("Licences that end"),
    "image",
    gettext_lazy("No licence ends within thirty days."),
    read_licences,
    order=90,
)
