"""Django's settings. What may differ between machines comes from the environment; the rest is decided here."""

import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from dianzhang.config.database import read_database_url, sqlite
from dianzhang.config.log_in.providers import origins, providers
from dianzhang.config.mail import read_mail_url
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

# Where browsers find it, if not at this machine's own name; https there is https for cookies and links.
DIANZHANG_URL = os.environ.get("DIANZHANG_URL", "").rstrip("/")
_public = urlsplit(DIANZHANG_URL)
HTTPS = _public.scheme == "https"
DIANZHANG_PROXIES = int(os.environ.get("DIANZHANG_PROXIES") or 0)  # balancers of ours before it

# The names this machine answers to; behind a balancer, DIANZHANG_ALLOWED_HOSTS adds the public ones.
ALLOWED_HOSTS = [
    *filter(None, [_public.hostname]),
    *dict.fromkeys(["localhost", "127.0.0.1", "[::1]", DIANZHANG_HOST, socket.gethostname().lower()]),
    *filter(None, os.environ.get("DIANZHANG_ALLOWED_HOSTS", "").split(",")),
]

# Requests a minute that the API takes from one token or person, in each process; 0: as many as come.
DIANZHANG_API_RATE = int(os.environ.get("DIANZHANG_API_RATE") or 600)

# Facts beside the database, for numbers: on, off, or auto, where there are many (docs/adr/0046).
DIANZHANG_LAKE = os.environ.get("DIANZHANG_LAKE") or "auto"

# Hosts and networks inside the house that webhooks may be sent to all the same.
DIANZHANG_WEBHOOK_ALLOW = [
    one.strip().lower() for one in os.environ.get("DIANZHANG_WEBHOOK_ALLOW", "").split(",") if one.strip()
]

# --- who is here ----------------------------------------------------------------

# Ours before allauth: its pages are drawn with our templates.
INSTALLED_APPS = [
    "dianzhang.web",
    "dianzhang.api",
    "dianzhang.demo",
    "dianzhang.insight",
    "dianzhang.reward",
    "dianzhang.trade",
    "dianzhang.service",
    "dianzhang.marketing",
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
    "dianzhang.config.log_in",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.dingtalk",
    "allauth.socialaccount.providers.feishu",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "dianzhang.config.headers.PermissionsPolicy",
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
    "dianzhang.config.log_in.seen.Seen",
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
    "dianzhang.config.log_in.backend.Backend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # reads what was kept before; rewritten at the next log-in
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "dianzhang.config.log_in.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24  # a link by mail, in seconds; HR's links hold longer (engine.log_ins)
# Posts whose holders must have a second factor: DIANZHANG_SECOND_FACTOR_POSTS=director,hr (* is everybody).
DIANZHANG_SECOND_FACTOR_POSTS = frozenset(filter(None, os.environ.get("DIANZHANG_SECOND_FACTOR_POSTS", "").split(",")))
ACCOUNT_ADAPTER = "dianzhang.config.log_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to whoever is not here
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# axes counts failures in the database, for all processes together; what is left here keeps mail from being poured out.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None, "signup": None}
MFA_ADAPTER = "dianzhang.config.log_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "店章"
MFA_TOTP_TOLERANCE = 1  # clocks of phones are half a minute off
MFA_FORMS = {
    "authenticate": "dianzhang.config.log_in.forms.CodeForm",
    "reauthenticate": "dianzhang.config.log_in.forms.CodeAgainForm",
}
SOCIALACCOUNT_ADAPTER = "dianzhang.config.log_in.adapters.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = providers(os.environ)
SOCIALACCOUNT_AUTO_SIGNUP = True  # straight to “nobody here”: there is no form in which one could make an account
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # by a verified address only: log_in.adapters
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False  # a link from elsewhere does not log anybody in

# What must be known to every process at once and may be forgotten: codes of second factors that were used already, how
# often somebody has shown who they are, how many mails were asked for.
CACHE_TABLE = "dianzhang_cache"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": CACHE_TABLE},
    "pages": {  # of this process: what was drawn holds while the journal has not moved
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
}

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # nobody locks a colleague out from another machine
AXES_CLIENT_IP_CALLABLE = "dianzhang.config.log_in.address.client_address"
AXES_USERNAME_CALLABLE = "dianzhang.config.log_in.address.name_tried"
AXES_SENSITIVE_PARAMETERS = ["password", "code", "credential", "csrfmiddlewaretoken"]
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
        "form-action": [SELF, *origins(os.environ)],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    },
}
CSRF_FAILURE_VIEW = "dianzhang.web.refused.cross_site"
CSRF_TRUSTED_ORIGINS = [DIANZHANG_URL] if HTTPS else []
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and DIANZHANG_PROXIES else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
# A list of 2,000 lines comes back from its page with every cell of every line.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# A file longer than its page takes is told so without being written down first.
FILE_UPLOAD_HANDLERS = [
    "dianzhang.web.uploading.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
SESSION_ENGINE = "dianzhang.config.log_in.sessions"
SESSION_COOKIE_NAME = "dianzhang_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_NAME = "dianzhang_csrf"
CSRF_COOKIE_HTTPONLY = True  # pages carry the token themselves
LANGUAGE_COOKIE_NAME = "dianzhang_language"

# --- mail ---------------------------------------------------------------------------------

MAIL = read_mail_url(os.environ.get("DIANZHANG_MAIL", ""))
globals().update(MAIL)
DEFAULT_FROM_EMAIL = os.environ.get("DIANZHANG_MAIL_FROM") or f"dianzhang@{_public.hostname or 'localhost'}"
DIANZHANG_MAILS = "EMAIL_HOST" in MAIL  # whether pages may promise a mail

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
