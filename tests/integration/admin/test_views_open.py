"""Every view Wagtail offers for a product opens, with and without something to show."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from cms.catalog.models import ProductContent
from tests import factories

PRODUCTS = "wagtailsnippets_catalog_productcontent"
pytestmark = pytest.mark.django_db


@pytest.fixture
def content() -> ProductContent:
    brand = factories.make_brand("sony", name="索尼")
    category = factories.make_category("earphones", name="耳机")
    product = factories.make_product("wh1000", brand=brand, category=category)
    content = factories.make_published(product=product, title="无线蓝牙耳机", slug="wh1000")
    content.title = "无线降噪蓝牙耳机"
    content.save_revision()
    return ProductContent.objects.get(pk=content.pk)


@pytest.mark.parametrize("name", ["list", "list_results", "add"])
def test_views_of_all_products_open(admin_client: Client, content: ProductContent, name: str) -> None:
    assert admin_client.get(reverse(f"{PRODUCTS}:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["list", "add"])
def test_views_open_with_nothing_there(admin_client: Client, name: str) -> None:
    assert admin_client.get(reverse(f"{PRODUCTS}:{name}")).status_code == 200


@pytest.mark.parametrize(
    "name", ["edit", "delete", "usage", "history", "history_results", "copy", "unpublish", "workflow_history"]
)
def test_views_of_one_product_open(admin_client: Client, content: ProductContent, name: str) -> None:
    assert admin_client.get(reverse(f"{PRODUCTS}:{name}", args=[content.pk])).status_code == 200


def test_revisions_open_and_compare(admin_client: Client, content: ProductContent) -> None:
    first, last = content.revisions.order_by("created_at", "pk")[0], content.latest_revision
    compared = admin_client.get(reverse(f"{PRODUCTS}:revisions_compare", args=[content.pk, first.pk, last.pk]))
    assert compared.status_code == 200
    assert "addition" in compared.content.decode()
    for name in ("revisions_view", "revisions_revert"):
        response = admin_client.get(reverse(f"{PRODUCTS}:{name}", args=[content.pk, first.pk]))
        assert response.status_code == 200
        assert "无线蓝牙耳机" in response.content.decode()


def test_usage_and_workflow_views_open(admin_client: Client, content: ProductContent, admin: object) -> None:
    task = GroupApprovalTask.objects.create(name="审批")
    workflow = Workflow.objects.create(name="商品审批")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(ProductContent)
    )
    state = workflow.start(content.get_latest_revision_as_object(), admin)
    edit = admin_client.get(reverse(f"{PRODUCTS}:edit", args=[content.pk]))
    assert edit.status_code == 200
    task_state = state.current_task_state
    args = [content.pk, state.pk]
    assert admin_client.get(reverse(f"{PRODUCTS}:workflow_history_detail", args=args)).status_code == 200
    preview = admin_client.get(reverse(f"{PRODUCTS}:workflow_preview", args=[content.pk, task.pk]))
    assert preview.status_code == 200
    assert "无线降噪蓝牙耳机" in preview.content.decode()
    confirm = admin_client.get(reverse(f"{PRODUCTS}:confirm_workflow_cancellation", args=[content.pk]))
    assert confirm.status_code == 200
    done = admin_client.post(
        reverse(f"{PRODUCTS}:workflow_action", args=[content.pk, "approve", task_state.pk]), {"comment": ""}
    )
    assert done.status_code in {200, 302}
    content.refresh_from_db()
    assert (content.live, content.title) == (True, "无线降噪蓝牙耳机")


@pytest.mark.parametrize(
    "namespace", ["catalogue_product", "catalogue_brand", "catalogue_category", "catalogue_specification"]
)
def test_other_lists_and_forms_open(admin_client: Client, content: ProductContent, namespace: str) -> None:
    assert admin_client.get(reverse(f"{namespace}:index")).status_code == 200
    add = admin_client.get(reverse(f"{namespace}:add"))
    assert add.status_code == (302 if namespace == "catalogue_product" else 200)
    objects = {
        "catalogue_product": content.product,
        "catalogue_brand": content.product.brand,
        "catalogue_category": content.product.category,
        "catalogue_specification": content.product.category.specifications.create(key="colour", name="颜色"),
    }
    pk = objects[namespace].pk
    for name in ("edit", "history", "usage"):
        assert admin_client.get(reverse(f"{namespace}:{name}", args=[pk])).status_code == 200
    deleting = admin_client.get(reverse(f"{namespace}:delete", args=[pk]))
    refused = namespace in {"catalogue_brand", "catalogue_category"}
    assert deleting.status_code == (302 if refused else 200)


@pytest.mark.parametrize("name", ["brand_chooser", "category_chooser", "product_chooser"])
def test_choosers_open(admin_client: Client, content: ProductContent, name: str) -> None:
    assert admin_client.get(reverse(f"{name}:choose")).status_code == 200
    assert admin_client.get(reverse(f"{name}:choose_results"), {"q": "x"}).status_code == 200
