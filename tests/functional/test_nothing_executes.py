"""What people with bad intentions write is shown as they wrote it, or not at all; a real browser runs none of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import ExifTags, Image, PngImagePlugin
from playwright.sync_api import Browser, Page
from wagtail.images import get_image_model
from wagtail.models import Page as WagtailPage
from wagtail.users.models import UserProfile

from cms.catalog.models import ProductContent
from cms.community.models import ModerationItem, Post, Upload
from cms.community.questions import services as questions
from cms.community.reviews import services as reviews
from cms.community.reviews.services import Words
from cms.community.uploads.taking import take_picture
from cms.delivery import worker
from cms.refusals import Refused
from tests import community, factories, pages, shoppers, showroom
from tests.functional.browsing import MARKS, PASSWORD, keep, log_in, open_page
from tests.payloads import ADDRESSES, MARKUP
from tests.pictures import make_photo, save

# A NUL is no text: PostgreSQL has no room for it, and forms refuse it.
TEXTS = [text.replace("\0", "") for text in MARKUP]
LINKS = [f'<a href="{address}">{number}</a>' for number, address in enumerate(ADDRESSES)]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="pwn(1)"><script>pwn(1)</script></svg>'
LOUD = """
for (const name of ['alert', 'prompt', 'confirm', 'print']) window[name] = () => window.pwn(name);
"""
# Everything that could run a script, in the page as the browser understood it.
LOOK = """
() => {
  const found = [];
  const bad = /^(javascript|vbscript|data:text\\/html|data:image\\/svg|feed:|view-source:)/i;
  const says = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'ping', 'poster', 'background', 'srcdoc'];
  const quiet = ['application/ld+json', 'application/json', 'importmap', 'speculationrules', 'text/django-admin-block'];
  for (const one of document.querySelectorAll('*')) {
    for (const { name, value } of one.attributes) {
      const plain = value.replace(/[\\u0000-\\u0020]/g, '');
      if (/^on/i.test(name)) found.push(`${one.tagName} has ${name}=${value}`);
      if (says.includes(name.toLowerCase()) && bad.test(plain)) found.push(`${one.tagName} has ${name}=${value}`);
      if (name === 'srcdoc') found.push(`${one.tagName} has ${name}`);
    }
    if (['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'FRAMESET', 'MARQUEE'].includes(one.tagName)
        && !one.closest('[data-side-panel]')) found.push(`there is a ${one.tagName}`);
    if (one.tagName === 'SCRIPT' && !quiet.includes(one.type)) {
      const place = one.src && new URL(one.src);
      const isOurs = place
        ? place.origin === location.origin && /^\\/(static|admin)\\//.test(place.pathname)
        : location.pathname.startsWith('/admin/') && !one.textContent.includes('pwn');
      if (!isOurs) found.push(`a script that is not ours: ${one.outerHTML.slice(0, 200)}`);
    }
  }
  const events = ['focus', 'mouseover', 'pointerenter', 'animationstart', 'transitionend', 'toggle', 'begin'];
  for (const one of document.querySelectorAll('main *, main')) {
    for (const name of events) one.dispatchEvent(new Event(name));
  }
  return found;
}
"""

pytestmark = MARKS


def pack(texts: Iterable[str], longest: int, *, between: str = " ") -> list[str]:
    """All of `texts` that fit, several in one as long as they do."""
    packed: list[str] = []
    for text in texts:
        if packed and len(packed[-1]) + len(between) + len(text) <= longest:
            packed[-1] += between + text
        elif len(text) <= longest:
            packed.append(text)
    return packed


def make_hostile_photo(format_name: str) -> bytes:
    """A picture with markup wherever its file has room for words, and behind its end."""
    text = "<script>pwn(1)</script><img src=x onerror=pwn(1)>"
    if format_name == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", text)
        info.add_itxt("XML:com.adobe.xmp", text)
        return save(make_photo(320, 200), "PNG", pnginfo=info) + text.encode()
    exif = Image.Exif()
    for tag in (ExifTags.Base.Artist, ExifTags.Base.ImageDescription, ExifTags.Base.Copyright):
        exif[tag] = text
    return save(make_photo(320, 200), exif=exif, comment=text.encode()) + text.encode()


def read_file(file: Any) -> bytes:
    """The whole of a stored file, closed again."""
    with file.open() as opened:
        return opened.read()


def take(member: Any, content: bytes) -> Upload:
    return take_picture(content, member=member, at=timezone.now())


def write_products() -> ProductContent:
    """Products with titles, summaries and details of markup; the one whose page is looked at."""
    category = factories.make_category("hostile", name=pack(TEXTS, 120)[0])
    brand = factories.make_brand("hostile", name=pack(TEXTS, 120)[1])
    titles, summaries = pack(TEXTS, 255), pack(TEXTS, 2000)
    for number, title in enumerate(titles):
        product = factories.make_product(f"hostile-{number}", category=category, brand=brand)
        factories.make_offer(product, price_minor=100 + number)
        content = factories.make_draft(product, title=title, summary=summaries[number % len(summaries)])
        if number == 0:
            content.summary = " ".join(TEXTS)
            content.details = make_stream(ProductContent, "details", list_blocks(make_image()))
        factories.publish(content)
    return ProductContent.objects.get(product__key="hostile-0")


def make_stream(model: Any, name: str, blocks: list[tuple[str, Any]]) -> Any:
    raw = [{"type": kind, "value": value, "id": f"{name}-{place}"} for place, (kind, value) in enumerate(blocks)]
    return model._meta.get_field(name).stream_block.to_python(raw)


def make_image() -> Any:
    """A picture of the library whose file, name and description are hostile."""
    photo = make_hostile_photo("JPEG")
    image = get_image_model()(title=pack(TEXTS, 255)[2], file=ContentFile(photo, name="<img src=x onerror=pwn(1)>.jpg"))
    image.description = pack(TEXTS, 255)[3]
    image.save()
    return image


def list_blocks(image: Any) -> list[tuple[str, Any]]:
    """Every text as rich text as it lies in the database, as a heading, as the words for a picture, as a question."""
    alts = pack(TEXTS, 255)
    return [
        *(("text", text) for text in [*TEXTS, *LINKS]),
        *(("heading", text) for text in pack(TEXTS, 120)),
        *(("picture", {"image": image.pk, "alt_text": alt, "decorative": False}) for alt in alts[:8]),
        ("questions", [{"question": text, "answer": text} for text in pack(TEXTS, 200)]),
    ]


def write_articles(product: ProductContent) -> None:
    """One article with every text in its body, and more whose titles and leads stand in the list."""
    image = make_image()
    author = pages.make_author("hostile", name=TEXTS[0], role=TEXTS[10], bio=" ".join(TEXTS[:40]))
    body = [*list_blocks(image), ("quote", {"text": " ".join(TEXTS)[:1000], "source": TEXTS[3]})]
    pages.make_article(
        "hostile",
        title=pack(TEXTS, 255)[0],
        lead=pack(TEXTS, 500)[0],
        kind="review",
        authors=[author],
        picture=image,
        pros=[("line", text) for text in TEXTS],
        cons=[("line", text) for text in TEXTS[:20]],
        verdict=pack(TEXTS, 1000)[0],
        reviewed_product=product.product,
        body=showroom.make_stream("body", body),
        search_description=" ".join(TEXTS)[:320],
    )
    titles = pack(TEXTS, 255)
    for number, lead in enumerate(pack(TEXTS, 500)[:20]):
        pages.make_article(f"hostile-{number}", title=titles[number], lead=lead)


def write_community(product_key: str) -> Post:
    """A post that shows everything, posts whose titles stand in the list, and what waits for a moderator."""
    community.relax()
    names = iter([*pack(TEXTS, 60), *pack(TEXTS, 60)])
    board = shoppers.make_board("hostile", name=pack(TEXTS, 60)[0], description=pack(TEXTS, 300)[0])
    for number, text in enumerate(pack(TEXTS, 60)[:20]):
        shoppers.make_board(f"hostile-{number}", name=text, description=text)
    bodies = pack(TEXTS, 5000, between="\n\n")
    for number, title in enumerate(pack(TEXTS, 60)[:20]):
        shoppers.make_post(
            shoppers.make_member(name=next(names)), board=board, title=title, body=bodies[number % len(bodies)]
        )
    member = shoppers.make_member(name=next(names))
    uploads = [take(member, make_hostile_photo(name)) for name in ("JPEG", "PNG")]
    assert all(b"pwn" not in bytes(upload.content or b"") for upload in uploads)
    with pytest.raises(Refused):
        take(member, SVG)
    shown = [(upload.key, text) for upload, text in zip(uploads, pack(TEXTS, 200), strict=False)]
    post = shoppers.make_post(member, board=board, title=TEXTS[0][:60], body=bodies[0], pictures=shown)
    for text in pack(TEXTS, 1000, between="\n\n"):
        shoppers.make_reply(post, shoppers.make_member(name=next(names)), body=text)
    write_opinions(product_key, names)
    for text in bodies:
        shoppers.make_waiting_post(shoppers.make_member(name=next(names)), board=board, title=text[:60], body=text)
    return post


def write_opinions(product_key: str, names: Iterator[str]) -> None:
    """Reviews, questions and answers of a product."""
    at, titles = timezone.now(), pack(TEXTS, 80)
    for number, text in enumerate(pack(TEXTS, 4000, between="\n\n")):
        member = shoppers.make_member(name=next(names))
        words = Words(rating=5, title=titles[number], body=text)
        shoppers.approve(reviews.create_review(member, product_key, words, locale="zh-hans", at=at))
    for text in pack(TEXTS, 500)[:10]:
        member = shoppers.make_member(name=next(names))
        question = questions.ask_question(member, product_key, text, locale="zh-hans", at=at)
        shoppers.approve(question)
        shoppers.approve(questions.answer_question(member, question, text * 2, locale="zh-hans", at=at))


@pytest.fixture
def hostile(settings: Any) -> Post:
    """A shop full of it."""
    settings.VITRINE_IS_DEVELOPMENT = True
    boss = User.objects.create_superuser("xiaolin", "xiaolin@example.com", PASSWORD, first_name=TEXTS[0][:30])
    UserProfile.objects.create(user=boss, preferred_language="en")
    pages.find_home()
    product = write_products()
    write_articles(product)
    worker.drain(consumers=["dependants", "index"])
    post = write_community("hostile-0")
    worker.drain()
    return post


class Guard:
    """A browser that tells when a script of theirs ran."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.ran: list[str] = []
        # Without the page's own policy: it would stop what should not be there in the first place.
        self.page: Page = open_page(browser, bypass_csp=True, **options)
        self.page.context.expose_binding(
            "pwn", lambda source, *given: self.ran.append(f"{source['page'].url}: {given}")
        )
        self.page.context.add_init_script(LOUD)
        self.page.on("dialog", lambda dialog: (self.ran.append(f"{self.page.url}: a dialog"), dialog.dismiss()))

    def check_itself(self) -> None:
        """It does tell: of what runs, and of what could."""
        self.page.set_content("<img src=x onerror=pwn(1)><a href=' java&#10;script:pwn(1)'>x</a>")
        self.page.wait_for_function("document.images[0].complete")
        found = self.page.evaluate(LOOK)
        assert found == ["IMG has onerror=pwn(1)", "A has href= java\nscript:pwn(1)"]
        assert self.ran == ["about:blank: (1,)"]
        self.ran.clear()

    def look(self, address: str, *, shows: bool = True) -> None:
        """Open a page; nothing in it could run, and nothing did."""
        response = self.page.goto(address, wait_until="load")
        assert response is not None and response.status == 200, f"{address}: {response and response.status}"
        found = self.page.evaluate(LOOK)
        self.page.wait_for_timeout(100)
        assert (address, found) == (address, [])
        assert (address, self.ran) == (address, [])
        # It is there to be read: the test looks at what it means to look at.
        assert not shows or "pwn(1)" in self.page.locator("body").inner_text(), f"{address} shows nothing of it"


