"""The demo's members: each known to the built-in identity provider, so that one can sign in as any of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from cms.community.demo.reading import read_members
from cms.members.consents import find_versions
from cms.members.identity.providers import DEVELOPMENT_ISSUER
from cms.members.models import Consent, ConsentKind, Member


@transaction.atomic
def load_members(*, at: datetime) -> dict[str, Member]:
    """Every member of the demo by key; those who are missing join, and agree to what they write being shown."""
    subjects = {f"demo-{key}": key for key in read_members()}
    rows = Member.objects.filter(issuer=DEVELOPMENT_ISSUER, subject__in=subjects)
    present = {subjects[member.subject]: member for member in rows}
    missing = {key: row for key, row in read_members().items() if key not in present}
    new = {
        key: Member(
            issuer=DEVELOPMENT_ISSUER,
            subject=f"demo-{key}",
            name=row["name"],
            joined_at=at - timedelta(days=row["joined"]),
        )
        for key, row in missing.items()
    }
    Member.objects.bulk_create(new.values())
    version = find_versions(at=at)[ConsentKind.COMMUNITY]
    Consent.objects.bulk_create(
        Consent(member=member, kind=ConsentKind.COMMUNITY, is_given=True, version=version, changed_at=member.joined_at)
        for member in new.values()
    )
    return {**present, **new}
