"""What holds of all apps at once, so that the next person cannot forget it."""
