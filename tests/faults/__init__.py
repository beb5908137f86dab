"""Faults planted one by one: each must be caught by the test that claims it."""
