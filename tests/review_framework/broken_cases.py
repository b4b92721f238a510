"""Ways to break the small framework in one place, each with the line and the words that must name it."""

from tests.review_framework.small_framework import SMALL

PAPERS = "        look_at:\n          - kind: document\n            what: a plan\n          - kind: "
LONG = " ".join(["word"] * 25)
LONGER = " ".join(["word"] * 35)
BLOCK = (
    "        descriptors:\n          early: Adults speak for pupils.\n"
    "          steady: Pupils tell new adults what works.\n"
)
T1 = "        statement: Teachers plan with their pupils in mind.\n"
T2 = "        statement: Pupils can say what helps them to learn.\n"
L1 = "        statement: Leaders visit lessons to learn about support.\n"

# name: what is replaced, by what (the line at fault is marked), words of the message
CASES: dict[str, tuple[str, str, str]] = {
    "missing top-level key": ("id: small\nversion", "version", "the key `id` is missing"),
    "missing key of an item": (
        "      - code: LEAD-1\n" + L1 + "        why: Seeing is better than hearing.\n",
        "      - code: LEAD-1 # here\n" + L1,
        "item LEAD-1: the key `why` is missing",
    ),
    "missing key of an area": (
        "  - code: LEAD\n    title: Leadership\n",
        "  - code: LEAD # here\n",
        "area LEAD: the key `title` is missing",
    ),
    "missing code of an item": (
        "      - code: LEAD-1\n" + L1,
        "      - statement: Leaders visit lessons to learn about support. # here\n",
        "item number 1 of area LEAD: the key `code` is missing",
    ),
    "missing key of evidence": (
        "          - kind: conversation_pupils\n            what: what helps them\n",
        "          - kind: conversation_pupils # here\n",
        "item TL-2, `look_at`: the key `what` is missing",
    ),
    "missing key of a duty": (
        'duty: {source: "An Act", dated: "2014-09"}',
        'duty: {source: "An Act"} # here',
        "item LEAD-1, `duty`: the key `dated` is missing",
    ),
    "unknown top-level key": (
        "title: A small framework\n",
        "title: A small framework\nowner: somebody # here\n",
        "there is no such key as `owner`",
    ),
    "unknown key of an item": (
        "        why: They know best.\n",
        "        why: They know best.\n        notes: some # here\n",
        "item TL-2: there is no such key as `notes`",
    ),
    "text where a list belongs": (
        "[class_teacher, pupils]",
        "class_teacher # here",
        "`ask` must be a list, but it is text",
    ),
    "number where text belongs": (
        'version: "1.0"',
        "version: 1.0 # here",
        "must be text, but it is a number; put it in quotes",
    ),
    "text where true or false belongs": (
        "essential: true",
        'essential: "true" # here',
        "`essential` must be true or false",
    ),
    "list where a mapping belongs": (
        BLOCK,
        "        descriptors: [one, two] # here\n",
        "`descriptors` must be a mapping, but it is a list",
    ),
    "empty value": ("why: They know best.", "why: # here", "`why` must be text, but it is empty"),
    "blank text": ("why: They know best.", 'why: "  " # here', "item TL-2: `why` is empty"),
    "text where an item belongs": (
        "        essential: true\n",
        "        essential: true\n      - just text # here\n",
        "must be a mapping, but it is text",
    ),
    "area without items": (
        SMALL[SMALL.index("      - code: LEAD-1") :],
        "",
        "`items` must be a list, but it is empty",
    ),
    "typing error in a key": (
        BLOCK,
        BLOCK.replace("descriptors:", "descriptor: # here"),
        "item TL-2: there is no such key as `descriptor`; did you mean `descriptors`?",
    ),
    "level that no item describes": (
        "    about: It is there every day.\n",
        "    about: It is there every day.\n  - code: expert # here\n    label: Expert\n    about: It is shared.\n",
        "no item has a descriptor for the level `expert`",
    ),
    "level that the scale lost": (
        "scale:\n  - code: early\n    label: Early\n",
        "scale: # here\n  - code: first\n    label: First\n",
        "every item has a descriptor for `early`, but the scale has no such level",
    ),
    "duplicate key": (
        "        why: They know best.\n",
        "        why: They know best.\n        why: Again. # here\n",
        "the key `why` appears twice; it is already on line 32",
    ),
    "duplicate item code": (
        "- code: TL-2",
        "- code: TL-1 # here",
        "the item code TL-1 is used twice; it is already on line 17",
    ),
    "duplicate area code": (
        "  - code: LEAD\n",
        "  - code: TL # here\n",
        "the area code TL is used twice",
    ),
    "code of another area": (
        "- code: LEAD-1",
        "- code: TL-3 # here",
        "item TL-3 is in area LEAD, so its code must begin with LEAD-",
    ),
    "malformed item code": (
        "- code: TL-2",
        "- code: tl2 # here",
        "'tl2', but it must be the code of its area, a hyphen",
    ),
    "unknown kind of evidence": (
        "kind: lesson_visit",
        "kind: lesson_visits # here",
        "'lesson_visits' is not a kind of evidence",
    ),
    "unknown role": ("          - teaching_assistant", "          - ta # here", "'ta' is not a role to ask"),
    "role twice": (
        "          - teaching_assistant",
        "          - teaching_assistant\n          - pupils # here",
        "`ask` names pupils twice",
    ),
    "missing descriptor": (
        "        descriptors:\n          early: Adults speak for pupils.\n",
        "        descriptors: # here\n",
        "item TL-2: the descriptor for the level `early` is missing",
    ),
    "extra descriptor": (
        "          early: Adults speak for pupils.\n",
        "          early: Adults speak for pupils.\n          expert: Pupils teach. # here\n",
        "a descriptor for `expert`, which is not a level of the scale (early, steady)",
    ),
    "long statement": (
        T1,
        f"        statement: {LONG} # here\n",
        "the statement has 25 words; it must have under 25",
    ),
    "long folded statement": (
        T1,
        f"        statement: >- # here\n          {LONG[:60]}\n          {LONG[60:]}\n",
        "it must have under 25",
    ),
    "long descriptor": (
        "steady: Pupils tell new adults what works.",
        f"steady: {LONGER} # here",
        "item TL-2: the descriptor `steady` has 35 words; it must have under 35",
    ),
    "one kind of evidence": (
        "        look_at:\n          - kind: data\n",
        "        look_at: # here\n          - kind: conversation_pupils\n",
        "item TL-2: `look_at` names one kind of evidence only (conversation_pupils)",
    ),
    "papers only": (
        PAPERS + "lesson_visit\n",
        PAPERS.replace("look_at:", "look_at: # here") + "data\n",
        "item TL-1: `look_at` names documents and data only",
    ),
    "only the SENCO": (
        "ask: [senior_leader, senco]",
        "ask: [senco] # here",
        "item LEAD-1 asks only the SENCO; name at least",
    ),
    "only the SENCO and deputy": (
        "ask: [senior_leader, senco]",
        "ask: [senco, deputy_senco] # here",
        "asks only the SENCO and deputy",
    ),
    "one role": (
        "ask: [class_teacher, pupils]",
        "ask: [pupils] # here",
        "item TL-1 asks only one role (pupils)",
    ),
    "nobody to ask": ("ask: [class_teacher, pupils]", "ask: [] # here", "`ask` needs at least one entry"),
    "nothing essential": ("essential: true", "essential: false", "no item is essential"),
    "same statement": (T2, T1.replace("\n", " # here\n") + "", "same statement as"),
    "nearly the same statement": (
        L1,
        "        statement: Pupils can all say what helps them to learn. # here\n",
        "item LEAD-1 says almost the same as TL-2",
    ),
    "same words in another order": (
        L1,
        "        statement: What helps them to learn, pupils can say. # here\n",
        "item LEAD-1 says almost the same as TL-2",
    ),
    "ladder with small changes of words": (
        BLOCK,
        "        descriptors:\n          early: A few teachers adapt their lessons.\n"
        "          steady: Nearly all of the teachers adapt lessons consistently. # here\n",
        "differ only in words such as",
    ),
    "quotation mark that ends the text early": (
        "why: They know best.",
        "why: 'The pupils' view counts' # here",
        "a quotation mark ends the text early",
    ),
    "convoluted statement": (
        T1,
        "        statement: Practitioners systematically operationalise differentiated methodologies "
        "facilitating participation. # here\n",
        "item TL-1: `statement` has a reading age of about",
    ),
    "deficit language": (
        "early: Adults speak for pupils.",
        "early: Low ability pupils sit at the back. # here",
        "“Low ability” says what pupils or families lack; instead:",
    ),
    "ladder of adverbs": (
        "          early: Adults speak for pupils.\n          steady: Pupils tell new adults what works.\n",
        "          early: Some pupils can tell adults what helps.\n"
        "          steady: Most pupils can always tell adults what helps. # here\n",
        "the descriptors `early` and `steady` differ only in words such as “some” and “most”",
    ),
    "reserved level": (
        "  - code: early\n",
        "  - code: does_not_apply # here\n",
        "`does_not_apply` is an answer that the app keeps",
    ),
    "level twice": ("  - code: steady\n", "  - code: early # here\n", "the level code early is used twice"),
    "malformed version": (
        'version: "1.0"',
        'version: "first" # here',
        "`version` is 'first', but it must be numbers",
    ),
    "malformed date": (
        'dated: "2014-09"}',
        'dated: "September"} # here',
        "`dated` is 'September', but it must be a year",
    ),
    "tab": (T1, "\tstatement: Teachers plan. # here\n", "indent with spaces, never tabs"),
    "colon inside text": (
        "why: They know best.",
        "why: They know: best # here",
        "a colon followed by a space",
    ),
    "bracket left open": (
        "[class_teacher, pupils]",
        "[class_teacher, pupils # here",
        "a bracket is opened and never closed",
    ),
    "line that is nothing": (
        "        why: They know best.\n",
        "        why They know best # here\n",
        "neither `key: value` nor",
    ),
    "wrong indentation": (
        "        why: They know best.\n",
        "       why: They know best. # here\n",
        "not valid YAML: the indentation",
    ),
    "alias": (
        "why: They know best.",
        "why: *reason # here",
        "aliases are not allowed",
    ),
    "tag": ("why: They know best.", "why: !!python/name:os.system They # here", "tags are not allowed"),
    "deep nesting": ("why: They know best.", f"why: {'[' * 300} # here", "nested more than 12 deep"),
    "second document": ("areas:\n", "--- # here\nareas:\n", "more than one document"),
    "invisible character": ("why: They know best.", 'why: "bell \\a" # here', "cannot be seen or printed"),
    "lone surrogate": ("why: They know best.", 'why: "\\ud800" # here', "cannot be seen or printed"),
    "a list as a key": (
        "why: They know best.",
        "? [a, b] # here\n        : c\n        why: x",
        "a key must be a word",
    ),
}

# Where no comment can stand on the line at fault, its number.
LINES = {"missing top-level key": 1, "nothing essential": 12, "area without items": 48}
# One mistake that is honestly two faults.
ALSO = {
    "typing error in a key": "`descriptors` is missing",
    "duplicate area code": "so its code must begin with TL-",
    "level twice": "`steady`",
    "reserved level": "`early`",
    "level that the scale lost": "`first`",
}
