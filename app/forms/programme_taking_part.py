"""Forms on which a school takes part in a cohort."""

from collections.abc import Iterable
from datetime import date

from app import clock
from app.access.posted import Posted
from app.forms.programme import read_day
from app.language import gettext as _
from app.models.reviews import Review
from app.pages.programme_taking_part import AgreementForm

LONGEST_NAME = 200


def read_recorded_agreement(posted: Posted) -> tuple[AgreementForm, tuple[str, date] | None]:
    """Who signed on paper, and when, if nothing is wrong with it."""
    name, day = " ".join(posted.get("signed_by").split()), read_day(posted, "on")
    errors = []
    if not name:
        errors.append(("signed_by", _("Enter the name of whoever signed for the school.")))
    elif len(name) > LONGEST_NAME:
        errors.append(("signed_by", _("Shorten the name to %(most)s characters.") % {"most": LONGEST_NAME}))
    if day is None:
        errors.append(("on", _("Enter the day as year, month and day, such as 2027-03-09.")))
    elif day > clock.today():
        errors.append(("on", _("The agreement cannot be signed on a day to come.")))
    form = AgreementForm(name, posted.get("on"), errors=tuple(errors))
    return form, None if errors or day is None else (name, day)


def read_consent(posted: Posted) -> bool | None:
    """None where nothing was chosen."""
    return {"yes": True, "no": False}.get(posted.get("consents"))


def read_review(posted: Posted, reviews: Iterable[Review]) -> Review | None:
    return next((one for one in reviews if str(one.id) == posted.get("review")), None)
