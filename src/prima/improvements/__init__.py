"""Improvements: what an office does about what it found, by whom, by when, with what effect."""
