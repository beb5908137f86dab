"""Standards: see README.md of this app."""
