"""Settings for the benchmarks: the database as in production, and beside it the stock it is compared with."""

from config.settings.base import *  # noqa: F403
from config.settings.base import INSTALLED_APPS, LOGGING

DEBUG = False
SECRET_KEY = "for-benchmarks-only"
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "tests.benchmarks.urls"

INSTALLED_APPS = [*INSTALLED_APPS, "tests.benchmarks.stock"]
# The tables are made straight from the models, as the migrations leave them: that takes seconds.
MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in INSTALLED_APPS} | {"admin": None}

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# A line for each request would go to the terminal that shows the table.
LOGGING = LOGGING | {"root": {"handlers": ["nowhere"], "level": "WARNING"}}
