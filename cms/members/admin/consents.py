"""The words members agree to, version by version; what somebody has agreed to is never changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.members.models import Consent, ConsentText


def is_agreed_to(text: ConsentText) -> bool:
    """Whether a member has agreed to these very words."""
    return Consent.objects.filter(kind=text.kind, version=text.version).exists()


class _KeptOnceAgreed:
    """Words somebody has agreed to stay as they are; a new version takes their place."""

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = self.get_object()
        if is_agreed_to(text):
            messages.error(
                request,
                _("Members have agreed to these words, so they stay as they are. Write a new version in their place."),
                buttons=[messages.button(reverse("consent_texts:add"), _("New version"))],
            )
            return redirect(reverse("consent_texts:edit", args=[text.pk]))
        return super().post(request, *args, **kwargs)  # type: ignore[misc]


class ConsentTextEditView(_KeptOnceAgreed, generic.EditView):
    pass


class ConsentTextDeleteView(_KeptOnceAgreed, generic.DeleteView):
    pass


class ConsentTextViewSet(ModelViewSet):
    model = ConsentText
    name = "consent_texts"
    url_prefix = "consent-texts"
    icon = "form"
    menu_label = gettext_lazy("Consent texts")
    menu_name = "consent-texts"
    copy_view_enabled = False
    edit_view_class = ConsentTextEditView
    delete_view_class = ConsentTextDeleteView
    list_display = ["kind", "version", DateColumn("in_force_from", label=gettext_lazy("In force from"))]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("version"), FieldPanel("in_force_from")]),
            InlinePanel(
                "wordings",
                panels=[FieldPanel("locale"), FieldPanel("title"), FieldPanel("body")],
                heading=gettext_lazy("In each language"),
                label=gettext_lazy("Language"),
                min_num=1,
            ),
        ]
    )
