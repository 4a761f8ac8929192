"""Mapping files: the shipped ones, and every way to write one wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.mapping import Mapping, MappingError
from cms.catalog.feeds.mapping_file import find_mapping, list_shipped, load_mapping
from cms.catalog.feeds.rows import Row, RowReader
from cms.phrases import Phrase

SKU = '[offer]\nsku = "SKU"\nprice = "Price"\n'


def load(tmp_path: Path, text: str) -> Mapping:
    path = tmp_path / "shop.toml"
    path.write_text(text, encoding="utf-8")
    return load_mapping(path, locales=("zh-hans", "en"), time_zone="Asia/Shanghai", currency="CNY")


def test_the_shipped_mappings_load() -> None:
    assert list_shipped() == ["default", "icecat"]
    icecat = load_mapping(find_mapping("icecat"), locales=("zh-hans", "en"), time_zone="UTC", currency="CNY")
    assert (icecat.name, icecat.locale) == ("icecat", "en")
    assert icecat.owners["category"] == "initial"
    default = load_mapping(find_mapping("default"), locales=("zh-hans", "en"), time_zone="UTC", currency="CNY")
    assert default.owners["title"] == "editor"
    assert default.owners["slug"] == "initial"


def test_a_mapping_that_names_no_key_makes_each_sku_a_product(tmp_path: Path) -> None:
    mapping = load(tmp_path, SKU)
    assert (mapping.name, mapping.locale, mapping.product) == ("shop", "zh-hans", ())
    row = RowReader(mapping).read(Line(2, {"SKU": "A 1", "Price": "5"}))
    assert row == Row(2, key="A 1", sku="A 1", offer={"price_minor": 500, "currency": "CNY"})


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("[ofer]\n", "ofer", "it is not known"),
        ('[offer]\nprice = "P"\n', "offer.sku", "it is missing"),
        (SKU + 'prize = "P"\n', "offer.prize", "it is not known"),
        ('[offer]\nsku = { colum = "S" }\n', "offer.sku.colum", "it is not known here"),
        ('[offer]\nsku = { default = "S" }\n', "offer.sku", "nothing says where its value comes from"),
        ('[offer]\nsku = { column = "S", constant = "T" }\n', "offer.sku.constant", "it stands beside a column"),
        ('[offer]\nsku = { column = "S", columns = ["T"] }\n', "offer.sku.columns", "it stands beside column"),
        ("[offer]\nsku = 5\n", "offer.sku", "5 is neither"),
        (SKU + 'stock = { column = "S", unit = "minor" }\n', "offer.stock.unit", "it is not known here"),
        (SKU + 'list_price = { column = "S", unit = "cents" }\n', "offer.list_price.unit", "'cents' is not known"),
        (SKU + '[content]\ntitle = { column = "T", owner = "me" }\n', "content.title.owner", "'me' is not known"),
        (
            SKU + '[product]\nbrand = { column = "T", owner = "editor" }\n',
            "product.brand.owner",
            "'editor' is not known",
        ),
        (SKU + '[[specification]]\ncolumn = "w"\n', "specification 1", "it needs either a key or a prefix"),
        (SKU + '[[specification]]\nkey = "w"\ntype = "x"\ncolumn = "w"\n', "specification 1.type", "'x' is no type"),
        (SKU + '[[specification]]\nkey = "w"\n', "specification 1", "nothing says where its value comes from"),
        (SKU + '[specification]\nkey = "w"\n', "specification", "it is no list of tables"),
        (SKU + '[feed]\nlocale = "fr"\n', "feed.locale", "'fr' is no locale of this shop"),
        (SKU + '[feed]\ntime_zone = "Mars"\n', "feed.time_zone", "'Mars' is no time zone"),
        (SKU + '[feed]\nencoding = "utf-99"\n', "feed.encoding", "'utf-99' is not known"),
        (SKU + '[feed]\ndelimiter = ",,"\n', "feed.delimiter", "',,' is not one character"),
        (SKU + "[offer\n", "", "it is no TOML"),
    ],
)
def test_mistakes_are_named_with_their_place(tmp_path: Path, text: str, key: str, reason: str) -> None:
    with pytest.raises(MappingError) as caught:
        load(tmp_path, text)
    assert caught.value.key == key
    assert caught.value.reason.startswith(reason)
    assert caught.value.hint
    assert isinstance(caught.value.reason, Phrase)
    assert isinstance(caught.value.hint, Phrase)
    assert str(tmp_path / "shop.toml") in str(caught.value)


def test_a_mapping_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(MappingError, match="default, icecat"):
        find_mapping("nowhere")
