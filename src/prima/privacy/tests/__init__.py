"""Tests of rights over data."""
