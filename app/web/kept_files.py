"""Files that come with a form and that are sent back: looked through on the way in, inert on the way out."""

from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request, Response

from app.access.posted_file import PostedFile
from app.files.apart import make_safe_apart
from app.files.kinds import FileKind, FileRefused, SafeFile
from app.files.store import FileStore
from app.models.evidence import EvidenceFile


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked through: safe, or refused in a sentence."""

    safe: SafeFile | None = None
    refused: str = ""


def look_at(sent: PostedFile) -> Looked:
    try:
        return Looked(make_safe_apart(sent.name, sent.content))
    except FileRefused as error:
        return Looked(refused=str(error))


def as_download(file: EvidenceFile, content: bytes) -> Response:
    """The file as it is kept. A picture may be looked at in the browser; anything else is saved."""
    way = "inline" if file.is_image else "attachment"
    plain = "".join(one if one.isascii() and one not in '"\\%' else "_" for one in file.name)
    headers = {
        "Content-Disposition": f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Content-Type": FileKind(file.kind).media_type,
    }
    return Response(content, headers=headers)


def file_store(request: Request) -> FileStore:
    store: FileStore = request.app.state.file_store
    return store
