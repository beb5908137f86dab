"""One module for each command of `prima`."""
