"""The gallery on a free port."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from tests.interface.gallery import Gallery


@contextmanager
def serve_gallery() -> Iterator[tuple[Gallery, str]]:
    gallery = Gallery()
    server = uvicorn.Server(
        uvicorn.Config(gallery.app, host="127.0.0.1", port=0, log_level="critical", timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield gallery, f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=5)
