"""One module a page: each gathers what its template shows and its JSON twin tells."""
