"""The review framework as data: its types, its files, the checker of those files, and the vocabularies.

Nothing here imports anything else of the app.
"""

from app.review_framework.check import check, check_folder
from app.review_framework.fault import BrokenFramework, Fault
from app.review_framework.language import Finding, deficit_phrases, find_deficit_language
from app.review_framework.loader import all_frameworks, get_framework, latest_framework, load_framework
from app.review_framework.school_terms import AcademicYear, SchoolTerm, academic_year, academic_years, term_on
from app.review_framework.types import (
    DOES_NOT_APPLY,
    NOT_LOOKED_AT,
    Area,
    Depth,
    Duty,
    Framework,
    Item,
    LookAt,
    ScaleLevel,
)
from app.review_framework.versions import Comparison, Fate, Match, compare
from app.review_framework.vocabulary import Term, Vocabulary, vocabulary, vocabulary_names

__all__ = [
    "DOES_NOT_APPLY",
    "NOT_LOOKED_AT",
    "AcademicYear",
    "Area",
    "BrokenFramework",
    "Comparison",
    "Depth",
    "Duty",
    "Fate",
    "Fault",
    "Finding",
    "Framework",
    "Item",
    "LookAt",
    "Match",
    "ScaleLevel",
    "SchoolTerm",
    "Term",
    "Vocabulary",
    "academic_year",
    "academic_years",
    "all_frameworks",
    "check",
    "check_folder",
    "compare",
    "deficit_phrases",
    "find_deficit_language",
    "get_framework",
    "latest_framework",
    "load_framework",
    "term_on",
    "vocabulary",
    "vocabulary_names",
]
