"""Integrity: gifts that were refused or taken, and reports of wrongdoing under seal."""
