"""A docket to look at, entered through the services."""
