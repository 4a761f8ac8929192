"""What a member has agreed to: every step is kept, the latest one holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms.members.models import Consent, ConsentKind, Member
from cms.members.wordings import find_versions
from cms.refusals import Refused


@dataclass(frozen=True, slots=True)
class ConsentState:
    """Where a member stands in one matter. `version` and `changed_at` are those of the latest step, if there is one.

    `is_current`: the words have not changed since, so nobody has to be asked again.
    """

    kind: str
    is_given: bool = False
    version: str = ""
    changed_at: datetime | None = None
    is_current: bool = False


def list_states(member: Member | None, *, at: datetime) -> list[ConsentState]:
    """Where `member` stands in every matter; somebody without a row has agreed to nothing."""
    latest: dict[str, Consent] = {}
    if member is not None:
        for step in Consent.objects.filter(member=member).order_by("changed_at", "pk"):
            latest[step.kind] = step
    versions = find_versions(at=at)
    return [_describe(kind, latest.get(kind), versions[kind]) for kind in ConsentKind.values]


def _describe(kind: str, step: Consent | None, version: str) -> ConsentState:
    if step is None:
        return ConsentState(kind)
    return ConsentState(
        kind=kind,
        is_given=step.is_given,
        version=step.version,
        changed_at=step.changed_at,
        is_current=step.version == version,
    )


def has_consent(member: Member | None, kind: str) -> bool:
    """Whether what `member` said last about `kind` was yes."""
    if member is None:
        return False
    said = Consent.objects.filter(member=member, kind=kind).order_by("-changed_at", "-pk").values_list("is_given")
    return bool(said[:1] and said[0][0])


def require_consent(member: Member, kind: str, *, field: str = "") -> None:
    """Raise Refused with CONSENT_REQUIRED unless `member` has agreed to `kind`."""
    if not has_consent(member, kind):
        raise Refused.because(
            "CONSENT_REQUIRED",
            _("Agree first that what you write here is shown to everybody."),
            field=field,
        )


def give_consent(member: Member, kind: str, *, version: str | None = None, at: datetime) -> ConsentState:
    """Note that `member` agrees to `kind`. `version` is what they were shown; refused where it is out of date."""
    return _add_step(member, kind, is_given=True, shown=version, at=at)


def withdraw_consent(member: Member, kind: str, *, at: datetime) -> ConsentState:
    """Note that `member` does not agree to `kind` any more; what they wrote stays until they delete it."""
    return _add_step(member, kind, is_given=False, shown=None, at=at)


@transaction.atomic
def _add_step(member: Member, kind: str, *, is_given: bool, shown: str | None, at: datetime) -> ConsentState:
    version = find_versions(at=at)[kind]
    if shown is not None and shown != version:
        raise Refused.because(
            "TEXT_CHANGED", _("The text has changed meanwhile. Read it again, then agree."), field="version"
        )
    # One member's steps one after the other, or two requests at once would both think they are the first.
    Member.objects.select_for_update().get(pk=member.pk)
    last = Consent.objects.filter(member=member, kind=kind).order_by("-changed_at", "-pk").first()
    if last is None and not is_given:
        return ConsentState(kind)
    if last is None or last.is_given != is_given or last.version != version:
        last = Consent.objects.create(member=member, kind=kind, is_given=is_given, version=version, changed_at=at)
    return _describe(kind, last, version)
