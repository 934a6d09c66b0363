"""The pages in which people work all day: desk, lists, files, logging, calendar, search."""
