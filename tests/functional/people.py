"""A person at the screen who knows nothing but what stands on it: words, roles and labels, no addresses and no ids."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.functional.browsing import CHECKOUT, open_page

GRAVE = {"serious", "critical"}
# The calendar that Wagtail opens beside a date, and the inputs of its streams, whose names it draws above them.
_NOT_OURS = re.compile(r"xdsoft_|name=\"\w+-\d+-value\b|Draftail|DraftEditor")
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 1000}
_SETTLED = "() => document.readyState === 'complete' && !document.querySelector('.w-is-loading, .loading-mask.loading')"


@dataclass
class Person:
    """Somebody with a role; everything that goes wrong on the way is kept in `faults`."""

    page: Page
    server: str
    role: str
    faults: list[str] = field(default_factory=list)
    seen: int = 0

    @classmethod
    def arrive(cls, browser: Browser, server: str, role: str, username: str, password: str) -> Person:
        """Open the address they were told, and log in."""
        person = cls(
            open_page(browser, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"), server, role
        )
        person.page.on("console", person._hear)
        person.page.on("pageerror", lambda error: person.faults.append(f"{person.page.title()}: {error}"))
        person.page.goto(f"{server}/admin/")
        person.page.get_by_label("用户名").fill(username)
        person.page.get_by_placeholder("输入密码").fill(password)
        person.page.get_by_role("button", name="登录").click()
        expect(person.page.get_by_role("region", name=re.compile("好，"))).to_be_visible()
        return person

    def _hear(self, message: Any) -> None:
        # Wagtail's autosave that a decision has overtaken is answered so, and shows nothing.
        if message.type == "error" and "status of 400" not in message.text:
            self.faults.append(f"{self.page.title()}: {message.text}")

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def open(self, group: str, entry: str = "") -> None:
        """Through the menu at the side: a group and what stands under it."""
        menu = self.page.get_by_role("navigation", name="主菜单")
        if entry:
            menu.get_by_role("button", name=_count(group)).click()
        menu.get_by_role("link", name=_count(entry or group)).click()
        self.settle()

    def press(self, name: str | re.Pattern[str], *, inside: Locator | None = None) -> None:
        """A button or a link of that name."""
        place = inside or self.main
        place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name)).first.click()

    def fill(self, label: str, text: str) -> None:
        """A field, whether it has to be filled in or not."""
        self.main.get_by_role("textbox", name=re.compile(rf"^{label}\*?$")).first.fill(text)

    def settle(self) -> None:
        self.page.wait_for_load_state("load")
        self.page.wait_for_function(_SETTLED)
        # What fades in has little contrast until it is there.
        self.page.evaluate(
            "Promise.allSettled(document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < 9999)"
            ".map(one => one.finished))"
        )

    def expect(self, text: str | re.Pattern[str]) -> None:
        """See it somewhere on the page."""
        expect(self.main.get_by_text(text).filter(visible=True).first).to_be_visible()

    def look(self, name: str) -> None:
        """Examine the page as it stands at the desk and on a phone, and keep pictures of both."""
        self.settle()
        self.seen += 1
        found = Axe().run(self.page).response["violations"]
        nodes = [(one["id"], node["html"]) for one in found if one["impact"] in GRAVE for node in one["nodes"]]
        self.faults += [f"{name}: {rule} at {html[:240]}" for rule, html in nodes if not _NOT_OURS.search(html)]
        self._keep(name)
        self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        wider = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            self.faults.append(f"{name}: {wider} pixels wider than a phone")
        self._keep(f"{name}-phone")
        self.page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]

    def _keep(self, name: str) -> None:
        folder = Path(os.environ.get("VITRINE_SCREENSHOTS") or CHECKOUT / "var" / "artefacts")
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{self.role}-{self.seen:02}-{name}.png", full_page=True)

    def leave(self) -> None:
        """Nothing went wrong on the way."""
        self.page.context.close()
        assert not self.faults, "\n".join(self.faults)


def _count(name: str) -> re.Pattern[str]:
    """An entry of the menu, whether it says how much waits behind it or not."""
    return re.compile(rf"^{name}( \(\d+\))?$")
