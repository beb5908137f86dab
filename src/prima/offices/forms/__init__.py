"""What managers type: offices and their hours, people, and the calendar."""
