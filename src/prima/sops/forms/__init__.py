"""What authors type: a row of the table, the columns, the identity block, and where to begin."""
