"""One index over everything, kept by following the ledger and asked as far as the reader may know."""
