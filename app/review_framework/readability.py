"""A rough reading age for one short text.

The Flesch-Kincaid grade plus five years: 0.39 × words a sentence + 11.8 × syllables a word − 15.59 + 5.
Syllables are estimated from groups of vowels. Words that everybody in a school reads every day
(`language/familiar_words.yaml`) count as two syllables at the most; otherwise every text with "assessment"
in it would look hard.

One sentence is a small sample, so there are two limits: a generous one for a single text, which only a truly
convoluted sentence passes, and a strict one for the statement, reason and descriptors of an item together.
"""

import re

from app.review_framework.language import familiar_words

MAX_AGE_OF_ONE_TEXT = 17.0
MAX_AGE_OF_AN_ITEM = 13.5
# Below this the formula says more about one long word than about the sentence.
MIN_WORDS = 6

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SPOKEN_ENDINGS = ("ses", "ches", "shes", "xes", "zes", "ges", "ces", "ted", "ded")


def words_in(text: str) -> list[str]:
    """The words as a person would count them: "high-quality" is one word, a dash is none."""
    return [word for word in text.split() if any(c.isalnum() for c in word)]


def reading_age(text: str) -> float:
    """The age in years at which a reader would manage this text; 0 if it is too short to tell."""
    words = _WORD.findall(text.lower())
    if len(words) < MIN_WORDS:
        return 0.0
    sentences = max(1, len(re.findall(r"[.!?;:](?:\s|$)", text.strip().rstrip(".!?;:") + ".")))
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 + 5


def _syllables(word: str) -> int:
    word = re.split("['’]", word, maxsplit=1)[0]
    count = len(_VOWELS.findall(word))
    silent_ending = word.endswith(("es", "ed")) and not word.endswith(_SPOKEN_ENDINGS)
    silent_e = word.endswith("e") and not word.endswith(("le", "ee"))
    count = max(1, count - (silent_ending or silent_e))
    return min(2, count) if word in familiar_words() else count
