"""Every setting of the project, read from the environment; the names are explained in the docs."""

import os

from prima.config import databases, env, places
from prima.config.embedded import APPLICATION, OWNER, EmbeddedServer

# --- Places ---------------------------------------------------------------------------------

DATA_DIR = env.path("PRIMA_DATA_DIR", places.default_data_dir(is_root=os.geteuid() == 0))
CATALOGUE_DIR = env.path("PRIMA_CATALOGUE_DIR", places.default_catalogue_dir())
FILES_DIR = env.path("PRIMA_FILES_DIR", DATA_DIR / "files")
ANCHOR_DIR = env.path("PRIMA_ANCHOR_DIR", DATA_DIR / "anchors")
BACKUP_DIR = env.path("PRIMA_BACKUP_DIR", DATA_DIR / "backups")
PRIMA_KEYS_FILE = env.path("PRIMA_KEYS_FILE", DATA_DIR / "keys.json")

# --- Site and safety ------------------------------------------------------------------------

DEBUG = env.flag("PRIMA_DEBUG", default=False)
SITE_URL = env.text("PRIMA_SITE_URL", "http://127.0.0.1:8000").rstrip("/")
SITE_HOST = env.host_of(SITE_URL, "PRIMA_SITE_URL")
# The emblem on official papers; without one the name of the institution stands alone.
LOGO = env.picture("PRIMA_LOGO")
USES_TLS = SITE_URL.startswith("https://")
PRIMA_DEMO = env.flag("PRIMA_DEMO", default=False)
# Only these may say on whose behalf they ask (X-Forwarded-For, X-Forwarded-Proto).
PROXY_ADDRESSES = env.words("PRIMA_PROXY_ADDRESSES")
ALLOW_ROOT = env.flag("PRIMA_ALLOW_ROOT", default=False)

SECRET_KEY = env.text("PRIMA_SECRET_KEY", "") or places.secret_key(DATA_DIR)
SECRET_KEY_FALLBACKS = env.words("PRIMA_OLD_SECRET_KEYS")
ALLOWED_HOSTS = [SITE_HOST, *env.words("PRIMA_ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]"))]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# Figures for a monitor; without a token they do not exist.
METRICS_TOKEN = env.text("PRIMA_METRICS_TOKEN", "")

SECURE_SSL_REDIRECT = USES_TLS
# A monitor on this machine asks without TLS.
SECURE_REDIRECT_EXEMPT = [r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if USES_TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "prima.accounts.views.session_store"
SESSION_COOKIE_SECURE = USES_TLS
SESSION_COOKIE_AGE = 12 * 3600  # no session lives longer, whatever happens in it
SESSION_IDLE_SECONDS = env.whole("PRIMA_SESSION_IDLE_MINUTES", 240, least=5, most=720) * 60
LOCK_AFTER_SECONDS = env.whole("PRIMA_LOCK_MINUTES", 15, least=1, most=240) * 60
# Names a browser binds to this host and to TLS; plain names for a trial without TLS.
SESSION_COOKIE_NAME = "__Host-prima-sesi" if USES_TLS else "prima-sesi"
CSRF_COOKIE_NAME = "__Host-prima-csrf" if USES_TLS else "prima-csrf"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = USES_TLS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = USES_TLS
LANGUAGE_COOKIE_SAMESITE = "Lax"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # the other names under an agency's domain are not ours to force to TLS
    "security.W021",  # nor to put on the browsers' preload list
]

# --- Applications ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "prima.config",  # the pages of the operator: templates and translations
    "prima.kernel",
    "prima.ui",
    "prima.accounts",
    "prima.offices",
    "prima.standards",
    "prima.sops",
    "prima.knowledge",
    "prima.cases",
    "prima.surveys",
    "prima.complaints",
    "prima.integrity",
    "prima.improvements",
    "prima.privacy",
    "prima.insight",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "prima.config.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "prima.config.middleware.ChosenLanguageMiddleware",
    "prima.kernel.api.middleware.ApiAnswersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "prima.accounts.views.middleware.SessionGuardMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "prima.offices.views.middleware.ActorMiddleware",
    "prima.offices.views.second_factor.SecondFactorMiddleware",
    "prima.offices.views.api_door.ApiDoorMiddleware",
    "prima.ui.middleware.RefusalMiddleware",
]

FORM_RENDERER = "prima.ui.forms.Renderer"  # every form readable without a script
ROOT_URLCONF = "prima.config.urls"
WSGI_APPLICATION = "prima.config.wsgi.application"
ASGI_APPLICATION = "prima.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "prima.ui.context.site",
                "prima.offices.views.context.signed_in",
                "prima.insight.views.context.ways",
            ],
        },
    },
]

# --- Databases ------------------------------------------------------------------------------

WEB_THREADS = env.whole("PRIMA_WEB_THREADS", 8, least=1, most=256)
JOB_THREADS = env.whole("PRIMA_JOB_THREADS", 4, least=1, most=64)
# One connection for each thread that may hold one (two send letters), and two to spare. The pool
# tries a lost database ever more rarely and nobody else may try meanwhile: so each try ends soon.
DATABASE_POOL = {
    "min_size": 0,
    "max_size": WEB_THREADS + JOB_THREADS + 4,
    "timeout": 5,
    "reconnect_timeout": 2,
}

