"""A small framework that passes the checker, to be broken in one place at a time."""

from pathlib import Path

SMALL = """\
id: small
version: "1.0"
title: A small framework
source_note: Ours, for tests.
scale:
  - code: early
    label: Early
    about: It has begun.
  - code: steady
    label: Steady
    about: It is there every day.
areas:
  - code: TL
    title: Teaching
    about: What happens in lessons.
    items:
      - code: TL-1
        statement: Teachers plan with their pupils in mind.
        why: Planning comes first.
        look_at:
          - kind: document
            what: a plan
          - kind: lesson_visit
            what: a lesson
        ask: [class_teacher, pupils]
        descriptors:
          early: Changes are made on the spot.
          steady: Plans show choices made for these pupils.
        essential: true
      - code: TL-2
        statement: Pupils can say what helps them to learn.
        why: They know best.
        look_at:
          - kind: data
            what: survey answers by year
          - kind: conversation_pupils
            what: what helps them
        ask:
          - pupils
          - teaching_assistant
        descriptors:
          early: Adults speak for pupils.
          steady: Pupils tell new adults what works.
        essential: false
  - code: LEAD
    title: Leadership
    about: Who decides.
    items:
      - code: LEAD-1
        statement: Leaders visit lessons to learn about support.
        why: Seeing is better than hearing.
        look_at:
          - kind: document
            what: the calendar of visits
          - kind: conversation_leaders
            what: what they saw
        ask: [senior_leader, senco]
        descriptors:
          early: The SENCO reports to leaders.
          steady: Leaders describe what they saw and did.
        essential: false
        duty: {source: "An Act", dated: "2014-09"}
"""

HERE = "# here"


def broken(old: str, new: str) -> str:
    """The small framework with one change. The line at fault carries a comment, `# here`."""
    assert SMALL.count(old) == 1, f"{old!r} must be in the small framework once"
    return SMALL.replace(old, new)


def line_of_here(text: str) -> int:
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if HERE in line]
    assert len(lines) == 1, "exactly one line must be marked"
    return lines[0]


def write(folder: Path, text: str | bytes, name: str = "small-1.0.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path
