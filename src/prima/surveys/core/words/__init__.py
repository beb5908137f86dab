"""Open answers: grouped by element and topic, quoted without names and numbers."""

from prima.surveys.core.words.grouping import (
    LEAST_OF_TOPIC,
    LEAST_VOICES,
    Tone,
    TopicGroup,
    Voice,
    group,
    listen,
    praised,
)
from prima.surveys.core.words.redaction import GONE, redact

__all__ = [
    "GONE",
    "LEAST_OF_TOPIC",
    "LEAST_VOICES",
    "Tone",
    "TopicGroup",
    "Voice",
    "group",
    "listen",
    "praised",
    "redact",
]
