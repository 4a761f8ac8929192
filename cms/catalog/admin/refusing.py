"""Refuses to delete what products use, and says where they are."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic


class RefusingDeleteView(generic.DeleteView):
    """Asks `find_reason()` first; a reason is shown with a way out, and nothing is changed."""

    def find_reason(self) -> tuple[str, str] | None:
        """Why it cannot be deleted and the address that shows what is in the way; None where it can."""
        raise NotImplementedError

    def get_usage(self) -> None:
        # The reference index counts every product; our own reason is one query and leads somewhere.
        return None

    def get_usage_url(self) -> None:
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.user_has_permission("delete") and (reason := self.find_reason()):
            return self._refuse(*reason)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            text = _("“%(name)s” was not deleted: a product began to use it just now.") % {"name": self.object}
            return self._refuse(text, reverse(self.index_url_name))

    def _refuse(self, text: str, url: str) -> HttpResponse:
        messages.error(self.request, text, buttons=[messages.button(url, _("Show them"))])
        return redirect(reverse(self.edit_url_name, args=[quote(self.object.pk)]))
