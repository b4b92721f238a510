"""Schools of the national register. The URN is a dated attribute: an academy conversion issues a new one."""

from datetime import date

from sqlmodel import Field, Relationship, SQLModel


class School(SQLModel, table=True):
    """One school through all its URNs. Everything it writes hangs on `id`, never on a URN."""

    __tablename__ = "school"

    id: int | None = Field(default=None, primary_key=True)
    urn: str = Field(unique=True, max_length=6)
    """The URN in force; `school_urn` holds this and every earlier one."""
    name: str
    la_code: str = ""
    la_name: str = ""
    establishment_number: str = ""
    phase: str = ""
    type: str = ""
    region: str = ""
    trust: str = ""
    postcode: str = ""
    easting: int | None = None
    """Ordnance Survey metres, as is `northing`."""
    northing: int | None = None
    pupils: int | None = None
    fsm_percentage: float | None = None
    status: str = "Open"
    is_demo: bool = False

    urns: list["SchoolUrn"] = Relationship(sa_relationship_kwargs={"lazy": "raise"})


class SchoolUrn(SQLModel, table=True):
    """A URN that a school has or had. `until` is the last day it was in force; None while it is."""

    __tablename__ = "school_urn"

    urn: str = Field(primary_key=True, max_length=6)
    school_id: int = Field(foreign_key="school.id", index=True)
    since: date | None = None
    until: date | None = None
