"""Pages that put several apps side by side."""
