"""A member posts with a picture; nobody else sees anything of it before a moderator approves it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from cms.community.models import Board, Post, Upload
from cms.media.models import MediaImage
from tests import pages, shoppers
from tests.functional.browsing import MARKS, ask, keep, log_in, make_person, open_page, read, wait_until
from tests.pictures import make_photo, save

TITLE, BODY = "盖碗第一泡", "水温八十五度，出汤要快。"
POST = """
query ($key: String!, $path: String!) {
  post(key: $key, locale: "zh-hans") { title }
  route(path: $path, locale: "zh-hans") { content { path } }
  posts(board: "tea", first: 10, locale: "zh-hans") { nodes { title images { url } } }
}
"""

pytestmark = MARKS


@pytest.fixture
def board(settings: Any) -> Board:
    """A board with a post that everybody sees, in a shop with the built-in identity provider."""
    settings.VITRINE_IS_DEVELOPMENT = True
    pages.find_home()
    board = shoppers.make_board("tea", name="茶桌")
    shoppers.make_post(board=board, title="这里聊茶")
    return board


@pytest.fixture
def moderator(board: Board) -> User:
    """Somebody of customer service: moderates posts and nothing else."""
    return make_person("xiaolin", "客服专员", "community.moderate_post")


def sign_in(page: Page, server: str) -> None:
    page.goto(f"{server}/zh-hans/community/write")
    page.wait_for_url("**/me/sign-in**")
    page.get_by_role("button", name="林夏").click()
    page.wait_for_url("**/community/write**")


def write(page: Page, photo: Path) -> None:
    """Title, text, and a picture that is uploaded and described."""
    page.get_by_label("Where it belongs").select_option("tea")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("What you want to say").fill(BODY)
    page.locator("input[type=file]").set_input_files(photo)
    page.get_by_role("checkbox", name=re.compile("Taking part in the community")).check()


def list_seen(server: str, post: Post, upload: Upload) -> list[str]:
    """Where somebody who is not signed in finds anything of the post."""
    path = f"/community/posts/{post.key}"
    data = ask(server, POST, key=post.key, path=path)
    pages_of_others = {
        "post": path,
        "board": "/community/boards/tea",
        "community": "/community",
        "search": "/search?q=%E7%9B%96%E7%A2%97%E7%AC%AC%E4%B8%80%E6%B3%A1",
        "home": "/",
    }
    seen = [name for name, place in pages_of_others.items() if _shows(read(f"{server}/zh-hans{place}")[1])]
    seen += [f"{name} of the API" for name in ("post", "route") if data[name] is not None]
    seen += ["list of the API" for node in data["posts"]["nodes"] if node["title"] == TITLE]
    seen += ["picture" for query in ("", "?proof=", "?proof=x:y") if read_picture(server, upload, query) != 404]
    seen += ["sitemap"] if post.key in read(f"{server}/sitemap.xml")[1] else []
    return seen


def _shows(text: str) -> bool:
    # A search page says what was searched for.
    return BODY in text or f">{TITLE}</a>" in text or f"<h1>{TITLE}" in text


def read_picture(server: str, upload: Upload, query: str) -> int:
    return read(f"{server}/uploads/pictures/{upload.key}{query}")[0]


def test_a_post_is_nobodys_to_see_until_it_is_approved(
    live_server: Any,
    board: Board,
    moderator: User,
    worker: subprocess.Popen,
    page: Page,
    browser: Browser,
    tmp_path: Path,
) -> None:
    server = live_server.url
    photo = tmp_path / "gaiwan.jpg"
    photo.write_bytes(save(make_photo(800, 600)))

    sign_in(page, server)
    write(page, photo)
    keep(page, "post-1-written")
    page.get_by_role("button", name="Post it").click()
    page.wait_for_url("**/community/posts/**")
    post, upload = Post.objects.get(title=TITLE), Upload.objects.get()
    # Its author sees it, with the picture, and that it waits.
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    shown = page.locator(".post__pictures img").first
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    keep(page, "post-2-waiting")

    assert post.state == "pending"
    assert list_seen(server, post, upload) == []
    assert MediaImage.objects.count() == 0
    other = open_page(browser)
    other.goto(f"{server}/zh-hans/community/boards/tea")
    expect(other.get_by_role("link", name="这里聊茶").first).to_be_visible()
    expect(other.get_by_text(TITLE)).to_have_count(0)
    keep(other, "post-3-board-before")

    desk = open_page(browser)
    log_in(desk, server)
    desk.goto(f"{server}/admin/community/moderation/")
    desk.get_by_role("link", name=TITLE).first.click()
    expect(desk.get_by_text(BODY)).to_be_visible()
    expect(desk.locator(".moderation-pictures img")).to_be_visible()
    keep(desk, "post-4-moderation")
    desk.get_by_role("button", name=re.compile("^Approve")).click()
    desk.wait_for_load_state()

    wait_until(lambda: "post" in list_seen(server, post, upload), seconds=10)
    # The worker makes an image for everybody of the picture.
    wait_until(lambda: MediaImage.objects.exists() and _has_image(server), seconds=60)
    seen = list_seen(server, post, upload)
    assert {"post", "board", "community", "post of the API", "route of the API", "list of the API"} <= set(seen)
    other.goto(f"{server}/zh-hans/community/boards/tea")
    expect(other.get_by_role("link", name=TITLE).first).to_be_visible()
    keep(other, "post-5-board-after")
    other.get_by_role("link", name=TITLE).first.click()
    expect(other.get_by_role("heading", name=TITLE)).to_be_visible()
    picture = other.locator(".post__pictures img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 0
    keep(other, "post-6-approved")
    assert worker.poll() is None


def _has_image(server: str) -> bool:
    nodes = ask(server, POST, key="none", path="/none")["posts"]["nodes"]
    return any(node["title"] == TITLE and "/media/" in node["images"][0]["url"] for node in nodes if node["images"])
