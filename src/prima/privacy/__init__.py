"""Rights of people over their data: requests, retention, and the record of processing."""
