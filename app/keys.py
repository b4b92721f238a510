"""The marks of forms: the same form sent twice is kept once."""

import hashlib


def key_of_words(key: str, *words: str, longest: int) -> str:
    """The mark for other words than those that came with this one: whoever goes back in their browser finds the old
    mark in the form there, and writes something new. The same words give the same mark, so they too are kept once.
    """
    mark = hashlib.sha256("\0".join(words).encode()).hexdigest()[:12]
    return f"{key[: longest - len(mark) - 1]}-{mark}"
