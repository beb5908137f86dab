"""Sentences about a file, said in Indonesian, that pages can say in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterable


class Words(str):
    """A text that knows the sentence it was made of and the facts in it.

    It is an ordinary text in Indonesian wherever it is shown as it is.
    """

    sentence: str
    facts: dict[str, object]

    def __new__(cls, sentence: str, **facts: object) -> Words:
        """Fill the named places of the sentence."""
        made = super().__new__(cls, sentence % facts if facts else sentence)
        made.sentence = sentence
        made.facts = facts
        return made


def joined(parts: Iterable[str]) -> Words:
    """The parts with commas between them, each still in any language."""
    facts: dict[str, object] = {f"part{number}": part for number, part in enumerate(parts)}
    return Words(", ".join(f"%({name})s" for name in facts), **facts)


def translated(text: str, gettext: Callable[[str], str]) -> str:
    """The same in the language of `gettext`; facts that are words themselves too."""
    if not isinstance(text, Words):
        return text
    facts = {
        name: translated(fact, gettext) if isinstance(fact, str) else fact
        for name, fact in text.facts.items()
    }
    sentence = gettext(text.sentence)
    return sentence % facts if facts else sentence
