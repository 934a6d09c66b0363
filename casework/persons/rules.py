"""How names are compared across scripts, spellings and word orders."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

#: The likeness from which a person is worth showing as perhaps the same; never proof that they are.
SUGGEST_FROM = 88

#: The likeness from which two names in one script are taken for spellings of one name.
SAME_NAME_FROM = 96

#: How many words of a name are kept as keys of their own; the longest ones tell most.
TOKEN_KEYS = 3

#: The longest key that is kept.
KEY_LENGTH = 40

# Spellings of one consonant in several romanisations, longest first, folded to one letter.
_CONSONANTS = {
    "shch": "s",
    "tsch": "c",
    "dzh": "j",
    "sch": "s",
    "tch": "c",
    "kh": "h",
    "gh": "h",
    "ph": "f",
    "th": "t",
    "dh": "d",
    "dz": "d",
    "zh": "j",
    "dj": "j",
    "sh": "s",
    "sz": "s",
    "ch": "c",
    "ts": "c",
    "tz": "c",
    "cz": "c",
    "x": "ks",
    "q": "k",
    "g": "h",
}
_CONSONANT = re.compile("|".join(_CONSONANTS))
_HARD_C = re.compile(r"c(?=[aoulrt]|$)")
_VOWELS = str.maketrans({"e": "i", "y": "i", "j": "i", "u": "o", "w": "o"})
_SOFTENED = re.compile(r"[iy]+(?=[aou])")
_GLIDE = re.compile(r"(?<=[aeiou])j(?![aeiou])")
_LONG_VOWELS = str.maketrans({"e": "y", "i": "y", "o": "w", "u": "w", "a": ""})
_VOWEL = re.compile(r"[aeiou]")
_NOT_HEARD = re.compile(r"[aeiouyw]")
_DOUBLED = re.compile(r"(.)\1+")

_MARKS = re.compile(r"['`]")
_NOT_LETTERS = re.compile(r"[^a-z]+")
_IDEOGRAPH = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af])")
_ARABIC_ARTICLE = re.compile(r"(?<![\u0600-\u06ff])ال(?=[\u0600-\u06ff]{2})")
_SERVANT_OF = re.compile(r"\babd[aeu]l")
_JOINING_WORDS = frozenset({"al", "el", "ul", "bin", "ibn", "ben", "bn", "bint"})


def in_latin_letters(text: str) -> str:
    """Return the text in lower-case Latin letters without marks, each ideograph a word of its own."""
    text = _IDEOGRAPH.sub(r" \1 ", unicodedata.normalize("NFKC", text))
    return _MARKS.sub("", anyascii(text).lower())


@lru_cache(maxsize=4096)
def tokens_of(name: str) -> tuple[str, ...]:
    """Return the words of the name in plain Latin letters, without articles and words for "son of"."""
    text = in_latin_letters(_ARABIC_ARTICLE.sub("", unicodedata.normalize("NFKC", name)))
    words = _NOT_LETTERS.sub(" ", _SERVANT_OF.sub("abd ", text)).split()
    return tuple(word for place, word in enumerate(words) if place == 0 or word not in _JOINING_WORDS)


@lru_cache(maxsize=4096)
def _consonants_folded(token: str) -> str:
    text = _GLIDE.sub("y", _HARD_C.sub("k", token))
    return _CONSONANT.sub(lambda found: _CONSONANTS[found[0]], text)


@lru_cache(maxsize=4096)
def skeleton(token: str) -> str:
    """Return the consonants of one word as they sound, without half-vowels and a closing breath."""
    return _DOUBLED.sub(r"\1", _NOT_HEARD.sub("", _consonants_folded(token))).removesuffix("h")


@lru_cache(maxsize=4096)
def sound_of(token: str) -> str:
    """Return one word as it sounds, with its vowels as far as spellings agree on them."""
    text = _SOFTENED.sub("", _consonants_folded(token)) or token
    return _DOUBLED.sub(r"\1", text.translate(_VOWELS)).removesuffix("h")


def token_key(token: str) -> str:
    """Return what a word is looked up by: its consonants, or the word where it has too few of them."""
    consonants = skeleton(token).replace("v", "")
    return (consonants if len(consonants) > 1 else token)[:KEY_LENGTH]


def name_keys(name: str) -> tuple[str, ...]:
    """Return the keys of a name: one of the whole, then ``TOKEN_KEYS`` of its longest words.

    The whole key is made of the different consonants in alphabetical order, so that neither the order of the
    words nor where they are parted matters. Where there are fewer words, the last keys are empty.
    """
    tokens = tokens_of(name)
    consonants = sorted({*"".join(map(skeleton, tokens))} - {"h", "v"})
    whole = "".join(consonants if len(consonants) > 2 else sorted(tokens))
    keys = sorted({token_key(token) for token in tokens}, key=lambda key: (-len(key), key))
    return whole[:KEY_LENGTH], *(keys + [""] * TOKEN_KEYS)[:TOKEN_KEYS]


def lookup_keys(name: str) -> frozenset[str]:
    """Return the keys of all words of a name, by which names that share one of them are found."""
    return frozenset(token_key(token) for token in tokens_of(name))


@lru_cache(maxsize=8192)
def _token_likeness(first: str, second: str) -> float:
    if first == second:
        return 100.0
    heard = fuzz.ratio(skeleton(first), skeleton(second))
    vowels = [bool(_VOWEL.search(token)) for token in (first, second)]
    if not any(vowels):
        return fuzz.ratio(first, second)
    if not all(vowels):
        # One of them was written without short vowels: the consonants tell, then the long vowels.
        spoken = [skeleton(token).replace("v", "") for token in (first, second)]
        written = [_DOUBLED.sub(r"\1", token.translate(_LONG_VOWELS)) for token in (first, second)]
        return 0.6 * max(heard, fuzz.ratio(*spoken)) + 0.4 * fuzz.ratio(*written)
    return 0.6 * heard + 0.4 * fuzz.ratio(sound_of(first), sound_of(second))


def _aligned_likeness(fewer: tuple[str, ...], more: tuple[str, ...]) -> float:
    pairs = sorted(
        (
            (_token_likeness(first, second), i, j)
            for i, first in enumerate(fewer)
            for j, second in enumerate(more)
        ),
        reverse=True,
    )
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    scores = []
    for score, i, j in pairs:
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            scores.append(score)
    # Two people often share one name: what counts most is the word that fits least.
    likeness = (sum(scores) / len(scores) + min(scores)) / 2
    if len(more) == len(fewer):
        return likeness
    return likeness - 4 * (len(more) - len(fewer)) if len(fewer) > 1 else likeness * 0.8


def _joined_likeness(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    joined = "".join(first)
    turns = ("".join(second[turn:] + second[:turn]) for turn in range(len(second)))
    return max(_token_likeness(joined, turned) for turned in turns)


def likeness(first: str, second: str) -> int:
    """Return how likely two names, in whatever scripts, are spellings of one: from 0 to 100."""
    fewer, more = sorted((tokens_of(first), tokens_of(second)), key=len)
    if not fewer:
        return 0
    score = _aligned_likeness(fewer, more)
    if len(fewer) != len(more):
        score = max(score, _joined_likeness(fewer, more))
    return round(score)


def script_of(name: str) -> str:
    """Return the script of the first letter as Unicode calls it: LATIN, CJK; empty without letters."""
    letter = next((character for character in name if character.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def suspicion(*, name_likeness: int, same_birth: bool | None, same_country: bool | None) -> int:
    """Return how much speaks for two records being of one person; from ``SUGGEST_FROM`` on they are shown.

    What is not known of either (None) speaks neither for nor against. No date and no country makes up for
    names that are plainly different.
    """
    if name_likeness < SUGGEST_FROM - 8:
        return 0
    score = name_likeness
    if same_birth is not None:
        score += 6 if same_birth else -8
    if same_country is not None:
        score += 2 if same_country else -2
    return score
