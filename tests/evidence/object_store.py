"""A server that speaks as much S3 as the service asks for: objects of one bucket, kept in memory, on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

BUCKET = "evidence"
NO_SUCH_KEY = b"<Error><Code>NoSuchKey</Code></Error>"


@dataclass
class Objects:
    url: str = ""
    kept: dict[str, bytes] = field(default_factory=dict)
    signed: list[str] = field(default_factory=list)
    """The Authorization header of each request."""


@contextmanager
def serve_objects() -> Iterator[Objects]:
    objects = Objects()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            objects.kept[self._key()] = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(200)

        def do_GET(self) -> None:
            content = objects.kept.get(self._key())
            self._answer(404, NO_SUCH_KEY) if content is None else self._answer(200, content)

        def do_DELETE(self) -> None:
            objects.kept.pop(self._key(), None)
            self._answer(204)

        def do_POST(self) -> None:
            """Deleting several at once, as clients do also for one."""
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            keys = [part.partition("</Key>")[0] for part in body.split("<Key>")[1:]]
            for key in keys:
                objects.kept.pop(key, None)
            deleted = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
            self._answer(200, f"<DeleteResult>{deleted}</DeleteResult>".encode())

        def _key(self) -> str:
            bucket, _slash, key = urlsplit(self.path).path.lstrip("/").partition("/")
            assert bucket == BUCKET, self.path
            return key

        def _answer(self, status: int, content: bytes = b"") -> None:
            objects.signed.append(self.headers.get("Authorization", ""))
            self.send_response(status)
            self.send_header("ETag", '"one"')
            self.send_header("Last-Modified", "Wed, 03 Mar 2027 10:00:00 GMT")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    objects.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield objects
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
