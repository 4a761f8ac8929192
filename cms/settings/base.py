"""Settings shared by every environment; `environment.py` reads what a deployment may set."""

import sys
from datetime import timedelta

from cms.settings.environment import CHECKOUT, Environment

environment = Environment.read()

# graphql/ must not become a package (it would shadow graphql-core), so the folder is appended, never inserted.
if str(CHECKOUT / "graphql") not in sys.path:
    sys.path.append(str(CHECKOUT / "graphql"))

VITRINE_DATA = environment.data
VITRINE_ENVIRONMENT = environment
VITRINE_CURRENCY = environment.currency
# Where shoppers meet the shop: the reference storefront of this server, unless there is another.
VITRINE_STOREFRONT_URL = environment.storefront_url
# Webhook endpoints inside our own network: only where who edits endpoints may reach everything in there.
VITRINE_WEBHOOK_PRIVATE_ADDRESSES = environment.webhook_private_addresses
# Whose tokens members sign in with; with none, nobody can, but for demo members where one develops.
VITRINE_MEMBER_ISSUER = environment.identity.issuer
VITRINE_MEMBER_AUDIENCE = environment.identity.audience
VITRINE_MEMBER_JWKS_URL = environment.identity.jwks_url
VITRINE_MEMBER_LEEWAY = environment.identity.leeway
VITRINE_MEMBER_PRIVATE_ADDRESSES = environment.identity.private_addresses
# How many proxies stand in front: whom the first of them talked to is where a request is from.
VITRINE_TRUSTED_PROXIES = environment.trusted_proxies or 0
# Whether the admin asks for a second factor: off, optional or required.
VITRINE_ADMIN_TWO_FACTOR = environment.guarding.two_factor
# How long it is known who did what in the admin.
VITRINE_AUDIT_DAYS = environment.guarding.audit_days
# How long a notice is kept once it was read.
VITRINE_NOTICE_DAYS = environment.guarding.notice_days
# What the shop's backend signs proofs of purchase with; without it, purchases come by import alone.
VITRINE_PURCHASE_SECRET = environment.purchase_secret
# The Bearer token of the shop's backend, which claims promotions for orders; without it, nobody can.
VITRINE_BACKEND_TOKEN = environment.backend_token
# Where shoppers are when they ask; the first is the default. Search rules may be for one of them alone.
VITRINE_CHANNELS = ("web", "app", "mini-program")
# Whether `manage.py run` may fill an empty shop with demo data and make an admin account.
VITRINE_IS_DEVELOPMENT = False

# Whether a web process writes down the searches it answered; tests do it themselves.
BEHAVIOUR_STORES_SEARCHES = True

# How long a web process shows the same header and footer around the storefront's pages; 0 asks each time.
SHOP_FRAME_SECONDS = 1
# What the reference storefront says that sending a cart costs, in VITRINE_CURRENCY, before promotions.
SHOP_SHIPPING = "10.00"

SECRET_KEY = environment.secret_key
ALLOWED_HOSTS = environment.allowed_hosts
DEBUG = environment.debug

