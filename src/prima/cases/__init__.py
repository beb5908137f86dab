"""Cases: see README.md of this app."""
