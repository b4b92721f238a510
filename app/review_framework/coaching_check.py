"""The checker of coaching files: every fault with its line, as for frameworks and programmes."""

from pathlib import Path

from app.review_framework.check_shape import Shape, check_shape
from app.review_framework.check_versions import check_codes, check_folder
from app.review_framework.coaching_types import Choice, Coaching, CoachingSession, Prompt
from app.review_framework.fault import Fault
from app.review_framework.publication import changed_since_published
from app.review_framework.vocabulary import vocabulary
from app.review_framework.yaml_source import Loc, Source, Spot, read

COACHING = Path(__file__).parent / "coaching"

_FORMS = {
    "id": "lower-case words joined by hyphens, such as wss-coaching",
    "version": 'numbers joined by dots, in quotes, such as "1.0"',
}


def check_coaching(path: Path | str) -> list[Fault]:
    """Every fault of this coaching file, in the order of its lines; none means that it may be used."""
    return examine_coaching(path).faults


def examine_coaching(path: Path | str) -> Source:
    """What is in this coaching file, with every fault in the order of its lines. Never raises."""
    source = read(Path(path))
    if source.root is not None:
        if check_shape(source, source.root, _SHAPE):
            check_codes(source, source.root.each("sessions"), "session")
            for session in source.root.each("sessions"):
                _check_session(source, session)
        changed_since_published(source, source.root)
    source.faults = sorted(set(source.faults))
    return source


def check_all_coaching(folder: Path | str = COACHING) -> list[Fault]:
    """Every fault of every coaching file in this folder, of their names and of the published list."""
    return check_folder(Path(folder), check_coaching)


def _check_session(source: Source, session: Spot) -> None:
    name = f"session {session.text_of('code') or '?'}"
    roles = vocabulary("school_roles")
    for role in session.each("must_attend"):
        if role.text is not None and role.text not in roles:
            source.fault(role.line, f"{name}: the vocabulary school_roles has no {role.text!r}")
    least, most = session.get("minutes"), session.get("minutes_at_most")
    if least and most and isinstance(least.value, int) and isinstance(most.value, int) and most.value < least.value:
        source.fault(most.line, f"{name}: it takes at most {most.value} minutes and at least {least.value}")
    check_codes(source, session.each("prompts"), f"prompt of {name},")
    for prompt in session.each("prompts"):
        _check_prompt(source, prompt, name)


def _check_prompt(source: Source, prompt: Spot, session: str) -> None:
    name = f"{session}, prompt {prompt.text_of('code') or '?'}"
    theme = prompt.text_of("theme")
    if theme is not None and theme not in vocabulary("coaching_reflections"):
        source.fault(prompt.line_of("theme"), f"{name}: the vocabulary coaching_reflections has no {theme!r}")
    choices = list(prompt.each("choices"))
    if prompt.text_of("answer") == "choice" and not choices:
        source.fault(prompt.line_of("answer"), f"{name}: its answer is a choice, and `choices` has none")
    if prompt.text_of("answer") != "choice" and choices:
        source.fault(prompt.line_of("choices"), f"{name}: it has `choices`, and its answer is no choice")
    check_codes(source, choices, f"choice of {name},")


def _place(root: Spot, loc: Loc) -> str:
    """How a person would name the place: "session coaching_2", "prompt senco_role of session coaching_2"."""
    match loc:
        case ("sessions", int(number), *rest):
            sessions = root.get("sessions")
            session = sessions.get(number) if sessions else None
            code = session.text_of("code") if session else None
            named = f"session {code}" if code else f"session number {number + 1}"
            if session and len(rest) > 1 and rest[0] == "prompts" and isinstance(rest[1], int):
                prompts = session.get("prompts")
                prompt = prompts.get(rest[1]) if prompts else None
                inner = prompt.text_of("code") if prompt else None
                return f"prompt {inner} of {named}" if inner else f"prompt number {rest[1] + 1} of {named}"
            return named
    return "the coaching"


def _form(loc: Loc) -> str:
    key = next((part for part in reversed(loc) if isinstance(part, str)), "")
    return _FORMS.get(key, "a lower-case code, such as coaching_1")


_SHAPE = Shape(
    Coaching, (CoachingSession, Prompt, Choice), _place, _form, lists=frozenset({"sessions", "prompts", "choices"})
)
