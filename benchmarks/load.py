"""Saves texts over kept-open connections for some seconds, and prints how long each took. Asked by benchmarks.autosave:
plain sockets, because a full HTTP client would cost more than the server that is measured.
"""

import asyncio
import json
import re
import sys
import time
from urllib.parse import urlencode

TEXT = "Leaders and governors ask what changed for pupils, and teachers can say. " * 4
VERSION = re.compile(rb'data-version="(\d+)"')


async def client(port: int, path: str, token: str, number: int, until: float) -> tuple[list[float], int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    times: list[float] = []
    errors = version = turn = 0
    field = "strengths" if number % 2 else "developments"
    name = f"LEAD-{number // 2 + 1}.{field}" if token else f"LEAD-{number // 2 + 1}.{number % 2}"
    while time.perf_counter() < until:
        turn += 1
        body = urlencode({"name": name, "value": f"{time.time_ns()} {TEXT}", "version": version}).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
            f"X-Autosave: 1\r\nCookie: send_review_signed_in={token}\r\n\r\n"
        )
        begun = time.perf_counter()
        writer.write(head.encode() + body)
        status, answer = await read_answer(reader)
        times.append(time.perf_counter() - begun)
        if status == 409 and turn == 1:
            # The field was written in before: this is its version now.
            times.pop()
        elif status != 200:
            errors += 1
        if found := VERSION.search(answer):
            version = int(found.group(1))
    writer.close()
    return times, errors


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(re.search(rb"content-length: (\d+)", head, re.IGNORECASE).group(1))
    return int(head.split(b" ", 2)[1]), await reader.readexactly(length)


async def main() -> None:
    port, clients, seconds, targets = json.loads(sys.argv[1])
    begun = time.perf_counter()
    results = await asyncio.gather(
        *(client(port, path, token, number, begun + seconds) for path, token, number in targets[:clients])
    )
    took = time.perf_counter() - begun
    print(
        json.dumps(
            {
                "times": [one for times, _ in results for one in times],
                "errors": sum(errors for _, errors in results),
                "seconds": took,
            }
        )
    )


if __name__ == "__main__":
    asyncio.run(main())