def look_at_storefront(guard: Guard, server: str, hostile: Post) -> None:
    for path in (
        "/articles/hostile",
        "/articles",
        "/authors/hostile",
        "/products/hostile-0",
        "/products/hostile-0/reviews",
        "/products/hostile-0/questions",
        "/categories/hostile",
        "/brands/hostile",
        "/search?q=%3Cscript%3Epwn(1)%3C/script%3E",
        "/search?q=%22%20onfocus%3D%22pwn(1)%22%20autofocus%20x%3D%22",
        "/community",
        "/community/boards/hostile",
        f"/community/posts/{hostile.key}",
    ):
        guard.look(f"{server}/zh-hans{path}")
        if path in {"/articles/hostile", f"/community/posts/{hostile.key}"}:
            keep(guard.page, f"hostile-storefront-{path.split('/')[1]}")


def look_at_pictures(guard: Guard, server: str) -> None:
    """The files themselves: those of members have lost all words, and every one is served as the picture it is."""
    for upload in Upload.objects.select_related("image"):
        assert b"pwn" not in read_file(upload.image.file)
    for image in get_image_model().objects.all():
        response = guard.page.goto(f"{server}{image.file.url}")
        assert response is not None and response.status == 200
        assert response.headers["content-type"] in {"image/jpeg", "image/webp", "image/png"}
        # As the product serves it: the tests' own server has the media folder to itself.
        with closing(Client().get(image.file.url)) as served:
            assert served.headers["X-Content-Type-Options"] == "nosniff"
            assert served.headers["Content-Type"] == response.headers["content-type"]
        with image.file.open() as file:
            assert Image.open(BytesIO(file.read())).format in {"JPEG", "WEBP", "PNG"}
        for name in ("PNG", "WEBP"):
            rendition = image.renditions.filter(file__endswith=name.lower()).first()
            assert rendition is None or b"pwn" not in read_file(rendition.file)
    assert guard.ran == []


