"""Random secrets: handed out once, stored only as their SHA-256."""

import hashlib
import secrets


def new_token() -> str:
    """256 bits from the system's source of randomness, fit for an address or a cookie."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
