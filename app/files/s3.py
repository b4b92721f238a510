"""Files in an S3-compatible object store, for a service that runs on several machines (docs/decisions/0007)."""

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store as Bucket

from app.files.store import StoreAway, checked_hash

if TYPE_CHECKING:
    from obstore.store import ClientConfig

REQUEST: "ClientConfig" = {"connect_timeout": "3s", "timeout": "20s", "allow_http": True}
RETRY_FOR = timedelta(seconds=10)


class S3Store:
    """`url` is `s3://bucket/folder`. Keys, region and endpoint come from the environment's AWS_ variables, as for any
    other client of S3.
    """

    def __init__(self, url: str) -> None:
        self._bucket = Bucket.from_url(
            url, client_options=REQUEST, retry_config={"max_retries": 2, "retry_timeout": RETRY_FOR}
        )

    def put(self, content: bytes) -> str:
        content_hash = sha256(content).hexdigest()
        try:
            obstore.put(self._bucket, _key(content_hash), content, use_multipart=False)
        except BaseError as error:
            raise StoreAway from error
        return content_hash

    def get(self, content_hash: str) -> bytes | None:
        try:
            content = bytes(obstore.get(self._bucket, _key(content_hash)).bytes())
        except (NotFoundError, FileNotFoundError):
            return None
        except BaseError as error:
            raise StoreAway from error
        return content if sha256(content).hexdigest() == content_hash else None

    def delete(self, content_hash: str) -> None:
        try:
            obstore.delete(self._bucket, _key(content_hash))
        except (NotFoundError, FileNotFoundError):
            return
        except BaseError as error:
            raise StoreAway from error


def _key(content_hash: str) -> str:
    return f"{content_hash[:2]}/{checked_hash(content_hash)}"
