"""Forms of a case: what was typed becomes plain values, and mistakes become sentences."""
