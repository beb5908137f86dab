"""Ui: see README.md of this app."""
