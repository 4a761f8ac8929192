"""The explorer: its files come from this server alone, and its examples are worth trying."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client

from storefront.explorer import assets, view
from storefront.explorer.examples import EXAMPLES, OPERATIONS
from storefront.explorer.finders import ExplorerFinder

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(db: Any) -> None:
    call_command("build_explorer", stdout=StringIO())


def _read_config(html: str) -> dict[str, Any]:
    found = re.search(r'<script id="explorer-config" type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found
    return orjson.loads(found[1])


def test_everything_the_page_loads_is_found_here(built):
    response = Client().get("/graphql/explorer/")
    html = response.content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert loaded == [
        "data:,",
        "/static/explorer/graphiql.css",
        "/static/explorer/page.css",
        "/static/explorer/react.js",
        "/static/explorer/react-dom.js",
        "/static/explorer/graphiql.js",
        "/static/explorer/page.js",
    ]
    assert all(finders.find(path.removeprefix("/static/")) for path in loaded[1:])
    assert "http" not in html
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "http" not in policy


def test_its_files_point_to_no_source_map(built):
    for name in assets.FILES:
        assert "sourceMappingURL" not in (assets.find_folder() / name).read_text(encoding="utf-8")
    assert {name for name, _storage in ExplorerFinder().list(None)} == set(assets.FILES)


def test_building_again_does_nothing(built):
    said = StringIO()
    call_command("build_explorer", stdout=said)
    assert said.getvalue() == f"The explorer was built already: {assets.find_folder()}\n"


def test_only_its_own_files_are_found(built):
    finder = ExplorerFinder()
    assert finder.find("explorer/built-from") == []
    assert finder.find("explorer/../../package.json") == []
    assert finder.find("other/react.js") == []
    assert finder.find("explorer/react.js", find_all=True) == [str(assets.find_folder() / "react.js")]


def test_before_it_is_built_the_page_says_how(monkeypatch):
    monkeypatch.setattr(view, "is_built", lambda: False)
    html = Client().get("/graphql/explorer/", headers={"accept-language": "en"}).content.decode()
    assert "python manage.py build_explorer" in html
    assert "<script" not in html


def test_a_build_without_a_registry_says_so(tmp_path: Path, monkeypatch):
    (tmp_path / "package-lock.json").write_text("{}")
    with pytest.raises(assets.BuildError, match="npm could not fetch the packages"):
        assets.build_assets(tmp_path)
    assert not assets.is_built(tmp_path)


def test_the_short_address_leads_there():
    response = Client().get("/explorer/")
    assert (response.status_code, response.headers["Location"]) == (302, "/graphql/explorer/")


@pytest.mark.parametrize(("language", "title"), [("en", "# What stands around every page"), ("zh-hans", None)])
def test_every_example_works_on_this_very_shop(built, storefront, make_shop, language, title):
    make_shop(3)
    html = Client().get("/graphql/explorer/", headers={"accept-language": language}).content.decode()
    tabs = _read_config(html)["tabs"]
    assert len(tabs) == len(EXAMPLES)
    answers = [storefront.ask(tab["query"], orjson.loads(tab["variables"])) for tab in tabs]
    assert answers[0]["route"]["content"]["title"].startswith("马克杯")
    assert len(answers[1]["products"]["nodes"]) == 3
    assert answers[2]["search"]["totalCount"] == 3
    assert [one["key"] for one in answers[3]["categories"]] == ["kitchen"]
    assert all(orjson.loads(tab["variables"])["locale"] == language for tab in tabs)
    assert title is None or tabs[3]["query"].startswith(title)


def test_without_products_it_opens_all_the_same(built):
    assert len(_read_config(Client().get("/graphql/explorer/").content.decode())["tabs"]) == len(EXAMPLES)


def test_every_example_is_an_operation_of_the_shop():
    assert {example.name for example in EXAMPLES} <= {path.stem for path in OPERATIONS.glob("*.graphql")}


def test_the_lock_file_names_no_registry():
    for name in ("package-lock.json", "package.json"):
        content = (assets.CHECKOUT / name).read_text(encoding="utf-8")
        assert '"resolved"' not in content
        assert "registry" not in content
