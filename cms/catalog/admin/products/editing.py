"""Editing a product's content, and taking it off."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import EditView, UnpublishView

from cms.catalog.reach.selectors import may_reach


class ProductEditView(EditView):
    """Facts are one button away; saving says what it did."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        may_change = self.request.user.has_perm("catalog.change_product")
        if may_change and may_reach(self.request.user, self.object):
            url = reverse("catalogue_product:edit", args=[self.object.product_id]) + f"?content={self.object.pk}"
            buttons.append(HeaderButton(_("Edit facts"), url=url, icon_name="table"))
        return buttons

    def get_success_message(self, instance: Any = None) -> str:
        content = instance or self.object
        values = {"title": content.title, "language": content.locale.get_display_name()}
        if self.action == "publish" and not (content.go_live_at and content.go_live_at > timezone.now()):
            return _("“%(title)s” is published: shoppers see it in %(language)s within seconds.") % values
        if self.action == "edit":
            if content.live:
                return _("The draft of “%(title)s” is saved. Shoppers still see the published version.") % values
            return _("The draft of “%(title)s” is saved. Shoppers do not see it until it is published.") % values
        return super().get_success_message(instance)


class ProductUnpublishView(UnpublishView):
    """Goes through the model, whose unpublishing withdraws the document in the same transaction."""

    def unpublish(self) -> Any:
        response = self.run_hook("before_unpublish", self.request, self.object)
        if response is not None:
            return response
        with transaction.atomic():
            for content in self.objects_to_unpublish:
                content.unpublish(user=self.request.user)
        return self.run_hook("after_unpublish", self.request, self.object)

    def get_success_message(self) -> str:
        return _("“%(title)s” is off in %(language)s: it is gone from the storefront and from search.") % {
            "title": self.object.title,
            "language": self.object.locale.get_display_name(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = self.object.product.contents.filter(live=True).exclude(pk=self.object.pk).select_related("locale")
        return {**super().get_context_data(**kwargs), "other_contents": list(others)}
