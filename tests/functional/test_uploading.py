"""Two hundred pictures dropped at once, each stored once whatever goes wrong on the way; and a focal point found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import Page, Route, expect
from wagtail.models import Collection

from cms.media.models import MediaImage
from tests.functional.browsing import MARKS, keep, log_in, make_person
from tests.pictures import make_photo, save

pytestmark = MARKS
COUNT = 200
BROKEN, ABORTED, FAILING = 40, 80, 120
"""Places in the order of sending: a file that is no whole picture, a connection that breaks, a server that fails."""
PATIENCE = 240_000


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Small pictures of which no two look alike, and one that was not copied whole."""
    paths = []
    for number in range(COUNT):
        path = tmp_path / f"picture-{number:03}.jpg"
        content = save(make_photo(48, 36, seed=number + 1))
        path.write_bytes(content[:-100] if number == BROKEN else content)
        paths.append(path)
    return paths


@pytest.fixture
def trouble(page: Page) -> Iterator[list[int]]:
    """Two uploads fail on their way; the numbers of all that were sent."""
    sent: list[int] = []

    def pass_on(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(len(sent))
        if sent[-1] == ABORTED:
            route.abort("connectionreset")
        elif sent[-1] == FAILING:
            route.fulfill(status=500, body="<h1>Server Error</h1>")
        else:
            route.continue_()

    page.route(re.compile("/images/multiple/add/$"), pass_on)
    yield sent


def drop(page: Page, paths: list[Path]) -> None:
    """As from a file manager: the browser itself is told of files, no script of the page is."""
    box = page.locator(".drop-zone").bounding_box()
    assert box is not None
    place = {"x": box["x"] + 40, "y": box["y"] + 20}
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    browser = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        browser.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})
    browser.detach()


def find_row(page: Page, number: int) -> Any:
    return page.locator("#upload-list > li").nth(number)


def count_stored() -> int:
    return MediaImage.objects.count()


def test_two_hundred_pictures(live_server: Any, page: Page, files: list[Path], trouble: list[int]) -> None:
    make_person("xiaolin", "商品运营")
    spring = Collection.get_first_root_node().add_child(name="Spring")
    log_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/images/multiple/add/")
    page.get_by_label("Add to collection:").select_option(str(spring.pk))
    page.locator(".upload-tags .ui-autocomplete-input").press_sequentially("spring,tea,")
    drop(page, files)

    rows = page.locator("#upload-list > li")
    expect(rows).to_have_count(COUNT)
    figures = page.locator("[data-upload-figures]")
    expect(figures).to_have_text(f"{COUNT - 3} of {COUNT} uploaded. 3 failed.", timeout=PATIENCE)
    assert count_stored() == COUNT - 3

    expect(find_row(page, BROKEN)).to_contain_text("This picture is damaged or was not uploaded whole.")
    expect(find_row(page, ABORTED)).to_contain_text("The connection broke off, or the server is away.")
    expect(find_row(page, FAILING)).to_contain_text("500")
    for number in (BROKEN, ABORTED, FAILING):
        expect(find_row(page, number).get_by_role("button", name="Try again")).to_be_visible()

    find_row(page, ABORTED).get_by_role("button", name="Try again").click()
    expect(figures).to_have_text(f"{COUNT - 2} of {COUNT} uploaded. 2 failed.")
    page.get_by_role("button", name="Try all that failed again").click()
    expect(figures).to_have_text(f"{COUNT - 1} of {COUNT} uploaded. 1 failed.")
    expect(find_row(page, BROKEN)).to_contain_text("This picture is damaged or was not uploaded whole.")
    expect(find_row(page, FAILING).get_by_role("button", name="Update")).to_be_visible()
    # Each was sent once, but for what failed.
    assert len(trouble) == COUNT + 3

    stored = MediaImage.objects.order_by("title").prefetch_related("tags")
    names = [path.stem for number, path in enumerate(files) if number != BROKEN]
    assert [image.title for image in stored] == names
    assert {image.collection for image in stored} == {spring}
    assert {tuple(sorted(image.tags.names())) for image in stored} == {("spring", "tea")}
    assert len({image.file_hash for image in stored}) == COUNT - 1
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_suggested_focal_point(live_server: Any, page: Page) -> None:
    make_person("xiaolin", "商品运营")
    drawn = Image.new("RGB", (640, 480), "white")
    drawn.paste("#7a3b12", (400, 240, 600, 440))
    owner = User.objects.get(username="xiaolin")
    file = ContentFile(save(drawn), name="box.jpg")
    picture = MediaImage.objects.create(title="Box", file=file, uploaded_by_user=owner)
    log_in(page, live_server.url)
    page.goto(f"{live_server.url}/admin/images/{picture.pk}/")
    page.get_by_role("button", name="Suggest a focal point").click()
    expect(page.get_by_text("Suggested: what stands out of the background.")).to_be_visible()
    page.get_by_role("button", name="Suggest a focal point").click()
    expect(page.get_by_text("A focal area is drawn already.")).to_be_visible()
    keep(page, "focal-point")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"{live_server.url}/admin/images/")
    picture.refresh_from_db()
    assert (picture.focal_point_x, picture.focal_point_y) == pytest.approx((500, 340), abs=25)
    assert picture.focal_point_width == pytest.approx(200, abs=50)
