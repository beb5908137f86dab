"""Answers to common questions, written once, reviewed and dated; and the information desk."""
