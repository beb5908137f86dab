"""The arithmetic of the satisfaction survey (PermenPANRB 14/2017), without Django."""
