"""What is written down of what: which models are covered, and which of their values nobody may read afterwards."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import Promise

_OURS = ("cms.", "campaigns.", "search.")
_OTHERS = {
    *("auth.user", "auth.group"),
    *("wagtailcore.page", "wagtailcore.site", "wagtailcore.locale", "wagtailcore.collection", "wagtailcore.apitoken"),
    *("wagtailcore.workflow", "wagtailcore.task", "wagtailcore.groupapprovaltask", "wagtailcore.workflowcontenttype"),
    *("wagtailcore.pageviewrestriction", "wagtailcore.collectionviewrestriction"),
    *("wagtailredirects.redirect", "wagtaildocs.document", "wagtailmedia.media"),
}
# What follows from something else, is counted, waits for a worker, or is written by shoppers.
_DERIVED = {
    "auditing": {"*"},
    "behaviour": {"*", "!behavioursettings", "!recommendationexclusion"},
    "bulk": {"bulkfile", "bulkrow"},
    "catalog": {"starternorm", "normversion", "productscore", "picturemeasure", "feedproposal"},
    "community": {
        *("postproduct", "purchase", "reviewsummary", "moderationfinding", "moderationevent", "report", "caseevent"),
        *("textfingerprint", "fingerprintband", "like", "favourite", "upload", "helpfulvote"),
    },
    "delivery": {"*"},
    "media": {"mediarendition"},
    "members": {"consent"},
    "merchandising": {"startersynonyms", "guidanceversion"},
    "notices": {"channelmessage", "notice", "noticepreference"},
    "operations": {"*"},
    "promotions": {
        *("keptbook", "claim", "claimpart", "claimrefund", "ruleusage", "shopperusage", "promotionversion"),
    },
    "signin": {"*"},
    "suggesting": {"*"},
    "webhooks": {"webhookmessage"},
    "weighing": {"reweighing"},
}
# What members wrote of themselves stays theirs: it is written down that it changed, and not what it says.
_MEMBERS = {
    *("members.member", "members.erasure"),
    *("community.post", "community.reply", "community.review", "community.followup", "community.question"),
    *("community.answer", "community.moderationitem", "community.reviewcase"),
}
_SECRET = re.compile(r"password|secret|token|signature|credential|api_?key|key_hash|private_key")
_HIDDEN = {"notices.noticechannel": {"address", "url"}, "webhooks.webhookendpoint": {"secrets"}}
_TECHNICAL = {
    *("pk", "id", "path", "depth", "numchild", "content_type", "translation_key", "url_path", "draft_title"),
    *("latest_revision", "live_revision", "has_unpublished_changes", "latest_revision_created_at", "last_login"),
    *("first_published_at", "last_published_at", "base_content_type", "object_id", "file_hash", "sort_order"),
    *("wagtail_admin_comments", "alias_of", "date_joined", "version", "search_text", "sort_key"),
}


@cache
def is_covered(model: type[models.Model]) -> bool:
    """Whether changes of its rows are written down."""
    meta = model._meta
    if meta.proxy or meta.auto_created:
        return False
    if meta.label_lower in _OTHERS:
        return True
    if not model.__module__.startswith(_OURS):
        return False
    derived = _DERIVED.get(meta.app_label, set())
    name = str(meta.model_name)
    return f"!{name}" in derived or not ({name, "*"} & derived)


@cache
def is_technical(model: type[models.Model], name: str) -> bool:
    """Whether a field says nothing to people: it follows from others, or counts for the machine."""
    if name in _TECHNICAL:
        return True
    field = find_field(model, name)
    if isinstance(field, models.Field) and not isinstance(field.verbose_name, Promise):
        # Nobody has found a word for it, as nobody meets it in a form.
        return True
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False))


@cache
def is_hidden(model: type[models.Model], name: str) -> bool:
    """Whether it is only written down that a field changed: secrets, and what members said or are called."""
    label = model._meta.label_lower
    if _SECRET.search(name) or name in _HIDDEN.get(label, ()):
        return True
    field = find_field(model, name)
    related = getattr(field, "related_model", None)
    if related is not None and related._meta.label_lower == "members.member":
        return True
    if label not in _MEMBERS:
        return False
    is_open = isinstance(
        field, models.BooleanField | models.DateField | models.IntegerField | models.ForeignKey
    ) or bool(getattr(field, "choices", None))
    return not is_open


def is_of_members(model: type[models.Model]) -> bool:
    """Whether its rows are a member's own."""
    return model._meta.label_lower in _MEMBERS


def find_field(model: type[models.Model], name: str) -> Any:
    """The field of that name; None where the model has none any more."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
