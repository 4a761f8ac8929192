"""What has to be there before the shop can be served: each step says what it did and is quick when done before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.reloader import translation_file_changed

from cms.operations import admin_account, demo_logins
from cms.operations.catalogues import compiling

_DRAFTS_SHOWN = 200
"""So many edits of the demo shop's people say what was before and after."""

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to prepare beyond the database itself."""

    demo: bool
    """A demo catalogue in an empty database, and an admin account with a password we made."""


def prepare(plan: Plan, *, say: Say) -> list[str]:
    """Take every step; returns the lines to show at the end (a login)."""
    closing: list[str] = []
    _take(_("Messages"), compile_messages, say=say)
    _take(_("Database"), migrate_database, say=say)
    _take(_("Locales"), ensure_locales, say=say)
    _take(_("Pages"), ensure_homes, say=say)
    _take(_("Community"), ensure_community, say=say)
    _take(_("Collections"), ensure_collections, say=say)
    _take(_("Roles"), ensure_roles, say=say)
    _take(_("Synonyms"), ensure_synonyms, say=say)
    _take(_("Norms"), ensure_norms, say=say)
    _take(_("Handbook"), ensure_handbook, say=say)
    if plan.demo:
        # Before the data: somebody has to have written the drafts.
        _take(_("Logins"), lambda: _describe_logins(closing), say=say)
        _take(_("Demo data"), load_demo, say=say)
    _take(_("Audit log"), lambda: ensure_audit_log(demo=plan.demo), say=say)
    _take(_("Notices"), ensure_notices, say=say)
    _take(_("Search index"), ensure_index, say=say)
    _take(_("GraphQL explorer"), build_explorer, say=say)
    connections.close_all()
    return closing


def compile_messages() -> str:
    """Compile the catalogues that have changed since."""
    count = sum(compiling.compile_changed(path) for path in settings.CATALOGUES)
    if count:
        _read_catalogues_again()
    return _("%d compiled") % count if count else _("up to date")


def _read_catalogues_again() -> None:
    """Have this process, which goes on to serve, forget the words it knew before they were compiled."""
    language = translation.get_language()
    translation_file_changed(None, Path("django.mo"))
    if language is not None:
        translation.activate(language)


def migrate_database() -> str:
    """Bring the tables up to date; looking is much quicker than having `migrate` do nothing."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    planned = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not planned and not _is_unfinished("migrate"):
        return _("up to date")
    with _finishing("migrate"):
        # `migrate` ends with making permissions: cut off before that, it has to run again.
        call_command("migrate", interactive=False, verbosity=0)
    return _("%d migrations applied") % len(planned)


def ensure_locales() -> str:
    """A Wagtail locale for every language content is written in."""
    from wagtail.models import Locale

    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    for code in codes:
        Locale.objects.get_or_create(language_code=code)
    return ", ".join(codes)


def ensure_homes() -> str:
    """A home page in every locale: everything else editors write lies below it."""
    from cms.content import starting

    made = starting.ensure_homes()
    return _("%d home pages made") % made if made else _("up to date")


def ensure_collections() -> str:
    """Where pictures, documents and videos lie; have the worker read pictures from before fingerprints were."""
    from cms.media import starting
    from cms.media.alike import reading

    made = starting.ensure_collections()
    reading.plan()
    return _("%d collections made") % made if made else _("up to date")


def ensure_roles() -> str:
    """The groups a shop starts with, and who approves what."""
    from cms.operations.roles import granting

    made = granting.ensure_roles()
    return _("%d groups made") % made if made else _("up to date")


def ensure_community() -> str:
    """What moderators start with: words, reasons, dimensions of reviews."""
    from cms.community import starting

    made = starting.ensure_community()
    return _("%d rows to start with") % made if made else _("up to date")


def ensure_synonyms() -> str:
    """The synonyms any shop needs, for merchandisers to go on with."""
    said = StringIO()
    call_command("search_synonyms", stdout=said)
    return said.getvalue().strip()


def ensure_norms() -> str:
    """The norms that product information is measured by, for merchandisers to go on with."""
    from cms.catalog.scoring import starting

    made = starting.ensure_starters()
    return _("%d rows to start with") % made if made else _("up to date")


def ensure_handbook() -> str:
    """The handbook a shop starts with, for its people to go on with; each page once."""
    from cms.handbook import starting
    from cms.operations.roles.granting import find_group

    made = starting.ensure_starters(find_group=find_group)
    return _("%d rows to start with") % made if made else _("up to date")


def load_demo() -> str:
    """Fill an empty database; one whose loading was cut off is loaded again."""
    from cms.catalog.models import Product
    from cms.catalog.scoring.working import judge_stale

    if Product.objects.exists() and not _is_unfinished("demo"):
        return _("the shop has products already")
    with _finishing("demo"):
        call_command("load_demo", later=True)
        # A whole build knows the shop's own words; what the worker has added one by one does not.
        _mark_of("index").touch()
        # Whoever looks at once sees scores: the worker first draws pictures for minutes.
        judge_stale()
    return _("%d products") % Product.objects.count()


def ensure_audit_log(*, demo: bool = False) -> str:
    """Enter what was written down many at a time, or before there was a log; have the worker clean up from now on."""
    from cms.auditing import cleaning, collecting, indexing
    from cms.auditing.models import AuditEntry

    cleaning.plan()
    if demo and not AuditEntry.objects.filter(fields__isnull=False).exists():
        collecting.describe_drafts(most=_DRAFTS_SHOWN)
    entered = indexing.adopt()
    return _("%d entries") % entered if entered else _("up to date")


def ensure_notices() -> str:
    """Have the worker delete old ones from now on."""
    from cms.notices import cleaning

    cleaning.plan()
    return _("up to date")


def ensure_index() -> str:
    """Build the index where there is none this version can read; the worker keeps it up to date from then on."""
    is_unfinished = _is_unfinished("index")
    with _finishing("index"):
        call_command("search_rebuild", if_needed=not is_unfinished)
    return _("ready")


def build_explorer() -> str:
    """Build the explorer's assets. The shop is whole without them, so a failure is only told."""
    try:
        call_command("build_explorer", verbosity=0)
    except Exception as error:
        return _("not built, the shop works without it: %s") % error
    return _("ready")


def _describe_logins(closing: list[str]) -> str:
    password = admin_account.ensure_admin(settings.VITRINE_DATA)
    if password is not None:
        closing.append(_("Login: %(name)s / %(password)s") % {"name": admin_account.USERNAME, "password": password})
    shared, logins = demo_logins.ensure_logins(settings.VITRINE_DATA)
    if logins:
        closing += [
            _("As one of these, with the password %(password)s:") % {"password": shared},
            *demo_logins.describe_logins(logins),
        ]
    if password is None:
        return _("the admin's is kept as it is: its password was changed by somebody")
    return _("ready")


def _take(title: str, step: Callable[[], str], *, say: Say) -> None:
    started_at = time.monotonic()
    say(f"==> {title} …")
    remark = step()
    say(f"    {remark} ({time.monotonic() - started_at:.1f} s)")


def _mark_of(step: str) -> Path:
    return settings.VITRINE_DATA / f"unfinished-{step}"


def _is_unfinished(step: str) -> bool:
    return _mark_of(step).exists()


@contextmanager
def _finishing(step: str) -> Iterator[None]:
    """A step that is cut off inside leaves its mark, and is taken again the next time."""
    _mark_of(step).touch()
    yield
    _mark_of(step).unlink(missing_ok=True)
