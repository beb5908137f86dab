"""Verbs that change rows of integrity; each is one transaction with its entry."""
