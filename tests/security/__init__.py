"""Attacks on the whole site; docs/security-tests.md says which requirement each one is for."""
