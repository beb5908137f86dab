"""Backup and restore of a whole installation: database, files and anchors in one sealed file.

The format is described in `container` (how bytes are sealed), `envelope` (who can open them) and
`parts` (what lies inside, in which order). Keys never lie inside.
"""
