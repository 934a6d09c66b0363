"""Settings for the tests: fast hashing, and a database of their own that may be lost in a power cut."""

from config.databases import SQLITE, SQLITE_PRAGMAS, sqlite_options
from config.settings.base import *  # noqa: F403
from config.settings.base import ACCOUNT_RATE_LIMITS, DATABASES

DEBUG = False
SECRET_KEY = "for-tests-only"  # noqa: S105
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Many sign in within a minute, from one address.
ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS | {"login": "10000/m/ip"}
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

default = DATABASES["default"]
if default["ENGINE"] == SQLITE:
    # A file and not memory, so that several connections meet in it as they do at work.
    default["TEST"] = {"NAME": f"{default['NAME']}.test"}
    default["OPTIONS"] |= sqlite_options(SQLITE_PRAGMAS | {"synchronous": "OFF"})

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
