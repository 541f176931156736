"""The line between a telephone and the site: it counts bytes, and it can be cut."""

import contextlib
import socket
import threading

SIZE = 16_384


class Wire:
    """Passes on all that goes to a server of this machine and comes back.

    `address` is what the browser opens instead of the server's own; `up` and `down` are bytes.
    """

    def __init__(self, server_port: int) -> None:
        self.server = ("127.0.0.1", server_port)
        self.up = self.down = 0
        self.is_cut = False
        self.left: int | None = None
        self.ends: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # the listener was closed
            while True:
                near, _peer = self.listener.accept()
                if self.is_cut:
                    near.close()
                    continue
                far = socket.create_connection(self.server)
                self.ends |= {near, far}
                threading.Thread(target=self._send, args=(near, far), daemon=True).start()
                threading.Thread(target=self._receive, args=(far, near), daemon=True).start()

    def _send(self, near: socket.socket, far: socket.socket) -> None:
        with contextlib.suppress(OSError):  # one of the ends has gone
            while data := near.recv(SIZE):
                self.up += len(data)
                if self.left is not None:
                    self.left -= len(data)
                    if self.left < 0:
                        self.cut()
                far.sendall(data)
        self._end(near, far)

    def _receive(self, far: socket.socket, near: socket.socket) -> None:
        with contextlib.suppress(OSError):  # one of the ends has gone
            while data := far.recv(SIZE):
                self.down += len(data)
                near.sendall(data)
        self._end(near, far)

    def _end(self, *ends: socket.socket) -> None:
        for end in ends:
            self.ends.discard(end)
            with contextlib.suppress(OSError):  # the other thread was first
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def cut(self) -> None:
        """Break all connections and take no new ones."""
        self.is_cut = True
        for end in list(self.ends):
            with contextlib.suppress(OSError):  # it has gone by itself
                end.shutdown(socket.SHUT_RDWR)

    def cut_after(self, size: int) -> None:
        """Cut once `size` more bytes have gone up."""
        self.left = size

    def mend(self) -> None:
        """Take connections again."""
        self.is_cut = False
        self.left = None

    def close(self) -> None:
        """End for good."""
        self.listener.close()
        self.cut()
