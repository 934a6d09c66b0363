"""How Gunicorn serves the application: its own lines go through the same log."""

from config.logging import LOGGING

wsgi_app = "config.wsgi:application"
bind = "127.0.0.1:8000"
workers = 2
threads = 4
preload_app = True
logconfig_dict = LOGGING
