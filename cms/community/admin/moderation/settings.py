"""How the rules and the reviews are set: forms over the two settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList

from cms.community.models import ModerationSettings, ReviewSettings
from cms.community.moderation import kinds


class ModerationSettingsForm(WagtailAdminModelForm):
    premoderated_kinds = forms.MultipleChoiceField(
        label=_("Look at first"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Everything of these kinds waits for a moderator; the others appear at once unless a rule objects."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["premoderated_kinds"]
        field.choices = [(kind.name, kind.label_plural) for kind in kinds.all_kinds()]


MODERATION_SCREEN = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("premoderated_kinds"), FieldPanel("holds_pictures"), FieldPanel("held_first")],
            heading=_("What waits for a moderator"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("burst_count"), FieldPanel("burst_minutes")]),
                FieldRowPanel([FieldPanel("repeat_members"), FieldPanel("repeat_hours")]),
                FieldPanel("allowed_hosts"),
            ],
            heading=_("What rules hold"),
        ),
        MultiFieldPanel(
            [FieldPanel("report_threshold"), FieldPanel("hides_reported")],
            heading=pgettext_lazy("by members", "Reports"),
        ),
        FieldPanel("claim_minutes"),
    ],
    base_form_class=ModerationSettingsForm,
)

REVIEW_SCREEN = ObjectList(
    [
        FieldPanel("needs_purchase"),
        FieldRowPanel([FieldPanel("follow_up_count"), FieldPanel("follow_up_days")], heading=_("Follow-ups")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("case_rating"), FieldPanel("case_hours")]), FieldPanel("case_group")],
            heading=_("Low reviews"),
        ),
    ]
)


def set_screens() -> None:
    """Give the settings their screens: models know nothing of the admin."""
    models: Any = (ModerationSettings, ReviewSettings)
    for model, screen in zip(models, (MODERATION_SCREEN, REVIEW_SCREEN), strict=True):
        model.edit_handler = screen
