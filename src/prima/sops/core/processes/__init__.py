"""The business process map of an office as a value (peta proses bisnis, PermenPANRB 19/2018)."""
