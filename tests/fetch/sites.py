"""Servers on 127.0.0.x that answer as a test wants, also wrongly, and write down who asked what and when."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Ask(NamedTuple):
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    at: float
    others: int
    """How many other requests were under way at this server."""


Answer = bytes | Callable[[socket.socket, Ask], None]


def page(body: str | bytes = "<html><body>a page</body></html>", status: str = "200 OK", **headers: str) -> bytes:
    """Give a whole answer; header names with _ for -."""
    content = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(content))}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content


def redirect(location: str, status: str = "301 Moved Permanently") -> bytes:
    return page("", status, Location=location)


def sitemap(*addresses: str) -> bytes:
    entries = "".join(f"<url><loc>{address}</loc></url>" for address in addresses)
    return page(f"<urlset>{entries}</urlset>", Content_Type="application/xml")


@dataclass
class Site:
    """A server; what it has no answer for is 404."""

    address: str = "127.0.0.1"
    answers: dict[str, Answer] = field(default_factory=dict)
    now: Callable[[], float] = time.monotonic
    asked: list[Ask] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way = 0
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        self._socket = socket.create_server((self.address, 0), family=family, backlog=64)
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"http://{host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [ask.path for ask in self.asked]

    def close(self) -> None:
        with contextlib.suppress(OSError):
            # wakes the thread that waits for a connection
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            connection.settimeout(20)
            head = _read_head(connection)
            if not head:
                return
            with self._lock:
                ask = _ask(head, self.now(), self._under_way)
                self.asked.append(ask)
                self._under_way += 1
            try:
                answer = self.answers.get(ask.path, page("nothing here", "404 Not Found"))
                if isinstance(answer, bytes):
                    connection.sendall(answer)
                else:
                    answer(connection, ask)
            finally:
                with self._lock:
                    self._under_way -= 1


def drip(pieces: Iterator[bytes], pause: float) -> Answer:
    """Give an answer that comes in small pieces."""

    def answer(connection: socket.socket, ask: Ask) -> None:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(pause)

    return answer


def flood(piece: bytes, head: bytes = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") -> Answer:
    """Give an answer that never ends."""

    def answer(connection: socket.socket, ask: Ask) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return answer


def in_turn(*answers: bytes) -> Answer:
    """Give the next of these at every request, the last one for ever."""
    left = list(answers)

    def answer(connection: socket.socket, ask: Ask) -> None:
        connection.sendall(left.pop(0) if len(left) > 1 else left[0])

    return answer


def _read_head(connection: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            return b""
        head += piece
    return head


def _ask(head: bytes, at: float, others: int) -> Ask:
    first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    fields = (line.partition(": ") for line in lines)
    return Ask(first.split(" ")[1], {name.lower(): value for name, _, value in fields}, at, others)
