"""Settings for an office: served over TLS, to named hosts only, and refused while one of them is unsafe."""

from django.core.exceptions import ImproperlyConfigured

from config.secret_key import weakness
from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, DATA_DIR, DEBUG, SECRET_KEY, TRUST_PROXY, env


def objections() -> list[str]:
    """Say in words what forbids a start."""
    found = []
    if DEBUG:
        found.append("DEBUG is on: its error pages show records to anyone. Leave DEBUG unset.")
    if words := weakness(SECRET_KEY):
        found.append(
            f"SECRET_KEY {words}. Make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if not ALLOWED_HOSTS:
        found.append("ALLOWED_HOSTS is empty. Name the hosts that are served, with commas between them.")
    if any(host.strip(".") in {"*", ""} for host in ALLOWED_HOSTS):
        found.append("ALLOWED_HOSTS allows every host. Name the hosts that are served.")
    return found


if found := objections():
    raise ImproperlyConfigured("\n".join(["These settings refuse to start:", *found]))

DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = ["^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if TRUST_PROXY:
    # The proxy must set this header itself on every request and drop the one that a visitor sends.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=True)
# Who asks is told by the server in front, if there is one.
ALLAUTH_TRUSTED_PROXY_COUNT = int(TRUST_PROXY)

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
DEVICE_COOKIE_NAME = "__Host-device-{user}"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
