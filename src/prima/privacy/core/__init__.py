"""How long data is kept and what limits a right: the law as dated data, without Django."""
