"""Surveys: see README.md of this app."""
