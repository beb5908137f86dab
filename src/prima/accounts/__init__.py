"""Accounts: see README.md of this app."""
