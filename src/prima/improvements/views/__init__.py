"""Pages of the register of improvements and of the periods of the survey."""
