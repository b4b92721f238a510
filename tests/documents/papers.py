"""Three reviews to make papers of: hardly begun, ordinary, and far larger than any school would write."""

# what a school said reads better unbroken

from datetime import date

from app.documents.governors_paper_page import (
    Agreed,
    Area,
    Evidence,
    GovernorsPaper,
    Level,
    LookedAt,
    NextStep,
    Point,
)

LEVELS = (
    Level("starting", "Starting", "Beginning here and there, carried by a few people."),
    Level("growing", "Growing", "Happening in many places, with uneven reach."),
    Level("secure", "Secure", "Reliable across the school, and checked."),
    Level("shared", "Shared", "Owned beyond the SENCO, felt by pupils and families, and passed on to others."),
)

TITLES = (
    ("OUT", "Outcomes for pupils with SEND"),
    ("TL", "The quality of teaching and learning for pupils with SEND"),
    ("LEAD", "Leadership of SEND"),
    ("RES", "The efficient use of resources"),
    ("AI", "Assessment and identification"),
    ("PP", "Working with parents and carers and pupils with SEND"),
    ("MTE", "Monitoring, tracking and evaluation"),
    ("PROV", "The quality of SEND provision"),
)

ABOUT = (
    "What pupils achieve, and how they fare in attendance, behaviour and well-being.",
    "What happens in lessons, for every pupil and every day.",
    "Who leads, how widely, and what governors and senior leaders do.",
    "How time, people and money are used, and what comes of it.",
    "How needs are noticed, understood and met.",
    "How families and pupils are heard, and what changes because of it.",
    "How the school knows what works.",
    "Support beyond the lesson, and how it is chosen.",
)
STRENGTHS = (
    "Teachers plan lessons from what pupils can already do. Pupils in three year groups told us which adjustments "
    "help them, and named the same ones as their teachers.",
    "Parents say that meetings start with what their child enjoys. Attendance at review meetings is now 94 per cent.",
    "Teaching assistants meet the teacher for ten minutes before the lesson and know what the pupil should learn.",
)
DEVELOPMENTS = (
    "Subject leaders do not yet look for adjustments when they visit lessons. We want it to be part of every visit.",
    "We review interventions each term, but we seldom stop the ones that do not help. We will agree in advance what "
    "would tell us that one is working.",
    "New staff learn about the graduated approach late in their first year.",
)
STATEMENT = "Teachers adjust what happens in the lesson because of what they notice about pupils' learning."

STEPS = (
    NextStep("Identification", "The school decides to review and agrees the scope.", date(2026, 9, 14), "done"),
    NextStep(
        "Self-evaluation",
        "The SENCO and colleagues judge each item from evidence.",
        date(2026, 11, 27),
        "now",
    ),
    NextStep(
        "Preparation",
        "The partner school reads our papers and agrees the visit.",
        date(2027, 1, 22),
        "to_come",
    ),
    NextStep("School visit", "A SENCO from the partner school spends a day with us.", date(2027, 2, 9), "to_come"),
    NextStep(
        "Reporting",
        "The partner school's report comes to us, then to governors.",
        date(2027, 3, 3),
        "to_come",
    ),
    NextStep("Follow-up", "We agree three priorities and begin our SEND Action Plan.", None, "to_come"),
)

QUESTIONS = (
    "Which strength has made the most difference to pupils, and how do we know?",
    "In teaching and learning, two items are at “Starting”. What will be different in lessons by the summer?",
    "How have pupils with SEND and their parents shaped this review?",
    "Who besides the SENCO is responsible for each area for development?",
    "What have we not looked at yet, and when shall we?",
    "What does the SENCO need from governors: time, money, or attention?",
)


