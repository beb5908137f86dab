"""Complaints, wishes, questions and praise: from the first word to what changed because of it."""
