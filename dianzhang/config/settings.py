"""Django's settings. What may differ between machines comes from the environment; the rest is decided here."""

import os
import socket
from pathlib import Path

from csp.constants import NONE, SELF

from dianzhang.config.database import read_database_url, sqlite
from dianzhang.config.secret_key import kept_key, secret_key

# --- what the environment says -----------------------------------------------

DIANZHANG_HOME = Path(os.environ.get("DIANZHANG_HOME") or "var").absolute()
DIANZHANG_HOST = os.environ.get("DIANZHANG_HOST") or "127.0.0.1"
DIANZHANG_PORT = int(os.environ.get("DIANZHANG_PORT") or 8000)
DEBUG = os.environ.get("DIANZHANG_DEBUG") == "1"

DIANZHANG_HOME.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is in it concerns nobody else on this machine
SECRET_KEY = secret_key(DIANZHANG_HOME)
VAULT_KEY = os.environ.get("DIANZHANG_VAULT_KEY") or kept_key(DIANZHANG_HOME / "vault-key")  # engine/vault.py

_database_url = os.environ.get("DATABASE_URL")
DATABASES = {
    "default": read_database_url(_database_url) if _database_url else sqlite(DIANZHANG_HOME / "dianzhang.sqlite3"),
}

# The names this machine answers to; behind a balancer, DIANZHANG_ALLOWED_HOSTS adds the public ones.
ALLOWED_HOSTS = [
    *dict.fromkeys(["localhost", "127.0.0.1", "[::1]", DIANZHANG_HOST, socket.gethostname().lower()]),
    *filter(None, os.environ.get("DIANZHANG_ALLOWED_HOSTS", "").split(",")),
]

# --- who is here ----------------------------------------------------------------

# Ours before allauth: its pages are drawn with our templates.
INSTALLED_APPS = [
    "dianzhang.web",
    "dianzhang.demo",
    "dianzhang.reward",
    "dianzhang.trade",
    "dianzhang.service",
    "dianzhang.goods",
    "dianzhang.customers",
    "dianzhang.work",
    "dianzhang.people",
    "dianzhang.measure",
    "dianzhang.gateways",
    "dianzhang.safety",
    "dianzhang.engine",
    "dianzhang.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "dianzhang.config.urls"
WSGI_APPLICATION = "dianzhang.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- logging in -------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # reads what was kept before; rewritten at the next log-in
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "dianzhang.config.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_RATE_LIMITS = False  # axes counts failures in the database, for all processes together
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "店章"

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # nobody locks a colleague out from another machine
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says how long to wait; trying meanwhile costs nothing
AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
AXES_DISABLE_ACCESS_LOG = True  # failures are kept; the journal says who did what

# --- language and time --------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- what browsers are told -----------------------------------------------------------

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # straight from the packages: nothing to collect, nothing to go stale
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME = "dianzhang_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_NAME = "dianzhang_csrf"
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves
LANGUAGE_COOKIE_NAME = "dianzhang_language"

# --- what operators are told ------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "dianzhang": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        "axes": {"level": "ERROR"},
    },
}
