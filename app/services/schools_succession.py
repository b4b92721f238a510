"""A school gets a new URN, as when it becomes an academy, and keeps everything it has."""

from datetime import date, timedelta

from sqlmodel import Session, col, delete, update

from app import clock
from app.language import day
from app.language import gettext as _
from app.models.schools import School, SchoolUrn
from app.services.schools import find_ids_in_use, find_school, hold_register
from app.services.schools_register_rows import REGISTER_FACTS, is_urn


class SuccessionRefused(ValueError):
    """Carries the sentence that the person reads."""


def succeed(session: Session, school: School, new_urn: str, *, on: date) -> None:
    """The school's URN is `new_urn` from the day `on`; the one before stays as its name until the day before.

    When the register has already brought in the new URN as a school of its own that nobody uses, that one is
    merged away: its URNs and its facts are this school's now. Safe to repeat. Raises SuccessionRefused.
    """
    new_urn = new_urn.strip()
    hold_register(session.connection())
    if school.urn == new_urn:
        return
    if not is_urn(new_urn):
        raise SuccessionRefused(_("“%(urn)s” is not a URN: a URN has six digits.") % {"urn": new_urn})
    if on > clock.today():
        raise SuccessionRefused(
            _("%(day)s is still to come. Record the new URN once it is in force.") % {"day": day(on)}
        )
    old = session.get(SchoolUrn, school.urn) or SchoolUrn(urn=school.urn, school_id=_id_of(school))
    if old.since and on <= old.since:
        raise SuccessionRefused(
            _("%(urn)s has been in force since %(day)s, so its successor starts later than that.")
            % {"urn": school.urn, "day": day(old.since)}
        )
    other = find_school(session, new_urn)
    if other is not None:
        _check_unused(session, school, other, new_urn)
        _merge_away(session, school, other)
    old.until = on - timedelta(days=1)
    school.urn = new_urn
    session.add_all([old, school])
    session.add(SchoolUrn(urn=new_urn, school_id=_id_of(school), since=on))
    session.flush()


def _check_unused(session: Session, school: School, other: School, new_urn: str) -> None:
    if other.id == school.id:
        raise SuccessionRefused(_("%(urn)s is an earlier URN of %(school)s.") % {"urn": new_urn, "school": school.name})
    if other.urn != new_urn:
        raise SuccessionRefused(
            _("%(urn)s is an earlier URN of another school, %(school)s (%(current)s).")
            % {"urn": new_urn, "school": other.name, "current": other.urn}
        )
    if find_ids_in_use(session.connection(), [_id_of(other)]):
        raise SuccessionRefused(
            _("%(urn)s belongs to another school that is in use here, %(school)s.")
            % {"urn": new_urn, "school": other.name}
        )


def _merge_away(session: Session, school: School, other: School) -> None:
    for name in REGISTER_FACTS:
        setattr(school, name, getattr(other, name))
    session.exec(delete(SchoolUrn).where(col(SchoolUrn.urn) == other.urn))
    session.exec(update(SchoolUrn).where(col(SchoolUrn.school_id) == other.id).values(school_id=_id_of(school)))
    session.exec(delete(School).where(col(School.id) == other.id))


def _id_of(school: School) -> int:
    assert school.id is not None
    return school.id
