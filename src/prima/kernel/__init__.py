"""Kernel: see README.md of this app."""
