"""The case record: from persons and sources up to the pages that show them."""
