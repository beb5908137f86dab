"""Pages of cases: for citizens with a code, and for the officers of the case's office."""
