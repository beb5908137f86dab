"""Reads of integrity, always starting from the viewer."""
