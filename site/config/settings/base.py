"""Settings shared by all installations. Nothing here reads the environment."""

from pathlib import Path

from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[3]

DEBUG = False
DEMO = False

COUNCILS_DIR = BASE_DIR / "content"  # a folder of initial content for each council
DEFAULT_COUNCIL = "kymenlaakso"  # what `seed` creates when no name is given

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
    "home.dashboard",
    "home.guide",
    "networks",
    "networks.retention",
    "meetings",
    "meetings.importing",
    "search",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "home.accounts.apps.UsersConfig",  # replaces wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "home.approval_desk",  # after the admin, whose workflow mails it disconnects
    "home.mail",  # the last of ours, so that run_due also sends the mail of the other apps' jobs
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
    "home.web.middleware.add_security_headers",
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
    "home.web.middleware.report_protected_object",
    "home.bin.deletion_message.report_deletions",  # outside the transaction
    "home.editing.middleware.keep_typed",
    "home.web.middleware.report_full_disk",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "home.pending_changes.watching.watch_accounts",
    "home.web.endpoint_guard.EndpointGuard",
    "home.accounts.gates.ask_for_second_factor",
    "home.accounts.gates.ask_for_reauthentication",
    "home.approval.guard.middleware.report_outcome",  # after the commit
    "home.approval.guard.middleware.ApprovalGuard",  # must see every exception of a view
    "home.approval.guard.middleware.SerialisedWrites",
    "home.editing.whole.refuse_incomplete_forms",
    "home.editing.conflicts.detect_conflicts",  # in the transaction of SerialisedWrites
]

ROOT_URLCONF = "config.urls"
CSRF_FAILURE_VIEW = "home.editing.kept.csrf_failure"
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

# Widgets use our templates first too, such as those of date fields.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# A reference index entry must include the inline children of its page: work that follows a save
# runs after the commit, in the same process.
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

# Logging in with django-allauth, without its own table of addresses and without sign-up.
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
    "reauthenticate": "home.accounts.forms.ReauthenticatePasswordForm",
}
# Per IP: many names tried from one address. Per key: one account tried from many addresses; a
# device where the person has logged in before has a limit of its own, see home/accounts/adapter.py.
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
MFA_TOTP_TOLERANCE = 1  # phones' clocks differ
MFA_FORMS = {
    "authenticate": "home.accounts.second_factor_forms.AuthenticateForm",
    "reauthenticate": "home.accounts.second_factor_forms.ReauthenticateCodeForm",
    "activate_totp": "home.accounts.second_factor_forms.ActivateTOTPForm",
    "add_webauthn": "home.accounts.second_factor_forms.AddKeyForm",
    "edit_webauthn": "home.accounts.second_factor_forms.EditKeyForm",
    "authenticate_webauthn": "home.accounts.second_factor_forms.AuthenticateKeyForm",
    "login_webauthn": "home.accounts.second_factor_forms.LoginKeyForm",
    "reauthenticate_webauthn": "home.accounts.second_factor_forms.ReauthenticateKeyForm",
}
# Days until approvers and the administration must have a second factor.
SECOND_FACTOR_REQUIRED = True
SECOND_FACTOR_GRACE_DAYS = 14
# Whether dangerous actions ask for the password again.
REAUTHENTICATION_REQUIRED = True
# The request.META key of the header in which the web server reports the client; "" for none.
CLIENT_ADDRESS_HEADER = ""

# A session ends after this long without use, and this long after logging in at the latest.
SESSION_COOKIE_AGE = 8 * 3600
SESSION_LONGEST_AGE = 14 * 24 * 3600

LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "Suomi")]
TIME_ZONE = "Europe/Helsinki"
USE_I18N = True
USE_TZ = True
# Finnish translations of the packages, and translations of our own Finnish sentences.
LOCALE_PATHS = [BASE_DIR / "site" / "config" / "locale", BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]

# "default" combines values local to a process, such as site addresses, with values that all
# processes must share. "own" takes the counters when "shared" cannot be written
# (home/web/cache.py).
CACHES = {
    "own": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "own"},
    "default": {"BACKEND": "home.accounts.caching.LocalAndSharedCache"},
    "shared": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "shared",
    },
    # Log-in attempts and used codes are in the database, whose cache adds a key only once.
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
# No script reads the cookie: forms and Wagtail's own scripts carry the token.
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "home.web.messages.Storage"
MESSAGES_COOKIE_NAME = "messages"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin previews pages in a frame

# Mail is stored first; the mail sender (`manage.py send_mail`) uses the transport.
EMAIL_BACKEND = "home.mail.backends.OutboxBackend"

# Errors are logged to the server's output.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "home.approval_desk.masking.MaskingFormatter",
            "format": "%(levelname)s %(name)s: %(message)s",
        }
    },
    # The URL of an approval link gives access to a draft, so it is masked.
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

# Years that date fields accept: from EARLIEST_YEAR to YEARS_AHEAD years from now. A field may start
# earlier (`earliest_year`), such as the founding day of an old association.
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
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody sets another user's password
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_FINISH_WORKFLOW_ACTION = "home.approval.publishing.publish_approved"
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "home.richtext_editor.RichTextArea"}}
# Passwords and addresses are changed on our own pages.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False

WAGTAILDOCS_DOCUMENT_MODEL = "documents.CouncilDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.file_lifecycle.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# "nginx": the web server sends file contents; "": Django does. The root is nginx's internal
# location.
SENDFILE = ""
SENDFILE_ROOT = "/_tiedostot/"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "txt", "csv", "xlsx", "ods", "pptx", "odp"]
# mimetypes.guess_type depends on the machine.
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
# The virus scanner clamd: "unix:/run/clamav/clamd.ctl" or "tcp://127.0.0.1:3310"; "" for none.
ANTIVIRUS = ""
ANTIVIRUS_SECONDS = 10  # timeout of a scan
ANTIVIRUS_REQUIRED = True  # refuse files while it is down; else they pass, and staff are notified
WAGTAILEMBEDS_FINDERS = []

# Functions to call with a file when its text has been read again or deleted, as dotted paths.
TEXT_READY = [
    "search.index.backend.reindex_file",
    "home.pdf_accessibility.checking.check_pdf",
    "home.privacy.late.report_late_findings",
]
# The word analyser: its factory returns an object with `known(word)`.
TEXT_ANALYSER = "search.finnish.active_analyser"

WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"},
    # Indexes every change; only search/query/engine.py queries it for readers.
    "readers": {"BACKEND": "search.index.backend"},
}
# Days to keep search counts; rare searches are kept for less, as they may name somebody.
SEARCH_LOG_DAYS = 90
SEARCH_RARE_DAYS = 30
SEARCH_RARE_TIMES = 3
# Days to keep the address of a sent mail, and the row of any mail.
MAIL_ADDRESS_DAYS = 14
MAIL_DAYS = 90
# If the clock is further ahead of the last run of `run_due` than this, `run_due` stops.
CLOCK_TRUSTED_DAYS = 7
