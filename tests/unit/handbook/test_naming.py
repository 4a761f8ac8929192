from __future__ import annotations

from cms.handbook.naming import find_nearest, name_screen

KNOWN = {
    "members:": "all members",
    "members:index": "list",
    "pages:edit/content/articlepage": "article",
    "pages:edit": "page",
}


def test_the_longest_name_that_is_known_wins() -> None:
    assert find_nearest("members:index", KNOWN) == "list"
    assert find_nearest("members:inspect", KNOWN) == "all members"
    assert find_nearest("pages:edit/content/articlepage", KNOWN) == "article"
    assert find_nearest("pages:edit/content/homepage", KNOWN) == "page"
    assert find_nearest("pages:editor", KNOWN) is None
    assert find_nearest("membership:index", KNOWN) is None
    assert find_nearest("", KNOWN) is None


def test_a_screen_is_named_without_what_it_shows() -> None:
    assert name_screen("members:inspect", ["12"]) == "members:inspect"
    assert (
        name_screen("wagtailsettings:edit", ["content", "siteprofile", 1]) == "wagtailsettings:edit/content/siteprofile"
    )
