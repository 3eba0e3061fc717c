"""Small answers without delay."""

import socket

from app.serving.sockets import answer_at_once


def test_a_listening_socket_and_what_it_accepts_do_not_wait():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert server.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
        assert answer_at_once() >= 1
        with socket.create_connection(server.getsockname()):
            accepted, _ = server.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_other_sockets_are_left_alone():
    with socket.socket() as idle, socket.socket(type=socket.SOCK_DGRAM):
        answer_at_once()
        assert idle.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0


class Touchy:
    """Like a proxy that must not be touched yet."""

    @property
    def __class__(self):
        raise RuntimeError("not yet")


def test_objects_of_anyone_s_making_are_not_asked():
    touchy = Touchy()
    assert answer_at_once() >= 0
    assert type(touchy) is Touchy
