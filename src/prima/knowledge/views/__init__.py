"""Pages of shared answers and of the information desk."""
