"""The official document as a file of a word processor (DOCX), for offices that must edit it.

The same rows, symbols and connectors as on the sheet. A word processor breaks pages itself: we
measure beforehand, and give every sheet a table of its own.
"""

from prima.sops.documents.word.document import sop_docx

__all__ = ["sop_docx"]
