"""Wagtail's publishing and unpublishing, each in one transaction with the documents it brings about.

The admin, its API, workflows and Wagtail's own models all make these actions and execute them: the actions are what
is wrapped, so that nothing gets round the delivery services.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import Page

from cms.delivery import services
from cms.delivery.models import DeliveredByPublishing


def wrap() -> None:
    """Have the actions deliver; called once the app is ready."""
    _wrap(PublishRevisionAction, services.publish)
    _wrap(UnpublishAction, services.unpublish)


def _wrap(action_class: Any, serve: Callable[..., Any]) -> None:
    execute = action_class.execute
    if hasattr(execute, "__wrapped__"):
        return

    @wraps(execute)
    def execute_and_deliver(action: Any, *args: Any, **options: Any) -> Any:
        source = find_source(action.object)
        if source is None:
            return execute(action, *args, **options)
        return serve(action, source, lambda: execute(action, *args, **options))

    action_class.execute = execute_and_deliver


def find_source(instance: Any) -> Any | None:
    """What `instance` is delivered from: itself, or the page that Wagtail has at hand without its own fields."""
    if isinstance(instance, DeliveredByPublishing):
        return instance
    if type(instance) is Page and issubclass(instance.specific_class or Page, DeliveredByPublishing):
        return instance.specific
    return None
