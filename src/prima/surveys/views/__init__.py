"""Pages of the survey: answering it, and the figures that everybody may see."""
