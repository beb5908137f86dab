"""Forms of standards: what is asked of authors and heads, and how it is checked."""
