"""Pure parts of integrity: what the law says on a day, and how secrets are sealed."""
