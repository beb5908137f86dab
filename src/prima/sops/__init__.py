"""Sops: see README.md of this app."""
