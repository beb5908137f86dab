"""Reads that put several apps on one page, always starting from who looks."""