INSTALLED_APPS = [
    "shop",
    "storefront",
    "campaigns.landing",
    "campaigns.promotions",
    "campaigns.shelving",
    "search.merchandising",
    "search.weighing",
    "search",
    "search.behaviour",
    "search.suggesting",
    "cms.bulk",
    "cms.delivery",
    "cms.delivery.webhooks",
    "cms.notices",
    "cms.tasks",
    "cms.catalog",
    "cms.media",
    "cms.members",
    "cms.content",
    "cms.community",
    "cms.signin",
    "cms.auditing",
    "cms.handbook",
    "cms.operations",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "django.contrib.sitemaps",
    "wagtailmedia",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "graphene_django",
    # Two of allauth's apps, and no address of theirs: the pages are ours.
    "cms.signin.accounts.AccountConfig",
    "allauth.mfa",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "cms.operations.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shop.middleware.PageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.signin.middleware.SecondFactorMiddleware",
    "cms.auditing.middleware.AuditMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.delivery.middleware.PublishRefusedMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
# Widgets are drawn by the project's templates, where there are any: inputs of a moment name their time zone.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [CHECKOUT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# EMAIL_BACKEND and what it needs; without EMAIL_URL, a mail is a file in VITRINE_DATA.
globals().update(environment.mail.settings)

DATABASES = {"default": environment.database}
CACHES = {"default": environment.cache}

# The first refuses whoever is locked out; it knows nobody itself.
AUTHENTICATION_BACKENDS = ["cms.signin.backends.LockoutBackend", "django.contrib.auth.backends.ModelBackend"]
WAGTAILADMIN_USER_LOGIN_FORM = "cms.signin.forms.LoginForm"
ACCOUNT_ADAPTER = "cms.signin.adapters.AccountAdapter"
MFA_ADAPTER = "cms.signin.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Vitrine"
# A clock may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
# A name alone, and an address alone: one guesser with many names, and many guessers of one name.
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = environment.guarding.attempts
AXES_COOLOFF_TIME = timedelta(minutes=environment.guarding.lockout_minutes)
AXES_RESET_ON_SUCCESS = True
# Whoever goes on trying waits no longer than whoever stops.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "cms.signin.lockouts.read_ip"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# What was sent is nobody's business: the name and the address are kept, and nothing else.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "password", "next", "csrfmiddlewaretoken"]
# The login says itself that somebody is locked out.
SILENCED_SYSTEM_CHECKS = ["axes.W002"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Our own words, and what the packages we are built on say in English only; the first goes before the others.
CATALOGUES = [CHECKOUT / "locale", CHECKOUT / "locale" / "packages"]
LOCALE_PATHS = CATALOGUES
TIME_ZONE = environment.time_zone
USE_I18N = True
FORMAT_MODULE_PATH = ["cms.settings.formats"]
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [CHECKOUT / "templates" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "storefront.explorer.finders.ExplorerFinder",
]
# Assets are served from where the packages keep them: no collecting step before the first start.
WHITENOISE_USE_FINDERS = True

MEDIA_URL = "/media/"
MEDIA_ROOT = environment.data / "media"
STORAGES = {
    "default": environment.storage,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LOGIN_URL = "wagtailadmin_login"
WAGTAIL_SITE_NAME = "Vitrine"
WAGTAILADMIN_BASE_URL = environment.base_url
# Nothing in the admin calls home: no version check, no picture of the user from elsewhere.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = True
# Delivery records every move itself, of pages and of everything else.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.operations.approvals.finishing.publish_approved"
WAGTAILSNIPPETS_DELETE_SNIPPET_LIMIT = 50
# The admin's own search stays in the database, apart from the shopper index; the fallback backend matches
# inside words, so 蓝牙 finds 无线蓝牙耳机.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}
WAGTAILIMAGES_IMAGE_MODEL = "media.MediaImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.PictureForm"
# Nothing a browser would run: files are served from the admin's own address.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "key", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.DocumentForm"
WAGTAILMEDIA = {
    "MEDIA_FORM_BASE": "cms.media.forms.VideoForm",
    "VIDEO_EXTENSIONS": ["mp4", "m4v", "webm", "ogv", "mov"],
}
# Pixels: a picture that is larger is scaled to it once, when it is uploaded; 0 leaves all as they are.
MEDIA_MAX_EDGE = environment.media.max_edge
# Whether the file as it came is kept beside the one that was turned upright, scaled or freed of its notes.
MEDIA_KEEP_ORIGINALS = environment.media.keep_originals
# Whether what uses a picture, document or video whose licence has run out cannot be published; it is warned of anyway.
MEDIA_EXPIRED_BLOCKS = environment.media.expired_blocks
MEDIA_MAX_VIDEO_SIZE = environment.media.max_video_megabytes * 1024 * 1024
# How well pictures are saved that had to be changed on their way in.
MEDIA_QUALITY = {"avif": 80, "jpeg": 90, "webp": 90}
TAGGIT_CASE_INSENSITIVE = True

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.log_level},
}
