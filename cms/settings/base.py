"""Settings shared by every environment; `environment.py` reads what a deployment may set."""

import sys

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
    "search.merchandising",
    "search.weighing",
    "search",
    "search.behaviour",
    "search.suggesting",
    "cms.bulk",
    "cms.delivery",
    "cms.delivery.webhooks",
    "cms.catalog",
    "cms.media",
    "cms.members",
    "cms.content",
    "cms.community",
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
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
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
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.delivery.middleware.PublishRefusedMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
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

DATABASES = {"default": environment.database}
CACHES = {"default": environment.cache}

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
TAGGIT_CASE_INSENSITIVE = True

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.log_level},
}