def ordinary_paper(*, agreed: bool = True) -> GovernorsPaper:
    spread = (
        (1, 2, 2, 1),
        (2, 3, 1, 0),
        (0, 1, 3, 2),
        (1, 2, 2, 0),
        (0, 2, 3, 1),
        (0, 1, 2, 3),
        (2, 2, 1, 0),
        (1, 3, 2, 0),
    )
    areas = tuple(
        Area(
            title=title,
            summary=f"Practice is steady and staff talk about it openly. We were surprised by how much pupils notice, "
            f"and we want their view each term. Area {code}.",
            counts=dict(zip(("starting", "growing", "secure", "shared"), counts, strict=True)),
            not_looked_at=number % 2,
            does_not_apply=1 if number == 3 else 0,
            strengths=tuple(
                Point(f"{code}-{n + 1}", STATEMENT, STRENGTHS[(number + n) % 3]) for n in range(1 + number % 3)
            ),
            developments=tuple(
                Point(f"{code}-{n + 4}", STATEMENT, DEVELOPMENTS[(number + n) % 3]) for n in range(number % 3)
            ),
        )
        for number, ((code, title), counts) in enumerate(zip(TITLES, spread, strict=True))
    )
    return GovernorsPaper(
        school_name="Alder Brook Primary School",
        urn="999001",
        title="How we include and teach pupils with SEND",
        dated=date(2027, 3, 3),
        framework_title="Whole School SEND Review, mainstream",
        framework_version="1.0",
        agreed=Agreed(2, date(2027, 2, 26), "Priya Nair, SENCO") if agreed else None,
        depth="full",
        why_now="Our number of pupils with communication needs has doubled in three years. We want to know whether "
        "every lesson works for them, not only the extra sessions. The new improvement plan starts in September.",
        looked_at=LookedAt(
            46,
            51,
            8,
            8,
            (
                Evidence("documents", 31),
                Evidence("visits to lessons", 18),
                Evidence("conversations with pupils", 24),
                Evidence("conversations with staff", 16),
                Evidence("conversations with parents and carers", 9),
            ),
        ),
        levels=LEVELS,
        areas=areas,
        next_steps=STEPS,
        questions=QUESTIONS,
    )


def empty_paper() -> GovernorsPaper:
    return GovernorsPaper(
        school_name="Alder Brook Primary School",
        urn="999001",
        title="How we include and teach pupils with SEND",
        dated=date(2026, 9, 21),
        framework_title="Whole School SEND Review, mainstream",
        framework_version="1.0",
        agreed=None,
        depth="short",
        why_now="",
        looked_at=LookedAt(0, 18, 0, 8),
        levels=LEVELS,
        areas=tuple(
            Area(title=title, about=ABOUT[number], not_looked_at=2 + number % 2)
            for number, (_, title) in enumerate(TITLES)
        ),
        next_steps=STEPS,
        questions=(),
    )


def enormous_paper(text: str = "") -> GovernorsPaper:
    """Every field at its largest: forty findings of each sort an area, ten thousand characters each."""
    words = text or "We saw this in lessons and heard it from pupils, parents and staff over the whole year. " * 115
    areas = tuple(
        Area(
            title=title,
            summary=words,
            counts={"starting": 9, "growing": 12, "secure": 14, "shared": 5},
            not_looked_at=3,
            does_not_apply=2,
            strengths=tuple(Point(f"{code}-{n}", STATEMENT * 2, words) for n in range(40)),
            developments=tuple(Point(f"{code}-{n}", STATEMENT * 2, words) for n in range(40)),
        )
        for code, title in TITLES
    )
    return GovernorsPaper(
        school_name="The Blessed and Venerable Saint Bartholomew's Church of England Voluntary Aided Academy " * 3,
        urn="999002",
        title="How we include and teach pupils with SEND " * 10,
        dated=date(2027, 9, 30),
        framework_title="Whole School SEND Review, mainstream schools adapted for a large trust " * 3,
        framework_version="12.10.3",
        agreed=Agreed(17, date(2027, 9, 29), words[:200]),
        depth="full",
        why_now=words,
        looked_at=LookedAt(320, 344, 8, 8, tuple(Evidence(f"conversations of kind {n}", 100 + n) for n in range(20))),
        levels=LEVELS,
        areas=areas,
        next_steps=tuple(NextStep(s.title, words, s.dated, s.state) for s in STEPS),
        questions=tuple(words for _ in range(30)),
    )
