"""The only door for other apps."""

from prima.knowledge.models import KnowledgeVersion
from prima.knowledge.queries import public_answers

__all__ = ["KnowledgeVersion", "public_answers"]
