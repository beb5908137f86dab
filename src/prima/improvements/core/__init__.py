"""Pure calculation: what an action changed, and how follow-up is scored."""
