"""Somebody is asked for a second factor: sets it up with their telephone, comes back with a code, then with paper."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import User
from django.core.cache import cache
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from tests.functional.browsing import MARKS, PASSWORD

pytestmark = MARKS


def show_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(page: Page, origin: str) -> None:
    page.goto(f"{origin}/admin/login/")
    page.fill("input[name=username]", "lin")
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")


def log_out(page: Page) -> None:
    page.context.clear_cookies()


def test_a_second_factor_from_nothing(live_server: Any, settings: Any, page: Page, tmp_path: Path) -> None:
    settings.VITRINE_ADMIN_TWO_FACTOR = "required"
    cache.clear()
    user = User.objects.create_superuser("lin", "lin@shop.example", PASSWORD)
    UserProfile.objects.create(user=user, preferred_language="en")
    origin = live_server.url

    log_in(page, origin)
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    page.screenshot(path=tmp_path / "set-up.png")
    page.set_viewport_size({"width": 390, "height": 844})
    page.screenshot(path=tmp_path / "set-up-390.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 1000})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{origin}/admin/pages/")
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()

    page.get_by_text("Or type this key into the app").click()
    secret = re.sub(r"\s", "", page.locator(".signin-key").inner_text())
    page.fill("input[name=code]", show_code(secret))
    page.get_by_role("button", name="Set it up").click()
    expect(page.locator(".signin-codes code")).to_have_count(10)
    codes = page.locator(".signin-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.screenshot(path=tmp_path / "codes.png")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert all(code in Path(download.value.path()).read_text(encoding="utf-8") for code in codes)
    page.get_by_role("button", name="I have kept them").click()
    expect(page).to_have_url(re.compile(r"/admin/pages/$|/admin/$"))

    log_out(page)
    log_in(page, origin)
    expect(page.get_by_role("heading", name="Enter a code")).to_be_visible()
    page.screenshot(path=tmp_path / "code.png")
    page.fill("input[name=code]", "000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("This code is not right.").first).to_be_visible()
    page.fill("input[name=code]", show_code(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{origin}/admin/")

    log_out(page)
    log_in(page, origin)
    page.fill("input[name=code]", codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("9 recovery codes are left.")).to_be_visible()

    page.goto(f"{origin}/admin/reports/audit/")
    expect(page.locator(".audit-log").get_by_text("Recovery code used").first).to_be_visible()
    page.screenshot(path=tmp_path / "audit.png")
    page.goto(f"{origin}/admin/settings/sign-in/")
    expect(page.get_by_role("heading", name="Second factors")).to_be_visible()
    page.screenshot(path=tmp_path / "desk.png")
