"""The page of who may do what: as it stands, for who may look at it, and as a file."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.catalog.models import CategoryLimit
from cms.operations.matrix.reading import read_matrix
from cms.operations.roles.granting import ensure_roles, find_group
from tests import factories
from tests.integration.admin.conftest import log_in
from tests.integration.roles.test_matrix import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roles() -> None:
    factories.make_home()
    ensure_roles()


def find_cell(area: str, role: str) -> tuple[str, ...]:
    matrix = read_matrix()
    place = [column.group for column in matrix.columns].index(find_group(role))
    return next(row.cells[place] for row in matrix.rows if row.area == area)


def test_it_says_what_groups_may_do_now() -> None:
    assert set(find_cell("Brands", "head")) == {"add", "change", "delete", "look at"}
    assert find_cell("Brands", "merchandising") == ("add", "change", "look at")
    assert find_cell("Brands", "service") == ()
    assert "publish (首页)" in find_cell("Pages, from a place down", "head")
    group: Any = find_group("service")
    group.permissions.add(*find_group("head").permissions.filter(codename="view_brand"))
    assert find_cell("Brands", "service") == ("look at",)


def test_the_page_and_the_file() -> None:
    head = log_in(make_person("head"))
    CategoryLimit.objects.create(group=find_group("service"), category=factories.make_category(name="数码"))
    page = head.get(reverse("roles_matrix")).content.decode()
    assert "商品运营" in page
    assert "Limited to: 数码" in page
    answer = head.get(reverse("roles_matrix"), {"format": "csv"})
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    place = lines[0].index("客服专员")
    assert next(line for line in lines if line[1] == "Limited to")[place] == "数码"
    assert next(line for line in lines if line[1] == "Brands")[lines[0].index("商品运营")] == "add, change, look at"


@pytest.mark.parametrize("role", ["merchandising", "members", "campaigns", "editors", "service", "analysts"])
def test_it_is_the_heads(role: str) -> None:
    client = log_in(make_person(role))
    assert client.get(reverse("roles_matrix"), {"format": "csv"}).status_code == 302


def test_the_number_of_queries_is_fixed() -> None:
    read_matrix()
    with CaptureQueriesContext(connection) as few:
        read_matrix()
    for number in range(10):
        category = factories.make_category(f"c-{number}")
        CategoryLimit.objects.create(group=find_group("service"), category=category)
    with CaptureQueriesContext(connection) as many:
        read_matrix()
    assert len(many) == len(few)
