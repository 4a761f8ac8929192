"""What can be done to many products at once."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.shortcuts import get_list_or_404
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from cms.catalog.models import ProductContent
from cms.catalog.reach.selectors import join
from cms.delivery.middleware import describe_refusal
from cms.delivery.problems import PublishRefused


class TickedContents:
    """Of a bulk action: only what was ticked. “Everything in the listing” would ignore the filters."""

    @classproperty
    def models(cls) -> list[type]:
        return [ProductContent]

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        return []

    @classmethod
    def get_queryset(cls, model: type, object_ids: list[str]) -> list[ProductContent]:
        return get_list_or_404(join(ProductContent.objects.filter(pk__in=object_ids)))


class _ProductBulkAction(TickedContents, SnippetBulkAction):
    """Asks first, and says what would happen."""

    permission = "publish"
    template_name = "catalog/products/bulk.html"
    question: Any = ""
    consequence: Any = ""
    confirmation: Any = ""

    def check_perm(self, content: ProductContent) -> bool:
        if not self.permission_policy.user_has_permission_for_instance(self.request.user, self.permission, content):
            return False
        lock = content.get_lock()
        return not (lock and lock.for_user(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        count = len(self.request.GET.getlist("id"))
        return {
            **super().get_context_data(**kwargs),
            "title": self.display_name,
            "question": self.question % {"count": count},
            "consequence": self.consequence,
            "confirmation": self.confirmation,
        }


class PublishBulkAction(_ProductBulkAction):
    display_name = gettext_lazy("Publish")
    action_type = "publish"
    aria_label = gettext_lazy("Publish the selected products")
    action_priority = 10
    question = gettext_lazy("Publish the newest draft of these products?")
    consequence = gettext_lazy(
        "Shoppers see them within seconds. Those with a date to come are scheduled; those without a newer draft "
        "stay as they are."
    )
    confirmation = gettext_lazy("Yes, publish")

    @classmethod
    def execute_action(cls, objects: list[ProductContent], *, self: Any, **kwargs: Any) -> tuple[int, int]:
        count = 0
        for content in objects:
            if content.live and not content.has_unpublished_changes:
                continue
            count += cls._publish(content, self.request)
        return count, 0

    @staticmethod
    def _publish(content: ProductContent, request: Any) -> int:
        revision = content.latest_revision or content.save_revision(user=request.user)
        try:
            with transaction.atomic():
                revision.publish(user=request.user)
        except IntegrityError:
            text = _("“%(title)s” was not published: another product already has its address. Give it another slug.")
            messages.error(request, text % {"title": revision.object_str})
            return 0
        except PublishRefused as refused:
            messages.error(request, describe_refusal(refused))
            return 0
        return 1

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(count)d product published.", "%(count)d products published.", num_parent_objects) % {
            "count": num_parent_objects
        }


class UnpublishBulkAction(_ProductBulkAction):
    display_name = gettext_lazy("Unpublish")
    action_type = "unpublish"
    aria_label = gettext_lazy("Unpublish the selected products")
    action_priority = 20
    question = gettext_lazy("Take these products off?")
    consequence = gettext_lazy(
        "They leave the storefront and search at once, in the language shown; words, facts and history stay."
    )
    confirmation = gettext_lazy("Yes, unpublish")

    @classmethod
    def execute_action(cls, objects: list[ProductContent], *, self: Any, **kwargs: Any) -> tuple[int, int]:
        live = [content for content in objects if content.live]
        for content in live:
            content.unpublish(user=self.request.user)
        return len(live), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(count)d product unpublished.", "%(count)d products unpublished.", num_parent_objects) % {
            "count": num_parent_objects
        }


class ProductDeleteBulkAction(TickedContents, DeleteBulkAction):
    """Wagtail's own deletes in one query, past the model that withdraws the documents."""

    @classmethod
    def execute_action(cls, objects: list[ProductContent], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        from wagtail.log_actions import log

        acting = user or kwargs["self"].request.user
        for content in objects:
            log(instance=content, action="wagtail.delete", user=acting, deleted=True)
            content.delete()
        return len(objects), 0
