"""Stored databases of past releases, and the proof that each can be brought to this version."""
