"""The paths that people type: each leads to the page that it means, or comes near."""

import pytest

from app.serving.page_names import way_near, way_to

BELOW = ["", "/teaching/backprop"]


def led(below, typed, way):
    """Where a browser comes to that is led so, below a path that a proxy takes away."""
    path, _, query = typed.partition("?")
    to, mark, asked = way(path, query).partition("?")
    *folders, _ = f"{below}{path}".split("/")
    # As RFC 3986, 5.2.4: `urljoin` drops the empty folder between two slashes, which browsers keep.
    for part in to.split("/"):
        if part == "..":
            folders.pop()
        elif part != ".":
            folders.append(part)
    return "/".join(folders).removeprefix(below) + mark + asked


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("/check", "/?lens=submission"),
        ("/check/", "/?lens=submission"),
        ("/check?example=norm&lens=check", "/?example=norm&lens=submission"),
        ("/check?typed=X:0:0:1.5&iteration=", "/?typed=X%3A0%3A0%3A1.5&iteration=&lens=submission"),
        ("/step", "/"),
        ("/step/?lang=zh", "/?lang=zh"),
        ("/step?seed=1&seed=2", "/?seed=1&seed=2"),
        ("/lessons/?words=loss", "/lessons?words=loss"),
        ("/train/", "/train"),
        ("/Train", "/train"),
        ("/%20LESSONS%20", "/lessons"),
        ("/tr%61in", "/train"),
        ("/train%00", "/train"),
        ("//train", "/train"),
        ("///check//?seed=1", "/?seed=1&lens=submission"),
        ("//", "/"),
        ("/index.html?seed=1", "/?seed=1"),
    ],
)
@pytest.mark.parametrize("below", BELOW)
def test_a_name_leads_to_its_page_also_below_a_path(typed, page, below):
    assert led(below, typed, way_to) == page


@pytest.mark.parametrize(
    "path", ["/", "/train", "/checks", "/check/more", "/answer", "//x", "/a%2Fb"]
)
def test_what_is_a_page_or_no_name_of_one_is_left_alone(path):
    assert way_to(path, "lang=zh") is None


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("/nope", "/?no-page=nope"),
        ("/nope/?seed=1&seed=2", "/?seed=1&seed=2&no-page=nope"),
        ("/trian?lr=0.5", "/train?lr=0.5&no-page=trian"),
        ("/train.html", "/train?no-page=train.html"),
        ("/check/x", "/?lens=submission&no-page=check%2Fx"),
        ("/train%2Fx", "/train?no-page=train%2Fx"),
        ("//evil.example/..", "/?no-page=evil.example%2F.."),
        ("/backprop/lessons", "/lessons?no-page=backprop%2Flessons"),
        ("/lesson/formula/x", "/lessons?no-page=lesson%2Fformula%2Fx"),
        ("/%FF?no-page=before", "/?no-page=%EF%BF%BD"),
        ("/" + "long" * 9, "/?no-page=longlonglonglonglong"),
    ],
)
@pytest.mark.parametrize("below", BELOW)
def test_the_path_of_no_page_leads_near_and_is_told(typed, page, below):
    assert led(below, typed, way_near) == page
