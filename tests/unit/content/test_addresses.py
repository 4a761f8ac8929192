import pytest

from cms.content.addresses import is_address, is_path
from tests.payloads import ADDRESSES


@pytest.mark.parametrize(
    "text",
    [
        "/",
        "/products/tea",
        "/search?q=茶&sort=new#top",
        "https://a.cn",
        "http://a.cn/x?y",
        "mailto:a@b.cn",
        "tel:+86-400",
    ],
)
def test_addresses(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tea",
        "//evil.example",
        "/\\evil.example",
        "/a b",
        '/"><script>',
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "https://",
        "https:///x",
        "https://a.cn/\nx",
        "mailto:",
        "https://[bad",
    ],
)
def test_what_is_none(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize("text", [one for one in ADDRESSES if not one.startswith(("http:", "https:"))])
def test_nothing_that_runs_is_an_address(text: str) -> None:
    assert not is_address(text)


def test_paths_are_of_the_storefront() -> None:
    assert is_path("/products/tea")
    assert not is_path("https://a.cn")
