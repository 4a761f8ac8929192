"""What the demo shop's merchandiser has uploaded: by the services of the screen, with rows that were refused."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from cms.bulk.demo import load_uploads
from cms.bulk.models import BulkJob, JobState
from cms.catalog.models import Offer
from cms.operations.roles.granting import ensure_roles, find_group
from tests import factories
from tests.integration.admin.conftest import log_in
from tests.integration.bulk.tables import list_problems, read_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchandiser() -> User:
    factories.make_home()
    ensure_roles()
    user = User.objects.create_user("xiaoman", "xiaoman@example.com", "secret")
    user.groups.add(find_group("merchandising"))
    return user


@pytest.fixture
def offers() -> None:
    for number in range(20):
        factories.make_offer(factories.make_product(f"tea-{number:02}"), stock=200)
    factories.make_offer(factories.make_product("nearly-gone"), stock=3, alert_level=5)


def test_one_table_is_written_whole_and_of_the_other_two_rows_are_refused(merchandiser: User, offers: None) -> None:
    assert load_uploads(at=timezone.now()) == 22
    levels, delivery = BulkJob.objects.all()
    assert [(job.state, job.total, job.user) for job in (delivery, levels)] == [
        (JobState.DONE, 12, merchandiser),
        (JobState.DONE, 10, merchandiser),
    ]
    assert list_problems(delivery) == []
    assert [(number, column) for number, column, _text in list_problems(levels)] == [(5, "stock"), (6, "product")]
    stocks = list(Offer.objects.order_by("sku").values_list("stock", "alert_level"))
    assert stocks == [(3, 5), *[(248, 0)] * 12, *[(200, 12)] * 8]
    response = log_in(merchandiser).get(reverse("bulk:result", args=[levels.pk]))
    refused = read_workbook(b"".join(response.streaming_content))
    assert [row[0] for row in refused[1:]] == ["tea-00", "SX-NOT-THERE"]


def test_it_is_loaded_once_and_only_for_somebody(merchandiser: User, offers: None) -> None:
    load_uploads(at=timezone.now())
    assert load_uploads(at=timezone.now()) == 0
    assert BulkJob.objects.count() == 2
    BulkJob.objects.all().delete()
    merchandiser.groups.clear()
    assert load_uploads(at=timezone.now()) == 0
    assert not BulkJob.objects.exists()
