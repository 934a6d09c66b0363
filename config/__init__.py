"""How the application is configured, started, watched and reached."""