DATABASE_URL = env.text("DATABASE_URL", "")
EMBEDDED_SERVER = None if DATABASE_URL else EmbeddedServer(DATA_DIR)
if EMBEDDED_SERVER:
    DATABASE_URL = EMBEDDED_SERVER.url(APPLICATION)
DATABASE_OWNER_URL = env.text(
    "DATABASE_OWNER_URL", EMBEDDED_SERVER.url(OWNER) if EMBEDDED_SERVER else DATABASE_URL
)
# LISTEN and the job worker go past a transaction pooler.
DATABASE_DIRECT_URL = env.text("DATABASE_DIRECT_URL", DATABASE_URL)

DATABASES = {
    "default": databases.from_url(DATABASE_URL, name="DATABASE_URL", pool=DATABASE_POOL),
    # The same database as its owner: migrations only.
    "owner": databases.from_url(DATABASE_OWNER_URL, name="DATABASE_OWNER_URL"),
}
DATABASE_APP_ROLE = DATABASES["default"]["USER"]

# --- Log-in ---------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "offices:start"
ACCOUNT_ADAPTER = "prima.accounts.adapters.StaffAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # managers enter work addresses; nobody registers
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # counted by kernel.limits, in the database
_TOKENS = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = _TOKENS
PASSWORD_RESET_TIMEOUT = 3600
# Whom log-in asks for a second factor: who sees much (offices.rules), or everybody.
SECOND_FACTOR_FOR = env.choice("PRIMA_SECOND_FACTOR", "roles", ("roles", "all"))
MFA_ADAPTER = "prima.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Prima"
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RATE_LIMITS = False  # counted by kernel.limits, in the database
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["prima.config.hashers.SmallArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
FORMAT_MODULE_PATH = ["prima.config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"  # for pages without an office; offices carry their own zone
USE_THOUSAND_SEPARATOR = False

# --- Static files and uploads ---------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.InMemoryStorage"
    },  # kernel.files keeps files
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # fields without files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 40
# The whole body of one request: up to four papers of 10 MB, and some room for the fields.
REQUEST_MAX_BYTES = env.whole("PRIMA_REQUEST_MAX_MB", 45, least=1, most=1024) * 1024 * 1024
REQUEST_MAX_SECONDS = env.whole("PRIMA_REQUEST_MAX_SECONDS", 300, least=1, most=3600)

# --- Mail -----------------------------------------------------------------------------------

EMAIL_HOST = env.text("PRIMA_SMTP_HOST", "localhost")
# Whether letters reach people: without a named server, pages say what else to do.
MAIL_IS_SET_UP = bool(env.text("PRIMA_SMTP_HOST", ""))
EMAIL_PORT = env.whole("PRIMA_SMTP_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env.text("PRIMA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("PRIMA_SMTP_PASSWORD", "")
_SMTP_SECURITY = env.choice("PRIMA_SMTP_SECURITY", "none", ("none", "starttls", "tls"))
EMAIL_USE_TLS = _SMTP_SECURITY == "starttls"
EMAIL_USE_SSL = _SMTP_SECURITY == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("PRIMA_MAIL_FROM", f"Prima <prima@{SITE_HOST}>")
# Where mail servers report what did not arrive, and the Maildir in which those reports lie.
BOUNCE_ADDRESS = env.text("PRIMA_BOUNCE_ADDRESS", "")
BOUNCE_MAILDIR = env.text("PRIMA_BOUNCE_MAILDIR", "")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# The mailbox to which people write their reports; not read while no server is named.
INTAKE_IMAP_HOST = env.text("PRIMA_INTAKE_IMAP_HOST", "")
INTAKE_IMAP_SECURITY = env.choice("PRIMA_INTAKE_IMAP_SECURITY", "tls", ("tls", "starttls", "none"))
INTAKE_IMAP_PORT = env.whole(
    "PRIMA_INTAKE_IMAP_PORT",
    993 if INTAKE_IMAP_SECURITY == "tls" else 143,
    least=1,
    most=65535,
)
INTAKE_IMAP_USER = env.text("PRIMA_INTAKE_IMAP_USER", "")
INTAKE_IMAP_PASSWORD = env.text("PRIMA_INTAKE_IMAP_PASSWORD", "")
INTAKE_IMAP_FOLDER = env.text("PRIMA_INTAKE_IMAP_FOLDER", "INBOX")
# What signs the messages of services, and the word with which Meta asks whether the door is ours.
INTAKE_SECRETS = {
    "whatsapp": env.secret("PRIMA_INTAKE_WHATSAPP_SECRET"),
    "umum": env.secret("PRIMA_INTAKE_MESSAGE_SECRET"),
}
INTAKE_WHATSAPP_VERIFY = env.secret("PRIMA_INTAKE_WHATSAPP_VERIFY")
# Key of the office a report from outside is about, where neither address nor message names one.
INTAKE_OFFICE = env.text("PRIMA_INTAKE_OFFICE", "")

# --- Log ------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"impersonal": {"()": "prima.config.logs.WithoutPersonalData"}},
    "formatters": {
        "line": {
            "()": "prima.config.logs.ImpersonalFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "stream": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["impersonal"],
        }
    },
    "root": {"handlers": ["stream"], "level": env.text("PRIMA_LOG_LEVEL", "INFO").upper()},
    "loggers": {
        # Reports every client error with its address, which may hold a secret link.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
        "django.db.backends": {"level": "WARNING"},  # statements carry what citizens typed
        "procrastinate": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},  # greets in the middle of a progress bar
    },
}
