"""Open answers by element and topic, with a few telling quotes; everything happens in memory."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from prima.surveys.core.elements import KEYS
from prima.surveys.core.words.lexicon import BLAME, NEGATIONS, PRAISE, STOP_WORDS, TOPICS
from prima.surveys.core.words.redaction import GONE, redact
from prima.surveys.core.words.spellings import spelled
from prima.surveys.core.words.stems import stem

# Remarks of fewer people are not shown: whoever wrote one could be recognised by its content.
LEAST_VOICES: Final = 10
# A topic only one or two spoke of is not quoted, nor told in a report: it would be one person.
LEAST_OF_TOPIC: Final = 3
MOST_QUOTES: Final = 3
LONGEST_QUOTE: Final = 200
_SHORTEST_QUOTE: Final = 3
_WORD: Final = re.compile(r"[a-z]+")
# A negation reaches so many words: "tidak begitu ramah".
_REACH: Final = 2


class Tone(StrEnum):
    """What a remark is, on the whole."""

    PRAISE = "praise"
    BLAME = "blame"
    MIXED = "mixed"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Voice:
    """What one remark speaks of: pairs of element and topic, and its tone."""

    topics: tuple[tuple[str, str], ...]
    tone: Tone


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """Everything said about one topic; quotes are redacted, the tellingest first."""

    element: str
    topic: str
    count: int
    praise: int
    blame: int
    quotes: tuple[str, ...] = ()


def listen(text: str) -> Voice:
    """Group one remark; a word counts for every topic in which it stands."""
    words = spelled(text)
    topics = dict.fromkeys(
        place for word in words for place in _PLACES.get(stem(word), ()) if word not in NEGATIONS
    )
    good = bad = 0
    for position, word in enumerate(words):
        is_denied = any(one in NEGATIONS for one in words[max(position - _REACH, 0) : position])
        is_good, is_bad = _is_praise(word), _is_blame(word)
        good += is_good and not is_denied
        bad += (is_bad and not is_denied) or (is_good and is_denied)
        # "tidak lama", "tidak ribet": a denied complaint is praise.
        good += is_bad and is_denied and word not in NEGATIONS
    return Voice(tuple(topics), _tone(good, bad))


def _is_praise(word: str) -> bool:
    return stem(word) in _PRAISE and word not in _BLAME_WORDS


def _is_blame(word: str) -> bool:
    """Some share a stem with praise: "diperbaiki" asks for what is not yet "baik"."""
    return word in _BLAME_WORDS or (stem(word) in _BLAME and stem(word) not in _PRAISE)


def group(texts: Iterable[str]) -> tuple[TopicGroup, ...]:
    """Every topic that was spoken of, in the order of the elements; none below ten remarks."""
    heard = [(text, listen(text)) for text in texts]
    if len(heard) < LEAST_VOICES:
        return ()
    by_place: dict[tuple[str, str], list[tuple[str, Voice]]] = defaultdict(list)
    for text, voice in heard:
        for place in voice.topics:
            by_place[place].append((text, voice))
    groups = [
        TopicGroup(
            element=element,
            topic=topic,
            count=len(voices),
            praise=sum(voice.tone is Tone.PRAISE for _text, voice in voices),
            blame=sum(voice.tone is Tone.BLAME for _text, voice in voices),
            quotes=_quotes(text for text, _voice in voices)
            if len(voices) >= LEAST_OF_TOPIC
            else (),
        )
        for (element, topic), voices in by_place.items()
    ]
    return tuple(sorted(groups, key=lambda one: (KEYS.index(one.element), -one.count)))


def praised(texts: Iterable[str]) -> tuple[str, ...]:
    """Remarks that praise and nothing else, redacted; none below ten remarks."""
    found = list(texts)
    if len(found) < LEAST_VOICES:
        return ()
    return tuple(sorted({redact(one) for one in found if listen(one).tone is Tone.PRAISE}))


def _quotes(texts: Iterable[str]) -> tuple[str, ...]:
    """The remarks with most to say: most content words, least taken out, not too long."""
    redacted = {redact(text) for text in texts}
    fitting = [one for one in redacted if len(one) <= LONGEST_QUOTE]
    telling = [one for one in fitting if _weight(one) >= _SHORTEST_QUOTE]
    return tuple(sorted(telling, key=lambda one: (-_weight(one), one))[:MOST_QUOTES])


def _weight(text: str) -> int:
    words = set(_WORD.findall(text.lower())) - STOP_WORDS
    return len(words) - 2 * text.count(GONE)


def _tone(good: int, bad: int) -> Tone:
    if good and bad:
        return Tone.MIXED
    if good:
        return Tone.PRAISE
    return Tone.BLAME if bad else Tone.NEUTRAL


def _places() -> dict[str, tuple[tuple[str, str], ...]]:
    places: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for element, topics in TOPICS.items():
        for topic, words in topics.items():
            for word in words.split():
                places[stem(word)][element, topic] = None
    return {word: tuple(found) for word, found in places.items()}


_PLACES: Final = _places()
_PRAISE: Final = frozenset(map(stem, PRAISE.split()))
_BLAME_WORDS: Final = frozenset(BLAME.split())
_BLAME: Final = frozenset(map(stem, _BLAME_WORDS))
