"""What integrity puts on paper and into sheets."""
