"""What an installation may set. Every default is safe in production and fit to publish."""

from functools import cached_property
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_DATABASE_URL = "sqlite:///var/send-review.sqlite3"


class Settings(BaseSettings):
    """Read from the environment: HOST, PORT and DATABASE_URL by those names, the rest behind SEND_REVIEW_."""

    model_config = SettingsConfigDict(env_prefix="SEND_REVIEW_", extra="ignore", frozen=True, populate_by_name=True)

    host: str = Field("127.0.0.1", validation_alias="HOST")
    port: int = Field(8000, validation_alias="PORT", ge=0, le=65535)
    database_url: str = Field(DEFAULT_DATABASE_URL, validation_alias="DATABASE_URL")
    var_dir: Path = Path("var")
    """Where files that are not in the database go: the outbox, the cache of rendered papers, the files of evidence."""

    files_url: str = Field("", pattern="^(s3://.+)?$")
    """s3://bucket/folder for the files of evidence, with AWS_ variables for key, region and endpoint. Empty keeps them
    in `var_dir`."""

    frameworks_dir: Path | None = None
    """A folder of framework files of one's own, read beside those that ship with the app."""

    public_url: str = ""
    """The address that people type, used in links sent by e-mail. Empty means http://HOST:PORT."""

    service_name: str = "SEND Review"
    brand_colour: str = Field("", pattern=r"^(#[0-9a-fA-F]{6})?$")
    """A six-digit hex colour for the header and buttons. Empty keeps the service's own."""

    contact: str = ""
    """Whom people may write to about this installation, as shown on the pages on privacy, accessibility and help."""

    smtp_url: str = ""
    """smtp://user:password@host:587 (STARTTLS) or smtps://…:465. Empty writes each mail to var/outbox/."""
    mail_from: str = "send-review@localhost"

    signed_in_hours: int = Field(12, ge=1, le=720)
    link_hours: int = Field(72, ge=1)
    """How long an invitation or a password reset can be opened."""
    max_file_mb: int = Field(10, ge=1, le=100)
    """The largest file that can be added to a piece of evidence."""
    paper_workers: int = Field(1, ge=1, le=8)
    trusted_proxies: str = ""
    """Addresses of proxies whose X-Forwarded-For and -Proto are believed, separated by commas."""

    @cached_property
    def base_url(self) -> str:
        if self.public_url:
            return self.public_url.rstrip("/")
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @cached_property
    def secure_cookies(self) -> bool:
        return self.base_url.startswith("https://")

    @cached_property
    def on_loopback(self) -> bool:
        """True when only this machine can reach the service, so that demo people may exist in it."""
        host = urlsplit(self.base_url).hostname or ""
        return _is_loopback(self.host) and _is_loopback(host)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
