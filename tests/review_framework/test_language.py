"""Language as data: what is found, what is left alone, and how hard a text reads."""

import pytest

from app.review_framework import deficit_phrases, find_deficit_language
from app.review_framework.readability import MAX_AGE_OF_ONE_TEXT, reading_age, words_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He suffers from dyslexia", ["suffers from"]),
        ("The SEN kids can’t access the text.", ["The SEN kids", "can’t access"]),
        ("Low-ability pupils are weak", ["Low-ability", "weak"]),
        ("She is the WEAKEST  reader", ["WEAKEST"]),
        ("can't\n access", ["can't\n access"]),
        ("Pupils learn this week, in a weekly test of tweaks.", []),
        ("Pupils with SEND make good progress.", []),
        ("", []),
    ],
)
def test_deficit_language_is_found_as_written(text: str, found: list[str]) -> None:
    assert [finding.found for finding in find_deficit_language(text)] == found
    assert all(text[f.start : f.end] == f.found and f.instead for f in find_deficit_language(text))


def test_every_phrase_and_form_is_found_and_has_an_alternative_without_any() -> None:
    assert len(deficit_phrases()) >= 30
    forms = [form for entry in deficit_phrases() for form in (entry.phrase, *entry.forms)]
    assert len(forms) == len(set(forms))
    for entry in deficit_phrases():
        for form in (entry.phrase, *entry.forms):
            assert find_deficit_language(f"so {form} now"), form
        assert find_deficit_language(entry.instead) == (), entry.instead


@pytest.mark.parametrize(
    "text",
    [
        "Practitioners systematically operationalise methodologies facilitating participation.",
        "Provision is characterised by strategic utilisation of multidisciplinary expertise.",
        "Teachers, who are aware that pupils, whose needs are diverse, may require adaptations that go "
        "beyond what is ordinarily provided, endeavour to implement them.",
    ],
)
def test_convoluted_sentences_are_too_hard(text: str) -> None:
    assert reading_age(text) > MAX_AGE_OF_ONE_TEXT


@pytest.mark.parametrize(
    "text",
    [
        "Teachers use assessment information to improve their teaching.",
        "Leaders visit lessons, talk with pupils and parents, and change what they do.",
        "Pupils say what helps them.",
    ],
)
def test_plain_sentences_are_not(text: str) -> None:
    assert reading_age(text) < 14


def test_words_are_counted_as_people_count_them() -> None:
    assert len(words_in("high-quality teaching – for all, it’s here")) == 6
