"""The form that starts a review."""

from dataclasses import dataclass

from app.access.posted import Posted
from app.language import gettext as _
from app.models.fields import BadAnswer, Key
from app.models.reviews import Depth
from app.models.self_evaluation import SCOPE
from app.models.self_evaluation_fields import SCOPE_FIELDS, clean
from app.pages.reviews_new import framework_key, newest_frameworks
from app.review_framework.types import Framework
from app.tokens import hashed


@dataclass(frozen=True, slots=True)
class NewReview:
    """`sent` is what was typed, `scope` what of it can be stored."""

    framework: Framework | None
    depth: Depth | None
    sent: dict[str, str]
    scope: dict[str, str]
    previous: str
    """The number of the review that it continues, as sent; empty for none."""
    key: str
    """The same for the same form with the same words in it, so that a double click starts one review."""
    errors: list[tuple[str, str]]


def read_new_review(posted: Posted) -> NewReview:
    framework = next((one for one in newest_frameworks() if framework_key(one) == posted.get("framework")), None)
    depth = Depth(posted.get("depth")) if posted.get("depth") in set(Depth) else None
    sent = {name: " ".join(posted.all(f"{SCOPE}.{name}")) for name in SCOPE_FIELDS}
    errors: list[tuple[str, str]] = []
    if framework is None:
        errors.append(("framework", _("Choose the framework that the review follows.")))
    if depth is None:
        errors.append(("depth", _("Choose a short or a full review.")))
    if not sent["why_now"].strip():
        errors.append((f"{SCOPE}.why_now", _("Write a sentence on why your school reviews its SEND provision now.")))
    scope = {}
    for name, value in sent.items():
        try:
            scope[name] = clean(framework or newest_frameworks()[0], Key(SCOPE, name), value)
        except BadAnswer as error:
            errors.append((f"{SCOPE}.{name}", str(error)))
    return NewReview(framework, depth, sent, scope, posted.get("previous"), hashed(posted.encoded()), errors)
