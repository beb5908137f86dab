"""The content of a service standard: pure values, read from plain data.

No Django, no database, no clock: `parse` takes what stands in a catalogue file or in a stored
version, `content` holds it, `choose` answers what a citizen in a given situation needs and pays.
"""
