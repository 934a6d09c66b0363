"""What the dashboard counts, and that each number opens the list that it counts."""
