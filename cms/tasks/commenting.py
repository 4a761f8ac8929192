"""Mentions in Wagtail's own comments on the fields of a page."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from wagtail.models import Comment, CommentReply

from cms.notices.naming import find_edit_address, name_person, name_thing
from cms.notices.telling import tell
from cms.tasks.mentions.finding import list_mentioned
from cms.tasks.telling import MENTIONED


def connect() -> None:
    for model in (Comment, CommentReply):
        post_save.connect(tell_mentioned, sender=model, dispatch_uid=f"mentions-{model.__name__}")


def tell_mentioned(instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Whoever is mentioned in a new comment, or a new answer to one, and may work on the page."""
    if not created or raw:
        return
    mentioned = [user for user in list_mentioned(instance.text) if user != instance.user]
    if not mentioned:
        return
    page = (instance.page if isinstance(instance, Comment) else instance.comment.page).specific
    tell(
        MENTIONED,
        [user for user in mentioned if page.permissions_for_user(user).can_edit()],
        subject=lambda: (
            _("%(name)s mentioned you: %(title)s") % {"name": name_person(instance.user), "title": name_thing(page)}
        ),
        body=instance.text,
        address=find_edit_address(page),
    )
