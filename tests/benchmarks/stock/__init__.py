"""Equal tables without a ledger: django-simple-history and the admin as they come, and bare tables."""
