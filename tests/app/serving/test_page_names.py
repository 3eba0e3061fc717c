"""The names of pages as people type them: each leads to its page."""

from urllib.parse import urljoin

import pytest

from app.serving.page_names import way_to


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("/check", "/?lens=submission"),
        ("/check/", "/?lens=submission"),
        ("/check?example=norm&lens=check", "/?example=norm&lens=submission"),
        ("/check?typed=X:0:0:1.5&iteration=", "/?typed=X%3A0%3A0%3A1.5&iteration=&lens=submission"),
        ("/step", "/"),
        ("/step/?lang=zh", "/?lang=zh"),
        ("/lessons/?words=loss", "/lessons?words=loss"),
        ("/train/", "/train"),
    ],
)
@pytest.mark.parametrize("below", ["", "/teaching/backprop"])
def test_a_name_leads_to_its_page_also_below_a_path(typed, page, below):
    path, _, query = typed.partition("?")
    assert urljoin(f"https://example.org{below}{path}", way_to(path, query)) == (
        f"https://example.org{below}{page}"
    )


@pytest.mark.parametrize("path", ["/", "/train", "/checks", "/check/more", "/answer", "//check"])
def test_what_is_a_page_or_no_name_of_one_is_left_alone(path):
    assert way_to(path, "lang=zh") is None
