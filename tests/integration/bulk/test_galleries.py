"""Pictures as a column: named as people name them, in their order, there and back, and taken back whole."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, ReferenceIndex

from cms.bulk.jobs.comparing import Candidate, Comparer
from cms.bulk.models import JobState, RowState
from cms.bulk.subjects.facts import Facts
from cms.bulk.subjects.subject import Circumstances
from cms.catalog.models import Product, ProductPicture
from cms.media.models import MediaImage
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.bulk.tables import (
    act,
    download,
    list_changes,
    list_problems,
    read_csv,
    read_workbook,
    upload,
    upload_rows,
)
from tests.integration.media.conftest import media_folder
from tests.pictures import make_jpeg

__all__ = ["media_folder"]

pytestmark = pytest.mark.django_db
HEADER = ["Product key", "Pictures"]


def keep(title: str, name: str = "", **fields: Any) -> MediaImage:
    return MediaImage.objects.create(title=title, file=ContentFile(make_jpeg(), name=name or "x.jpg"), **fields)


def show(product: Product, *shown: Any) -> None:
    for number, one in enumerate(shown):
        image, option = one if isinstance(one, tuple) else (one, "")
        kind = {"image": image} if isinstance(image, MediaImage) else {"remote_url": image}
        ProductPicture.objects.create(product=product, option=option, sort_order=number, **kind)


def list_shown(product: Product) -> list[tuple[Any, str]]:
    rows = ProductPicture.objects.filter(product=product).order_by("sort_order", "pk")
    return [(row.image.title if row.image else row.remote_url, row.option) for row in rows]


@pytest.fixture
def tea() -> Product:
    return factories.make_product("tea")


def test_they_are_named_as_a_person_would(admin_client: Client, tea: Product) -> None:
    front, other = keep("Front"), keep("Twice", "one.jpg")
    second, odd = keep("Twice", "two.jpg"), keep("#1 of all", "odd.jpg")
    keep("odd.jpg", "other.jpg")
    address = "https://pictures.example/far.jpg"
    show(tea, front, second, (front, "红色"), odd, address, other)
    expected = "\n".join(["Front", "two.jpg", "Front @红色", f"#{odd.pk}", address, "one.jpg"])
    for kind, read in (("xlsx", read_workbook), ("csv", read_csv)):
        content = download(admin_client, "facts", format=kind)
        header, row = read(content)
        assert row[header.index("Pictures")] == expected
        job = upload(admin_client, "facts", content, file=f"table.{kind}")
        assert (job.error, job.unchanged, job.rows.count()) == ("", 1, 0)


def test_set_moved_taken_out_and_taken_back(admin_client: Client, tea: Product) -> None:
    front, side, back = keep("Front"), keep("Side"), keep("Back")
    show(tea, front, (side, "红色"))
    ProductPicture.objects.filter(image=front).update(remote_url="https://pictures.example/front.jpg")
    before = list(ProductPicture.objects.order_by("sort_order").values("image", "remote_url", "option", "sort_order"))
    stays = ProductPicture.objects.get(image=side)
    job = upload_rows(admin_client, "facts", [HEADER, ["tea", f"Side @ 红色\n\n #{back.pk}\nside"]])
    assert [problem[:2] for problem in list_problems(job)] == [(2, "pictures")]
    job = upload_rows(admin_client, "facts", [HEADER, ["tea", f"Side @ 红色\n\n #{back.pk}\nSide"]])
    value = [[side.pk, "红色"], [back.pk, ""], [side.pk, ""]]
    assert list_changes(job) == {2: {"pictures": [[[front.pk, ""], [side.pk, "红色"]], value]}}
    page = admin_client.get(reverse("bulk:job", args=[job.pk])).content.decode()
    assert "<del>Front<br>Side @红色</del>" in page
    assert "<ins>Side @红色<br>Back<br>Side</ins>" in page
    job = act(admin_client, job, "confirm")
    assert list_shown(tea) == [("Side", "红色"), ("Back", ""), ("Side", "")]
    assert ProductPicture.objects.get(option="红色").pk == stays.pk
    used = ReferenceIndex.get_count_references_to_in_bulk([front, side, back])
    assert [used.get(one, 0) for one in (front, side, back)] == [0, 2, 1]
    job = act(admin_client, job, "undo")
    assert (job.state, job.rows.get().state) == (JobState.UNDONE, RowState.UNDONE)
    rows = ProductPicture.objects.order_by("sort_order").values("image", "remote_url", "option", "sort_order")
    assert list(rows) == before
    assert ReferenceIndex.get_count_references_to_in_bulk([front]).get(front) == 1


def test_emptied_missing_and_new(admin_client: Client, tea: Product) -> None:
    front = keep("Front")
    show(tea, front)
    job = upload_rows(admin_client, "facts", [["Product key", "Life-cycle stage"], ["tea", "growth"]])
    act(admin_client, job, "confirm")
    assert list_shown(tea) == [("Front", "")]
    job = upload_rows(
        admin_client, "facts", [[*HEADER, "Life-cycle stage"], ["tea", "", "growth"], ["new", "Front", "new"]]
    )
    job = act(admin_client, job, "confirm")
    assert (list_problems(job), list_shown(tea)) == ([], [])
    assert list_shown(Product.objects.get(key="new")) == [("Front", "")]
    act(admin_client, job, "undo")
    assert list_shown(tea) == [("Front", "")]
    assert not Product.objects.filter(key="new").exists()
    assert MediaImage.objects.get() == front


def test_what_cannot_be_meant_is_refused(admin_client: Client, tea: Product) -> None:
    one, two = keep("Twice", "one.jpg"), keep("Twice", "two.jpg")
    keep("one.jpg", "three.jpg")
    lines = [
        "Nope",
        "Twice",
        "one.jpg",
        "#999",
        "#x",
        "https://x.example/a.jpg",
        "two.jpg\ntwo.jpg",
        f"two.jpg @{'x' * 121}",
    ]
    for number in range(len(lines) - 1):
        factories.make_product(f"p-{number}")
    keys = ["tea", *(f"p-{number}" for number in range(len(lines) - 1))]
    job = upload_rows(admin_client, "facts", [HEADER, *map(list, zip(keys, lines, strict=True))])
    missing = (
        "There is no picture “%s” in the library. Write its title, the name of its file, or # and its number, "
        "one picture a line."
    )
    several = "“%s” could be any of these: %s. Write # and the number of the one you mean."
    three = MediaImage.objects.get(title="one.jpg")
    assert list_problems(job) == [
        (2, "pictures", missing % "Nope"),
        (3, "pictures", several % ("Twice", f"#{one.pk} (one.jpg), #{two.pk} (two.jpg)")),
        (4, "pictures", several % ("one.jpg", f"#{one.pk} (one.jpg), #{three.pk} (three.jpg)")),
        (5, "pictures", missing % "#999"),
        (6, "pictures", missing % "#x"),
        (
            7,
            "pictures",
            "An address can be moved or taken out here, not added. Put the picture into the library first.",
        ),
        (8, "pictures", "“two.jpg” is there twice. Delete one of the two lines."),
        (9, "pictures", f"“{'x' * 20}…” has 121 characters; at most 120 are allowed. Shorten it."),
    ]
    assert not ProductPicture.objects.exists()


def test_only_pictures_that_one_may_choose(tea: Product) -> None:
    hidden = Collection.get_first_root_node().add_child(name="Hidden")
    keep("Front", collection=hidden)
    client = log_in(make_user("catalog.change_product"))
    job = upload_rows(client, "facts", [HEADER, ["tea", "Front"]])
    assert list_problems(job) == [
        (2, "pictures", "You may not choose one of these pictures. Ask for the right to its collection.")
    ]


def test_a_picture_deleted_meanwhile(admin_client: Client, tea: Product) -> None:
    front, side = keep("Front"), keep("Side")
    show(tea, front)
    job = upload_rows(admin_client, "facts", [HEADER, ["tea", "Side"]])
    other = upload_rows(admin_client, "facts", [HEADER, ["tea", "Side"]])
    number = side.pk
    side.delete()
    job = act(admin_client, job, "confirm")
    gone = "One of these pictures has been deleted meanwhile. Choose another."
    assert (list_problems(job), list_shown(tea)) == ([(2, "pictures", gone)], [("Front", "")])
    other.refresh_from_db()
    assert f"#{number}" in admin_client.get(reverse("bulk:job", args=[other.pk])).content.decode()
    keep("Side")
    job = act(admin_client, upload_rows(admin_client, "facts", [HEADER, ["tea", "Side"]]), "confirm")
    front.delete()
    job = act(admin_client, job, "undo")
    assert (job.rows.get().state, list_problems(job)) == (RowState.KEPT, [(2, "pictures", gone)])
    assert list_shown(tea) == [("Side", "")]


def test_a_text_that_chooses_its_own(admin_client: Client) -> None:
    content = factories.make_published("cup")
    front = keep("Front")
    job = upload_rows(admin_client, "facts", [HEADER, ["cup", "Front"]])
    assert job.rows.get().warnings == []
    content.pictures = [("picture", front)]
    content.save()
    job = upload_rows(admin_client, "facts", [HEADER, ["cup", "Front"]])
    assert job.rows.get().warnings == ["A text of this product chooses its own pictures: there they are not shown."]


def test_names_are_asked_for_together(admin: Any, django_assert_max_num_queries: Any) -> None:
    images = [keep(f"Picture {number}", f"p-{number}.jpg") for number in range(12)]
    for number, image in enumerate(images):
        show(factories.make_product(f"p-{number}"), image)
    rows = [
        Candidate(
            number, {"product": f"p-{number}", "pictures": f"Picture {number}" if number % 2 else f"p-{number}.jpg"}
        )
        for number in range(12)
    ]
    comparer = Comparer(Facts(), Circumstances(admin, publishes=False, at=timezone.now()))
    with django_assert_max_num_queries(8):
        compared = comparer.compare(rows)
    assert all(one.is_unchanged for one in compared)
