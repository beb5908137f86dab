"""Pages of procedures: those everybody reads, and those of the people who write and judge them."""
