"""Offices: see README.md of this app."""
