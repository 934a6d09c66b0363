"""One module of settings for each way in which the application runs."""
