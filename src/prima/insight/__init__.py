"""Insight: see README.md of this app."""
