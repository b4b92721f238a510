"""Every sentence that a person reads passes through here on its way out: British English now, Welsh one day."""

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date, format_time
from babel.support import NullTranslations, Translations

from app.clock import in_london

LOCALE = "en_GB"
LOCALE_DIR = Path(__file__).parent / "locale"


@lru_cache
def translations(locale: str = LOCALE) -> NullTranslations:
    return Translations.load(LOCALE_DIR, [locale])


def gettext(message: str) -> str:
    return translations().ugettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    return translations().ungettext(singular, plural, number)


def day(when: date | datetime) -> str:
    """A date as people write it: 3 March 2027."""
    if isinstance(when, datetime):
        when = in_london(when).date()
    return format_date(when, "d MMMM y", locale=LOCALE)


def clock_time(when: datetime) -> str:
    """The local time of day: 10:42."""
    return format_time(in_london(when), "HH:mm", locale=LOCALE)


def moment(when: datetime) -> str:
    """A date with its time: 3 March 2027 at 10:42."""
    return gettext("%(day)s at %(time)s") % {"day": day(when), "time": clock_time(when)}
