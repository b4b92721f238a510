"""A file of a school as an answer: a picture may be looked at in the browser, anything else is saved."""

from urllib.parse import quote

from fastapi import Response

from app.files.kinds import FileKind
from app.models.evidence import EvidenceFile


def serve_file(file: EvidenceFile, content: bytes) -> Response:
    """Nothing in it can run or fetch: the policy forbids it, and the kind is the one that was found in the content."""
    way = "inline" if file.is_image else "attachment"
    plain = "".join(one if one.isascii() and one not in '"\\%' else "_" for one in file.name)
    headers = {
        "Content-Disposition": f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Content-Type": FileKind(file.kind).media_type,
    }
    return Response(content, headers=headers)