def look_at_admin(guard: Guard, server: str) -> None:
    guard.look(f"{server}/community/moderation/")
    keep(guard.page, "hostile-admin-queue")
    for kind in ("post", "reply", "review", "question", "answer"):
        item = ModerationItem.objects.filter(kind=kind).order_by("-pk").first()
        assert item is not None
        guard.look(f"{server}/community/moderation/{item.pk}/")
    waiting = ModerationItem.objects.filter(queued_at__isnull=False).first()
    assert waiting is not None
    guard.look(f"{server}/community/moderation/{waiting.pk}/")
    keep(guard.page, "hostile-admin-item")
    index = WagtailPage.objects.get(slug="articles")
    article = WagtailPage.objects.get(slug="hostile")
    for path in (
        "/community/posts/",
        "/community/replies/",
        "/members/",
        "/catalogue/products/",
        "/images/",
        f"/pages/{index.pk}/",
        f"/pages/{article.pk}/usage/",
    ):
        guard.look(f"{server}{path}", shows="usage" not in path)


def test_nothing_executes(live_server: Any, hostile: Post, browser: Browser) -> None:
    guard = Guard(browser)
    guard.check_itself()
    look_at_storefront(guard, live_server.url, hostile)
    look_at_pictures(guard, live_server.url)
    log_in(guard.page, live_server.url)
    look_at_admin(guard, f"{live_server.url}/admin")
