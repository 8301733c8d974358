"""What is the same in every installation. Nothing here reads the environment."""

from pathlib import Path

from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[3]

DEBUG = False
DEMO = False

COUNCILS_DIR = BASE_DIR / "content"  # a folder of first content for each council
DEFAULT_COUNCIL = "kymenlaakso"  # the one that `seed` makes when it is given no name

INSTALLED_APPS = [
    "home",
    "home.accounts",
    "home.documents",
    "home.file_lifecycle",
    "home.file_text",
    "home.inspection",
    "home.pdf_accessibility",
    "home.privacy",
    "home.approval",
    "home.scheduling",
    "home.audit_log",
    "home.pending_changes",
    "home.bin",
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
    "home.approval_desk",  # after the admin, whose mails it takes off
    "home.mail",  # the last of ours: run_due then sends what it has made the others write
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
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
    "home.web.middleware.complete_headers",
    "django.middleware.security.SecurityMiddleware",
    "home.web.middleware.refuse_nul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "home.web.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "home.authentication.sessions.limit_sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "home.web.middleware.keep_history",
    "home.bin.deletion_message.tell_of_deletions",  # outside of the transaction
    "home.editing.middleware.keep_typed",
    "home.web.middleware.tell_of_full_disk",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "home.pending_changes.watching.watch_accounts",
    "home.web.endpoint_guard.EndpointGuard",
    "home.accounts.gates.ask_for_second_factor",
    "home.accounts.gates.ask_who_it_is",
    "home.approval.guard.middleware.report_outcome",  # after the commit
    "home.approval.guard.middleware.ApprovalGuard",  # it must see every error of a view
    "home.approval.guard.middleware.SerialisedWrites",
    "home.editing.whole.refuse_incomplete_forms",
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
            "builtins": ["home.templatetags.components"],  # {% component %}, in every template
        },
    },
]

# Widgets too come from our templates first, such as the fields of days.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# One reference index entry must see the inline children of its page: the work
# of a save is done after the commit, in the same process.
TASKS = {"default": {"BACKEND": "home.tasks.OnCommitBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["home.accounts.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "home.accounts.passwords.GuessablePasswordValidator"},
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Logging in: django-allauth, without its own table of addresses and without sign-up.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "home.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "home.accounts.forms.LoginForm",
    "reset_password": "home.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "home.accounts.forms.ResetPasswordKeyForm",
    "change_password": "home.accounts.forms.ChangePasswordForm",
    "set_password": "home.accounts.forms.SetPasswordForm",
    "reauthenticate": "home.accounts.forms.ReauthenticateForm",
}
# One address: many names tried from it. One account: tried from many addresses; a device on which
# the person has logged in before counts for itself, see home/accounts/adapter.py.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,60/h/ip,5/5m/key",
    "reset_password": "10/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/5m/user",
}
PASSWORD_RESET_TIMEOUT = 24 * 3600
MFA_ADAPTER = "home.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account's address is confirmed by its invitation
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # clocks of telephones differ
MFA_FORMS = {
    "authenticate": "home.accounts.second_factor_forms.AuthenticateForm",
    "reauthenticate": "home.accounts.second_factor_forms.ReauthenticateForm",
    "activate_totp": "home.accounts.second_factor_forms.ActivateTOTPForm",
    "add_webauthn": "home.accounts.second_factor_forms.AddKeyForm",
    "edit_webauthn": "home.accounts.second_factor_forms.EditKeyForm",
    "authenticate_webauthn": "home.accounts.second_factor_forms.AuthenticateKeyForm",
    "login_webauthn": "home.accounts.second_factor_forms.LoginKeyForm",
    "reauthenticate_webauthn": "home.accounts.second_factor_forms.ReauthenticateKeyForm",
}
# Approvers and the administration need a second factor after so many days.
SECOND_FACTOR_REQUIRED = True
SECOND_FACTOR_GRACE_DAYS = 14
# Is the password asked again before dangerous acts?
REAUTHENTICATION_REQUIRED = True
# The header in which the web server tells who asks, as in request.META; "": there is none.
CLIENT_ADDRESS_HEADER = ""

# A session ends after so long without use, and at the latest so long after the log-in.
SESSION_COOKIE_AGE = 8 * 3600
SESSION_LONGEST_AGE = 14 * 24 * 3600

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi")]
TIME_ZONE = "Europe/Helsinki"
USE_I18N = True
USE_TZ = True
# The packages' words in Finnish, and our own Finnish sentences in other languages.
LOCALE_PATHS = [BASE_DIR / "site" / "config" / "locale", BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]

# What one process remembers for itself, such as the addresses of sites, and what all must know;
# "own" is what a process counts where "shared" cannot be written (home/web/cache.py).
CACHES = {
    "own": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "own"},
    "default": {"BACKEND": "home.accounts.caching.LocalAndSharedCache"},
    "shared": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "shared",
    },
    # Attempts at log-ins and codes already used: in the database, which adds a key only once.
    "accounts": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "home.stylesheet.JoinedStylesFinder",
]
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
MESSAGE_STORAGE = "home.web.messages.Storage"
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
            "()": "home.approval_desk.masking.MaskingFormatter",
            "format": "%(levelname)s %(name)s: %(message)s",
        }
    },
    # The address of an approval link is a key to a draft.
    "filters": {
        "links": {"()": "home.approval_desk.masking.MaskLinks"},
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
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "home.richtext_editor.RichTextArea"}}
# Passwords and addresses are changed on pages of our own.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False

WAGTAILDOCS_DOCUMENT_MODEL = "documents.CouncilDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.file_lifecycle.forms.DocumentForm"
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
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.file_lifecycle.forms.ImageForm"
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
    "search.index.backend.file_read",
    "home.pdf_accessibility.checking.check",
    "home.privacy.late.file_read",
]
# Who knows which words are Finnish: makes an object that answers `known(word)`.
TEXT_ANALYSER = "search.finnish.active_analyser"

WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"},
    # Hears of every change; what readers find is asked of it by search/query/engine.py alone.
    "readers": {"BACKEND": "search.index.backend"},
}
# How many days the counts of searches are kept; what was seldom searched for may name somebody.
SEARCH_LOG_DAYS = 90
SEARCH_RARE_DAYS = 30
SEARCH_RARE_TIMES = 3
# How many days the address of a mail that went is kept, and the row of any mail.
MAIL_ADDRESS_DAYS = 14
MAIL_DAYS = 90
# A clock that is further ahead of the last run of `run_due` stops it.
CLOCK_TRUSTED_DAYS = 7
