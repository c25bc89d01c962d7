"""Human-edited lexicons and their compilers."""
