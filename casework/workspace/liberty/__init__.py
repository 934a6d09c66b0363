"""The liberty line: when people were held and bound, and what befell them, as one drawing."""
