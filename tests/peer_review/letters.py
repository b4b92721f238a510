"""Letters in the outbox, as a test asks for them."""

from sqlmodel import select

from app.db import Database
from app.models.jobs import Letter


def letters_to(database: Database, address: str) -> list[Letter]:
    """Oldest first."""
    with database.reading() as session:
        return list(session.exec(select(Letter).where(Letter.to == f"{address}@ashgrove.example")))
