"""Settings for one machine: the embedded database, reached from this machine only."""

from config.secret_key import kept_secret_key
from config.settings.base import *  # noqa: F403
from config.settings.base import DATA_DIR

DEBUG = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]

DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = kept_secret_key(DATA_DIR / "secret-key")

# Passkeys work at http://localhost, not at a number.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
