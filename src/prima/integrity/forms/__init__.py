"""Forms of integrity: between what was typed and the domain."""
