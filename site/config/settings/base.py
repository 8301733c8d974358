"""What is the same in every installation. Nothing here reads the environment."""

from pathlib import Path

from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[3]

DEBUG = False
DEMO = False

INSTALLED_APPS = [
    "home",
    "home.accounts",
    "home.documents",
    "home.texts",
    "home.inspection",
    "home.pdfcheck",
    "home.privacy",
    "home.approval",
    "home.due",
    "home.record",
    "home.duties",
    "networks",
    "networks.retention",
    "meetings",
    "meetings.importing",
    "search",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "home.accounts.apps.UsersConfig",  # is wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "home.links",  # after the admin, whose mails it takes off
    "home.mail",  # the last of ours: run_due then sends what it has made the others write
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # its Finnish, for times such as "3 minuuttia sitten" in the admin
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.forms",  # its templates, for FORM_RENDERER
]

MIDDLEWARE = [
    "home.middleware.complete_headers",
    "django.middleware.security.SecurityMiddleware",
    "home.middleware.refuse_nul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "home.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "home.middleware.keep_history",
    "home.editing.middleware.keep_typed",
    "home.middleware.tell_of_full_disk",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "home.duties.watching.watch_accounts",
    "home.endpoint_guard.EndpointGuard",
    "home.approval.doorkeeper.Doorkeeper",  # it must see every error of a view
    "home.editing.conflicts.notice_conflicts",  # in the transaction of the one before
]

ROOT_URLCONF = "config.urls"
CSRF_FAILURE_VIEW = "home.editing.kept.token_refused"
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
            ],
        },
    },
]

# Widgets too come from our templates first, such as the fields of days.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# One reference index entry must see the inline children of its page: the work
# of a save is done after the commit, in the same process.
TASKS = {"default": {"BACKEND": "home.tasks.OnCommitBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "home.accounts.backends.AccountBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Five wrong passwords for the same name from the same address close the door for a while.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi")]
TIME_ZONE = "Europe/Helsinki"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "site" / "config" / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]

# What one process remembers for itself, such as the addresses of sites, and what all must know;
# "own" is what a process counts where "shared" cannot be written (home/cache.py).
CACHES = {
    "own": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "own"},
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "shared",
    },
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/kuvat/"
STORAGES = {
    "default": {"BACKEND": "home.documents.storage.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

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
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}
# No script reads it: forms and Wagtail's own scripts carry the token.
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "home.messages.Storage"
MESSAGES_COOKIE_NAME = "messages"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin previews pages in a frame

# Mail is stored first; what sends it (`manage.py send_mail`) uses the transport.
EMAIL_BACKEND = "home.mail.backends.OutboxBackend"

# What went wrong is written where the server's output goes.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "home.links.masking.MaskingFormatter",
            "format": "%(levelname)s %(name)s: %(message)s",
        }
    },
    # The address of an approval link is a key to a draft.
    "filters": {
        "links": {"()": "home.links.masking.MaskLinks"},
        "in_use": {"()": "django.utils.log.RequireDebugFalse"},
    },
    "loggers": {
        "django": {"handlers": ["mail_admins"]},
        "django.request": {"filters": ["links"]},
        "django.security.csrf": {"filters": ["links"]},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "mail_admins": {
            "class": "home.mail.errors.ErrorMailHandler",
            "level": "ERROR",
            "filters": ["in_use"],
        },
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

# The years that a day may have in a form: from the first one to so many years from now. A field
# may begin earlier (`earliest_year`), such as the first day of an old association.
EARLIEST_YEAR = 1900
YEARS_AHEAD = 20

WAGTAIL_SITE_NAME = "Järjestöjen neuvottelukunta"
WAGTAILADMIN_USER_LOGIN_FORM = "home.accounts.forms.FinnishLoginForm"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H.%M"
WAGTAIL_TIME_FORMAT = "%H.%M"
WAGTAILADMIN_RECENT_EDITS_LIMIT = 7
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody chooses another's password
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_FINISH_WORKFLOW_ACTION = "home.approval.publishing.publish_approved"
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "home.richtext.RichTextArea"}}
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "django.contrib.auth.forms.PasswordResetForm"

WAGTAILDOCS_DOCUMENT_MODEL = "documents.CouncilDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.documents.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# "nginx": the web server sends the bytes; "": we do. And the inner location that it knows.
SENDFILE = ""
SENDFILE_ROOT = "/_tiedostot/"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "txt", "csv", "xlsx", "ods", "pptx", "odp"]
# Told here, because what a machine knows of types differs.
WAGTAILDOCS_CONTENT_TYPES = {
    "pdf": "application/pdf",
    "txt": "text/plain",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "text/plain"]
WAGTAILIMAGES_IMAGE_MODEL = "documents.CouncilImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.documents.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000  # of all frames together
DOCUMENT_MAX_BYTES = 30 * 1024 * 1024
# A virus scanner, clamd: "unix:/run/clamav/clamd.ctl" or "tcp://127.0.0.1:3310"; "" is none.
ANTIVIRUS = ""
ANTIVIRUS_SECONDS = 10  # how long it may take to say something
ANTIVIRUS_REQUIRED = True  # refuse files while it is away; else they pass, and staff are told
WAGTAILEMBEDS_FINDERS = []

# Who is told, with the file, that its text has been read anew or is gone: dotted paths.
TEXT_READY = [
    "search.backend.file_read",
    "home.pdfcheck.checking.check",
    "home.privacy.late.file_read",
]
# Who knows which words are Finnish: makes an object that answers `known(word)`.
TEXT_ANALYSER = "search.finnish.active_analyser"

WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"},
    # Hears of every change; what readers find is asked of it by search/engine.py alone.
    "readers": {"BACKEND": "search.backend"},
}
SEARCH_STORE = "search.store.postgres.PostgresStore"
# How many days the counts of searches are kept; what was seldom searched for may name somebody.
SEARCH_LOG_DAYS = 90
SEARCH_RARE_DAYS = 30
SEARCH_RARE_TIMES = 3
# How many days the address of a mail that went is kept, and the row of any mail.
MAIL_ADDRESS_DAYS = 14
MAIL_DAYS = 90
# A clock that is further ahead of the last run of `run_due` stops it.
CLOCK_TRUSTED_DAYS = 7
