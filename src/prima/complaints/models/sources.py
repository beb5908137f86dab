"""Where an answer comes from."""

from __future__ import annotations

from django.db import models

from prima.complaints.models.complaint import Complaint


class AnswerSource(models.Model):
    """Sumber jawaban: the shared answer that the office's answer to a question rests on."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="answered_from")
    version = models.ForeignKey("knowledge.KnowledgeVersion", models.PROTECT, related_name="+")
    cited_at = models.DateTimeField()
