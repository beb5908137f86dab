"""Prima runs an Indonesian public-service office on its own promises."""
