"""Message catalogues are found, merged, checked and compiled without GNU gettext."""

from __future__ import annotations

import gettext
import json
from pathlib import Path
from typing import Any

import polib
import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.operations.catalogues import compiling, merging
from cms.operations.catalogues.extraction import UnreadableMessage, extract, find_in_python, find_in_template
from cms.operations.catalogues.messages import Message, Messages, list_placeholders
from cms.operations.catalogues.packages import find_untranslated
from cms.operations.permission_words import name_permission

PYTHON = """
_("one")
gettext_lazy("two "
             "halves")
translation.ngettext("%d product", "%d products", count)
pgettext_lazy("month", "May")
npgettext("cart", "%d line", "%d lines", count)
Phrase("%(value)s is negative", value=value)
_(variable)
print("not a message")
"""

TEMPLATE = """{% load i18n %}
<h1>{% translate "Products" %}</h1> <p title="{% trans 'Prices & "stock"' %}">_("no message")</p>
{% blocktranslate count counter=total trimmed %}
    {{ counter }} offer
{% plural %}
    {{ counter }} offers
{% endblocktranslate %}
{% translate "May" context "verb" %} {% comment %}{% translate "hidden" %}{% endcomment %}
{{ value|default:_("none") }}
"""


def describe(found: list[Message]) -> list[tuple[str, str, str | None]]:
    return sorted((message.id, message.plural, message.context) for message in found)


def test_messages_of_python() -> None:
    assert describe(list(find_in_python(PYTHON, file="a.py"))) == [
        ("%(value)s is negative", "", None),
        ("%d line", "%d lines", "cart"),
        ("%d product", "%d products", None),
        ("May", "", "month"),
        ("one", "", None),
        ("two halves", "", None),
    ]


def test_messages_of_a_template() -> None:
    assert describe(list(find_in_template(TEMPLATE, file="a.html"))) == [
        ("%(counter)s offer", "%(counter)s offers", None),
        ("May", "", "verb"),
        ('Prices & "stock"', "", None),
        ("Products", "", None),
        ("none", "", None),
    ]


def test_a_message_put_together_at_run_time_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match=r"^a\.py:2: an f-string cannot be translated"):
        list(find_in_python('\n_(f"{count} products")', file="a.py"))


def test_placeholders() -> None:
    assert list_placeholders("%(name)s has %d of 100%% at %.1f s") == ["%(name)s", "%.1f", "%d"]
    assert list_placeholders("50% off") == []


def test_every_message_of_a_checkout_once_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "cms" / "migrations").mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    (tmp_path / "cms" / "one.py").write_text('_("Brand")')
    (tmp_path / "cms" / "migrations" / "0001_initial.py").write_text('_("Migrated")')
    (tmp_path / "templates" / "two.html").write_text('{% load i18n %}{% translate "Brand" %}')

    (message,) = extract(tmp_path)

    assert (message.id, message.files) == ("Brand", {"cms/one.py", "templates/two.html"})


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po"


def collect(*messages: Message) -> Messages:
    collected = Messages()
    for message in messages:
        collected.add(message, file="cms/a.py")
    return collected


def translate(path: Path, **texts: str) -> None:
    opened = polib.pofile(str(path))
    for entry in opened:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: texts[entry.msgid]}
        else:
            entry.msgstr = texts[entry.msgid]
    opened.save()


def test_merging_keeps_translations_and_drops_what_is_gone(catalogue: Path) -> None:
    assert merging.merge(catalogue, collect(Message("Brand"), Message("Gone")), language="zh_Hans") == ["Brand", "Gone"]
    translate(catalogue, Brand="品牌", Gone="没了")

    missing = merging.merge(catalogue, collect(Message("Brand"), Message("Offer", plural="Offers")), language="zh_Hans")

    assert missing == ["Offer"]
    assert {entry.msgid: entry.msgstr for entry in polib.pofile(str(catalogue))} == {"Brand": "品牌", "Offer": ""}


def test_merging_again_changes_nothing(catalogue: Path) -> None:
    merging.merge(catalogue, collect(Message("Brand")), language="zh_Hans")
    before = catalogue.read_bytes()
    merging.merge(catalogue, collect(Message("Brand")), language="zh_Hans")
    assert catalogue.read_bytes() == before


def test_faults(catalogue: Path) -> None:
    first = collect(Message("Old"), Message("%d left"), Message("Empty"))
    merging.merge(catalogue, first, language="zh_Hans")
    translate(catalogue, **{"Old": "旧", "%d left": "还剩 %s", "Empty": ""})

    faults = list(merging.find_faults(catalogue, collect(Message("New"), Message("%d left"), Message("Empty"))))

    assert faults == [
        "'%d left': the translation '还剩 %s' has other placeholders",
        "'Empty' is not translated",
        "'New' (cms/a.py) is not in the catalogue",
        "'Old' is no longer in the code",
    ]


def test_a_complete_catalogue_has_no_faults(catalogue: Path) -> None:
    messages = collect(Message("Brand"), Message("%d offer", plural="%d offers"))
    merging.merge(catalogue, messages, language="zh_Hans")
    translate(catalogue, **{"Brand": "品牌", "%d offer": "%d 个报价"})
    assert list(merging.find_faults(catalogue, messages)) == []


def test_compiling_once_and_again_after_a_change(catalogue: Path, tmp_path: Path) -> None:
    merging.merge(catalogue, collect(Message("Brand"), Message("%d offer", plural="%d offers")), language="zh_Hans")
    translate(catalogue, **{"Brand": "品牌", "%d offer": "%d 个报价"})

    assert [compiling.compile_changed(tmp_path), compiling.compile_changed(tmp_path)] == [1, 0]
    with catalogue.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Brand") == "品牌"
    assert compiled.ngettext("%d offer", "%d offers", 5) == "%d 个报价"
    assert sorted(path.name for path in catalogue.parent.iterdir()) == ["django.mo", "django.po"]


def test_what_packages_say_in_english_only_is_ours_to_say(settings: Any, tmp_path: Path) -> None:
    found = find_untranslated("django", "zh_Hans")
    saved = (None, "Saved")
    own = tmp_path / "django.po"
    merging.merge(own, collect(Message("Saved")), language="zh_Hans")
    translate(own, Saved="已保存")

    rest = find_untranslated("django", "zh_Hans", own=[own])

    assert saved in found
    assert saved not in rest
    assert (None, "Publish") not in found
    assert len(rest) == len(found) - 1


@pytest.mark.django_db
def test_permissions_are_named_by_what_they_allow() -> None:
    names = {
        permission.codename: name_permission(permission)
        for permission in Permission.objects.select_related("content_type")
        if permission.codename in {"add_brand", "lock_page", "moderate_post", "access_admin"}
    }

    assert names == {
        "add_brand": "Can add: brand",
        "lock_page": "Can lock pages, and unlock those locked by themselves",
        "moderate_post": "Can moderate: post",
        "access_admin": "Can access Wagtail admin",
    }


@pytest.mark.django_db
def test_scripts_are_given_our_words_too(admin_client: Client, settings: Any) -> None:
    folder = settings.CATALOGUES[1]
    compiling.compile_changed(folder)
    settings.LOCALE_PATHS = [folder]
    UserProfile.objects.update_or_create(
        user=User.objects.get(username="admin"), defaults={"preferred_language": "zh-hans"}
    )

    words = admin_client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()

    assert json.dumps("更改已自动保存。") in words
