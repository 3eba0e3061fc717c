"""Downloads, from a server of the test's own: checked, resumed, from the next mirror."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from engine.cli.main import main
from engine.core.errors import DataError
from engine.data import download as downloading
from engine.data.download import SOURCES, Source, download, is_there

NAME = "images.gz"
WHOLE = bytes(range(256)) * 1000


class Mirror(BaseHTTPRequestHandler):
    """Serves the file below `/good/`, a wrong one below `/wrong/`, a part of it below `/short/`."""

    def do_GET(self):
        self.server.asked.append((self.path, self.headers.get("Range")))
        kind = self.path.split("/")[1]
        if kind not in ("good", "whole", "wrong", "short"):
            return self.send_error(404)
        data = b"something else" if kind == "wrong" else WHOLE
        begin = int(self.headers.get("Range", "bytes=0-")[6:-1]) if kind != "whole" else 0
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(data) - begin))
        self.end_headers()
        end = len(data) // 2 if kind == "short" else len(data)
        self.wfile.write(data[begin:end])
        return None

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Mirror) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield serving
        serving.shutdown()


@pytest.fixture
def mirrors(server):
    server.asked = []

    def source(*kinds):
        address = f"http://127.0.0.1:{server.server_port}"
        files = {NAME: hashlib.md5(WHOLE, usedforsecurity=False).hexdigest()}
        return Source([f"{address}/{kind}/" for kind in kinds], files, ())

    return source


def test_a_file_is_downloaded_once_with_its_progress(mirrors, server, tmp_path):
    heard = []
    folder = tmp_path / "new" / "folder"
    for _ in range(2):
        download(mirrors("good"), folder, lambda *said: heard.append(said))
    assert (folder / NAME).read_bytes() == WHOLE
    assert len(server.asked) == 1
    assert heard[-1] == (NAME, len(WHOLE), len(WHOLE))
    assert [done for _, done, _ in heard] == sorted(done for _, done, _ in heard)
    assert is_there(mirrors("good"), folder)


@pytest.mark.parametrize("kind", ["good", "whole"])
def test_what_was_begun_is_gone_on_with(mirrors, server, tmp_path, kind):
    """A mirror that knows no ranges sends the whole file, which is then not added to the part."""
    (tmp_path / f"{NAME}.part").write_bytes(WHOLE[:1000])
    download(mirrors(kind), tmp_path)
    assert server.asked == [(f"/{kind}/{NAME}", "bytes=1000-")]
    assert (tmp_path / NAME).read_bytes() == WHOLE
    assert not (tmp_path / f"{NAME}.part").exists()


def test_the_next_mirror_goes_on_where_one_has_broken_off(mirrors, server, tmp_path):
    download(mirrors("short", "good"), tmp_path)
    assert server.asked[1] == (f"/good/{NAME}", f"bytes={len(WHOLE) // 2}-")
    assert (tmp_path / NAME).read_bytes() == WHOLE


def test_a_wrong_file_is_thrown_away_and_the_next_mirror_asked(mirrors, server, tmp_path):
    download(mirrors("missing", "wrong", "good"), tmp_path)
    assert server.asked[-1] == (f"/good/{NAME}", None)
    assert (tmp_path / NAME).read_bytes() == WHOLE


def test_a_part_that_was_whole_already_needs_no_mirror(mirrors, server, tmp_path):
    (tmp_path / f"{NAME}.part").write_bytes(WHOLE)
    download(mirrors("good"), tmp_path)
    assert (tmp_path / NAME).read_bytes() == WHOLE
    assert server.asked == []


def test_a_damaged_file_is_downloaded_again(mirrors, tmp_path):
    (tmp_path / NAME).write_bytes(b"damaged")
    download(mirrors("good"), tmp_path)
    assert (tmp_path / NAME).read_bytes() == WHOLE


def test_where_no_mirror_has_it_each_is_named_with_its_reason(mirrors, tmp_path):
    with pytest.raises(DataError, match=r"404.*has another file") as refused:
        download(mirrors("missing", "wrong"), tmp_path)
    assert refused.value.args[0].startswith(NAME)
    assert not (tmp_path / NAME).exists()


def test_a_mirror_of_ones_own_comes_first_on_the_command_line(
    monkeypatch, mirrors, server, tmp_path, capsys
):
    source = mirrors("missing")
    monkeypatch.setitem(downloading.SOURCES, "mnist", source)
    own = f"http://127.0.0.1:{server.server_port}/good"
    assert main(["fetch", "mnist", str(tmp_path), "--mirror", own]) == 0
    assert (tmp_path / NAME).read_bytes() == WHOLE
    assert f"train mnist --folder {tmp_path}" in capsys.readouterr().out
    assert server.asked == [(f"/good/{NAME}", None)]


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_every_source_has_images_and_labels_of_both_parts(source):
    parts = {name.partition("-idx")[0] for name in source.files}
    assert parts == {"train-images", "train-labels", "t10k-images", "t10k-labels"}
    assert len(source.classes) == 10
    assert all(len(checksum) == 32 for checksum in source.files.values())
