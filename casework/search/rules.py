"""How text becomes words that can be compared, and how much a typed name resembles a recorded one."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from casework.persons.rules import in_latin_letters, likeness, skeleton, sound_of, token_key, tokens_of

#: So many characters of what somebody typed are read, and so many words of it.
LONGEST_TYPED = 200
MOST_TYPED_WORDS = 16

#: A longer word is kept by its beginning; a longer text by its first different words.
LONGEST_WORD = 60
MOST_WORDS = 10_000

#: From so many letters a typed word also finds words that begin with it, and its consonants such sounds.
PREFIX_FROM = 2
SOUND_PREFIX_FROM = 4

#: The resemblance, of 100, from which a name is worth suggesting for a typed one.
SUGGEST_FROM = 80

#: What stands before the key of a whole name, to tell it from the key of one word, which has no digit.
WHOLE = "0"

_NOT_OF_WORDS = re.compile(r"[^a-z0-9]+")


class Term(NamedTuple):
    """One thing that must occur: a word or a key, in full or as a beginning."""

    text: str
    is_prefix: bool


def words_of(text: str) -> list[str]:
    """Return the words of the text, each once, in plain Latin letters and digits."""
    words = _NOT_OF_WORDS.sub(" ", in_latin_letters(text)).split()
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in words))[:MOST_WORDS]


def folded(text: str) -> str:
    """Return the text as all its words in order, by which two spellings of one name are equal."""
    return _NOT_OF_WORDS.sub(" ", in_latin_letters(text)).strip()


def sounds_of(names: Iterable[str]) -> frozenset[str]:
    """Return the keys by which the names are found by their sound: of each word and of the whole."""
    spoken = [tokens for name in names if (tokens := tokens_of(name))]
    words = {_sound_key(token) for tokens in spoken for token in tokens}
    return frozenset(words | {_whole_sound_key(tokens) for tokens in spoken})


def _sound_key(token: str) -> str:
    key = token_key(token)
    # A word of too few consonants is its own key: what is heard of its vowels must then tell.
    return sound_of(token) if key == token else key


def _whole_sound_key(tokens: Sequence[str]) -> str:
    consonants = "".join(map(skeleton, tokens))
    return WHOLE + (consonants if len(consonants) > 2 else "".join(tokens))


def typed_words(text: str) -> list[str]:
    """Return the words that somebody typed, as far as they are read."""
    return words_of(text[:LONGEST_TYPED])[:MOST_TYPED_WORDS]


def word_terms(words: Iterable[str], *, in_full: bool) -> list[Term]:
    """Return what must occur where all the words do: in full, or as the beginnings of words."""
    return [Term(word, is_prefix=not in_full and len(word) >= PREFIX_FROM) for word in words]


def sound_terms(text: str) -> list[list[Term]]:
    """Return the ways in which a name can sound like what was typed; none where that has a digit in it.

    Either each word sounds like one of the name, or the whole sounds like it, however its words are parted.
    """
    text = text[:LONGEST_TYPED]
    tokens = tokens_of(text)[:MOST_TYPED_WORDS]
    if not tokens or any(character.isdigit() for character in text):
        return []
    keys = dict.fromkeys(map(_sound_key, tokens))
    ways = [[Term(key, is_prefix=len(key) >= SOUND_PREFIX_FROM) for key in keys]]
    if len(tokens) > 1:
        ways.append([Term(_whole_sound_key(tokens), is_prefix=False)])
    return ways


def trigrams_of(words: Iterable[str]) -> list[str]:
    """Return every three letters that follow each other in a word."""
    return list(dict.fromkeys(word[start : start + 3] for word in words for start in range(len(word) - 2)))


def resemblance(words: Iterable[str], names: Iterable[str]) -> float:
    """Return how much the typed words resemble one of the names, from 0 to 100: as much as the worst of them.

    A name may have more words than were typed.
    """
    typed = list(words)
    return max(
        (
            min(max(_word_resemblance(word, other) for other in name.split()) for word in typed)
            for name in names
            if typed and name
        ),
        default=0,
    )


@lru_cache(maxsize=16_384)
def _word_resemblance(first: str, second: str) -> float:
    return max(likeness(first, second), 100 * OSA.normalized_similarity(first, second))
