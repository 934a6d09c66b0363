"""Charts drawn by the server: where bars, columns, lines, circles and bands stand, whatever they count."""
