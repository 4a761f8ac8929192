"""What every page of ours inherits: delivered by publishing, previewed on the storefront."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from cms.delivery.addresses import find_page_path, make_address
from cms.delivery.models.delivered import DeliveredByPublishing

page_saved = Signal()
"""A page was saved, child objects included: `instance`, `update_fields`. Sent inside the transaction of the save."""


class DeliveredPage(DeliveredByPublishing, Page):
    """A page that the storefront shows: it is never served by Wagtail itself. A subclass names its `delivery_kind`."""

    # What is delivered is for everybody: there is no way to hide a page behind a password.
    private_page_options: list[str] = []

    class Meta:
        abstract = True

    @property
    def delivered_key(self) -> str:
        """The key of its documents: the same in every locale, and after every move."""
        return self.translation_key.hex

    @property
    def delivered_path(self) -> str:
        """Where it is shown, below its locale."""
        return find_page_path(self)

    @property
    def delivered_dependencies(self) -> set[str]:
        """What its own address depends on, for every rendering of it."""
        return {f"page:{self.pk}"} if self.pk else set()

    def save(self, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            page_saved.send(sender=type(self), instance=self, update_fields=kwargs.get("update_fields"))
            return result

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        address = make_address(self.delivered_path, self.locale.language_code)
        return parts[0], settings.VITRINE_STOREFRONT_URL, address

    def make_preview_request(
        self,
        original_request: HttpRequest | None = None,
        preview_mode: str | None = None,
        extra_request_attrs: dict[str, Any] | None = None,
    ) -> HttpResponse:
        # Wagtail serves previews to a request of its own making, which has no query string.
        at = original_request.GET.get("at", "") if original_request is not None else ""
        return super().make_preview_request(
            original_request, preview_mode, {**(extra_request_attrs or {}), "preview_at": at}
        )

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from cms.delivery.previewing import serve_draft

        return serve_draft(self, request, mode_name)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        from django.shortcuts import redirect

        return redirect(self.full_url)
