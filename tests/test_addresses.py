"""Web addresses, and the domains that outlets are known by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.metadata.addresses import read_address, registrable_domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://www.gazette.co.uk/wall", "gazette.co.uk"),
        ("https://www.halden-times.com.np/wall", "halden-times.com.np"),
        ("http://news.gazette.com:8080/", "gazette.com"),
        ("gazette.com.au", "gazette.com.au"),
        ("https://ada.blogspot.com/wall", "ada.blogspot.com"),
        ("https://www.gazette.xn--55qx5d.cn/wall", "gazette.xn--55qx5d.cn"),
        ("https://po.gov.pl/", "po.gov.pl"),
        ("https://archive.paper.lan/", "paper.lan"),
        ("http://127.0.0.1/x", None),
        ("http://localhost/", None),
        ("http://[::1]/", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_an_outlet_is_known_by_its_registrable_domain(address: str, domain: str | None) -> None:
    assert registrable_domain(address) == domain


@pytest.mark.parametrize(
    ("kept", "original"),
    [
        (
            "https://web.archive.org/web/20190822010203id_/http://example.com/a?b=c",
            "http://example.com/a?b=c",
        ),
        ("https://web.archive.org/web/2019/example.com/a", "http://example.com/a"),
        ("https://archive.ph/2019.08.22-010203/https://example.com/a", "https://example.com/a"),
        ("https://example-com.cdn.ampproject.org/c/s/example.com/a", "https://example.com/a"),
        ("https://www.google.com/amp/s/example.com/a", "https://example.com/a"),
    ],
)
def test_a_kept_page_has_the_address_of_its_original(kept: str, original: str) -> None:
    assert read_address(kept) == original


@given(st.text(max_size=120))
def test_no_text_makes_it_fail(text: str) -> None:
    address = read_address(text, "https://example.com/")
    assert address is None or address.lower().startswith(("http://", "https://"))
    registrable_domain(text)
