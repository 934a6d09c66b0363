"""Settings that hold everywhere; the only module that reads the environment.

Each variable may also be read from a file: ``SECRET_KEY_FILE=/run/secrets/key`` stands for ``SECRET_KEY``.
"""

from pathlib import Path

from django.urls import reverse_lazy
from environ import FileAwareEnv

from config.databases import database
from config.logging import LOGGING as LOGGING

env = FileAwareEnv()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).absolute()

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
TRUST_PROXY = env.bool("TRUST_PROXY", default=False)

DATABASES = {
    "default": database(
        env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'casework.sqlite3'}"),
        pool_size=env.int("DATABASE_POOL_SIZE", default=0),
    ),
}
DATABASE_ROUTERS = ["casework.audit.recorded.RecordedRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "casework.core",
    "casework.audit",
    "casework.accounts",
    "casework.reference",
    "casework.persons",
    "casework.sources",
    "casework.cases",
    "casework.proceedings",
    "casework.advocacy",
    "casework.search",
    "casework.dashboards",
    "casework.workspace",
    "casework.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_countries",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "simple_history",
    "config.apps.CaseworkAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "config.middleware.ResponseHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Against guessing secrets from lengths (BREACH) it adds a random length to each page.
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.RequestLogMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.RequestSizeMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "casework.audit.middleware.ChangeSetMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "casework.accounts.middleware.SessionRulesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casework.workspace.navigation.shell",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
# A case with its parties, developments and tasks is one form of many rows.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
# One file, all that is sent at once, and what is sent besides files.
SOURCE_FILE_MAX_BYTES = 100 * 1024 * 1024
REQUEST_MAX_BYTES = 500 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["casework.accounts.backends.RoleBackend"]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = reverse_lazy("workspace:desk")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "casework.accounts.passwords.ContextWordValidator",
        "OPTIONS": {"words": ["casework", "password", "prisoner", "conscience", "freedom"]},
    },
]

# Whether whoever signs in must prove more than a password; settings.production says so.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
ACCOUNT_ADAPTER = "casework.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# What leaves the house, bears on rights or cannot be undone: whoever asks for it proves again who they are.
CONFIRMED_PAGES = {
    "accounts:countersignature",
    "accounts:restorers",
    "admin:accounts_user_add",
    "admin:accounts_user_change",
    "admin:accounts_user_password_change",
    "audit:erasure",
    "audit:erasure_ask",
    "audit:feed_export",
    "audit:proof",
    "audit:proof_begin",
    "audit:read_export",
    "dashboards:dashboard_export",
    "dashboards:figure_export",
    "usersessions_list",
    "workspace:case_unrestrict",
    "workspace:emergency_open",
    "workspace:hand_over",
    "workspace:list_export",
}
# Whoever exports more rows than this at once needs a second person.
ROWS_EXPORTED_ALONE = env.int("ROWS_EXPORTED_ALONE", default=500)
# An office works behind one address: what is counted for it alone leaves room for all of it. Wrong passwords
# are counted for each name from each address, so that nobody far away keeps somebody else out.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,6/5m/key"}
MFA_ADAPTER = "casework.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Casework"
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# What is counted is counted by all processes together.
CACHES = {"default": {"BACKEND": "casework.accounts.shared.SharedCache"}}

# What a browser keeps to be known again, for each person who signed in with it.
DEVICE_COOKIE_NAME = "device-{user}"

# A session ends with the browser, after half an hour without a request, and twelve hours after signing in.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_AGE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
# A message names what was done to which record: a cookie of its own would carry that to the browser in clear.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Nothing is fetched from another origin, nothing runs that is written into a page, no page is framed.
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No page needs the machine it is looked at on. Whoever signs in may do so by a key that their device holds.
PERMISSIONS_POLICY = {
    "accelerometer": "",
    "autoplay": "",
    "browsing-topics": "",
    "camera": "",
    "clipboard-read": "",
    "clipboard-write": "",
    "compute-pressure": "",
    "display-capture": "",
    "encrypted-media": "",
    "fullscreen": "",
    "gamepad": "",
    "geolocation": "",
    "gyroscope": "",
    "hid": "",
    "identity-credentials-get": "",
    "idle-detection": "",
    "keyboard-map": "",
    "local-fonts": "",
    "magnetometer": "",
    "microphone": "",
    "midi": "",
    "otp-credentials": "",
    "payment": "",
    "picture-in-picture": "",
    "publickey-credentials-create": "self",
    "publickey-credentials-get": "self",
    "screen-wake-lock": "",
    "serial": "",
    "storage-access": "",
    "sync-xhr": "",
    "usb": "",
    "window-management": "",
    "xr-spatial-tracking": "",
}

# Django says the same in British English, which would be looked up in six catalogues, one after the other.
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
# Static files are for our own pages; of itself WhiteNoise lets the pages of everybody read them.
WHITENOISE_ALLOW_ALL_ORIGINS = False
SEALING_KEY_FILE = env.str("SEALING_KEY_FILE", default=str(DATA_DIR / "keys" / "sealing.key"))
ENCRYPTION_KEY_FILE = env.str("ENCRYPTION_KEY_FILE", default=str(DATA_DIR / "keys" / "encryption.key"))
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Where no server is named, mails are printed.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="casework@localhost")

COUNTRIES_OVERRIDE = {"XK": "Kosovo"}

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_DATE_INDEX = False
