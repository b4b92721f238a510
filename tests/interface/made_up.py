"""Made-up content for the component gallery: no school, person or answer here exists."""

from typing import Any

LEVELS = [
    ("starting", "Starting", "SEND reaches leaders' agendas when the SENCO raises it."),
    ("growing", "Growing", "Leaders discuss SEND each term; some of their decisions name it."),
    (
        "secure",
        "Secure",
        "The improvement plan has SEND priorities with owners beyond the SEND team; leaders check progress.",
    ),
    (
        "shared",
        "Shared",
        "Leaders and governors can each say what changed for pupils because of a decision they took.",
    ),
]
STAKEHOLDERS = [
    ("senco", "SENCO"),
    ("headteacher", "Headteacher"),
    ("slt", "Senior leaders"),
    ("governor", "SEND governor"),
    ("middle", "Middle leaders"),
    ("teachers", "Class and subject teachers"),
    ("tas", "Teaching assistants"),
    ("pupils", "Pupils"),
    ("parents", "Parents and carers"),
    ("external", "Outside professionals"),
]
KINDS = [
    ("", "Choose one"),
    ("document", "Document"),
    ("data", "Data"),
    ("lesson_visit", "Lesson visit"),
    ("learning_walk", "Learning walk"),
    ("work_scrutiny", "Work scrutiny (“book look”)"),
    ("conversation_pupils", "Conversation with pupils"),
    ("conversation_parents", "Conversation with parents"),
    ("conversation_staff", "Conversation with staff"),
    ("survey", "Survey"),
    ("other", "Something else"),
]
AREA_TITLES = [
    "Outcomes for pupils with SEND",
    "The quality of teaching and learning for pupils with SEND",
    "Leadership of SEND",
    "The efficient use of resources",
    "Assessment and identification",
    "Working with parents and carers and pupils with SEND",
    "Monitoring, tracking and evaluation",
    "The quality of SEND provision",
]
AREAS = [(title, f"/area?number={number}", "3 of 6 items") for number, title in enumerate(AREA_TITLES, 1)]
STATEMENTS = [
    "Every leader can say what the school is trying to improve for pupils with SEND this year, and why.",
    "Leaders and governors use what they know about SEND to decide where time and money go.",
    "The SENCO has the time, the standing and the people to lead, not only to administer.",
    "Middle leaders answer for pupils with SEND in their own subject or phase.",
    "Governors ask about SEND from what they have seen and read, and their questions change something.",
    "New staff learn in their first term how this school teaches pupils with SEND.",
    "Staff talk about pupils in terms of what helps them.",
    "The school knows what its SEND work costs and what it brings.",
]
STAGES: list[dict[str, Any]] = [
    {
        "name": "Identification",
        "state": "done",
        "href": "#identification",
        "about": "Why now, who is behind it, and what you will look at.",
        "done_on": "14 September 2026",
    },
    {
        "name": "Self-evaluation",
        "state": "next",
        "href": "/area",
        "about": "You have looked at 17 of 48 items. Leadership of SEND is next.",
        "by": "18 December 2026",
        "duration": "about 70 minutes left, in slices of five",
        "action_label": "Go to the next unanswered item",
    },
    {
        "name": "Preparation",
        "state": "later",
        "about": "Oakmere Primary asks for what it wants to read, and you agree the day.",
        "by": "22 January 2027",
        "duration": "about 30 minutes",
    },
    {
        "name": "School visit",
        "state": "later",
        "about": "Your peer visits, listens and looks. You visit them in return.",
        "by": "12 February 2027",
        "duration": "one day",
    },
    {"name": "Reporting", "state": "later", "by": "3 March 2027", "duration": "about an hour"},
    {
        "name": "Follow-up",
        "state": "later",
        "about": "Three priorities become your action plan.",
        "by": "July 2027",
    },
]
CHART_LEVELS = [
    {"code": "starting", "label": "Starting"},
    {"code": "growing", "label": "Growing"},
    {"code": "secure", "label": "Secure"},
    {"code": "shared", "label": "Shared"},
    {"code": "not_looked_at", "label": "Not looked at yet"},
]
COUNTS = [(1, 2, 2, 1, 0), (0, 3, 2, 1, 0), (1, 1, 3, 0, 1), (0, 2, 2, 0, 2)]
COUNTS += [(2, 1, 1, 1, 1), (0, 1, 4, 2, 0), (1, 3, 1, 0, 2), (0, 0, 2, 1, 3)]
CHART_ROWS = [{"label": title, "counts": counts} for title, counts in zip(AREA_TITLES, COUNTS, strict=True)]


def items() -> list[dict[str, Any]]:
    return [
        {
            "code": f"LEAD-{number}",
            "statement": statement,
            "why": "Priorities that live only with the SENCO do not survive a busy term.",
            "look_at": [
                "The improvement plan and minutes of two recent meetings",
                "A conversation with leaders about how one decision was made",
                "A governor's account of this term's SEND priorities",
            ],
            "ask": ["headteacher", "SEND governor", "SENCO", "a middle leader"],
            "essential": number in (1, 2),
        }
        for number, statement in enumerate(STATEMENTS, 1)
    ]
