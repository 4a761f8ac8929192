"""Puts the workflows of the table in place, and assigns each once to the places and models it is for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext, override
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from cms.operations.models import ProvidedApproval, ProvidedRole
from cms.operations.roles.places import list_places
from cms.operations.roles.reading import Approval, Step, read_approvals

_WAGTAILS_OWN = "Moderators approval"


def ensure_approvals() -> None:
    """Make the workflows that were never made; assign them wherever they have not been assigned before."""
    groups = {
        provided.key: provided.group for provided in ProvidedRole.objects.select_related("group") if provided.group
    }
    _name_wagtails_own()
    for approval in read_approvals():
        steps = [(step, [groups[key] for key in step.approvers if key in groups]) for step in approval.steps]
        steps = [(step, approvers) for step, approvers in steps if approvers and _is_installed(step.model)]
        if steps:
            _ensure_approval(approval, steps)


def _name_wagtails_own() -> None:
    """The workflow that comes with Wagtail, and its task, in the shop's own language while nobody has renamed them."""
    with override(settings.LANGUAGE_CODE):
        name = gettext("Approval by moderators")
    for model in (Workflow, GroupApprovalTask):
        model.objects.filter(name=_WAGTAILS_OWN).update(name=name)


def _ensure_approval(approval: Approval, steps: Sequence[tuple[Step, list[Group]]]) -> None:
    provided, is_new = ProvidedApproval.objects.select_for_update().get_or_create(key=approval.key)
    if is_new:
        provided.workflow = _make_workflow(approval, steps)
    if provided.workflow is not None:
        provided.assigned = sorted({*provided.assigned, *_assign(approval, provided.workflow, set(provided.assigned))})
    provided.save()


def _make_workflow(approval: Approval, steps: Sequence[tuple[Step, list[Group]]]) -> Workflow:
    workflow = Workflow.objects.create(name=approval.name)
    for place, (step, approvers) in enumerate(steps):
        model: Any = apps.get_model(step.model)
        task = model.objects.create(name=step.name, **step.options)
        task.groups.set(approvers)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=place)
    return workflow


def _assign(approval: Approval, workflow: Workflow, known: set[str]) -> list[str]:
    """Where somebody has assigned another one already, that one stays."""
    names = []
    for place in approval.places:
        for page in list_places(place):
            name = f"page:{page.pk}"
            names.append(name)
            if name not in known:
                WorkflowPage.objects.get_or_create(page_id=page.pk, defaults={"workflow": workflow})
    for label in approval.models:
        if not _is_installed(label):
            continue
        names.append(label)
        if label not in known:
            content_type = ContentType.objects.get_for_model(apps.get_model(label))
            WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
    return names


def _is_installed(label: str) -> bool:
    app_label, _dot, name = label.partition(".")
    return name in apps.all_models.get(app_label, {})
