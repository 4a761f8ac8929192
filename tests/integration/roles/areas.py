"""The admin's areas, and what opens in them; everything has something to be opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from campaigns.landing.models import CodeGroup, LandingIndexPage, LandingPage
from campaigns.shelving.models import ShelfRule
from campaigns.shelving.running import run_rules
from cms.community.models import Board, CannedReason
from cms.content.models import ArticleIndexPage, ArticlePage, Author
from cms.handbook.models import HandbookPage
from cms.members.models import Member
from cms.tasks.models import Task
from search.merchandising.models import QueryRule
from tests import factories
from tests.integration.promotions.making import make_promotion


class Shop:
    """A shop with one of everything, and the address of every area."""

    def __init__(self) -> None:
        self.home = factories.make_home()
        self.content = factories.make_published("tea")
        self.content.product.offers.update(stock=0)
        self.articles = self._add(self.home, ArticleIndexPage(title="文章", slug="articles"))
        self.article = self._add(self.articles, ArticlePage(title="一篇", slug="one"))
        self.campaigns = self._add(self.home, LandingIndexPage(title="活动", slug="campaigns"))
        self.campaign = self._add(self.campaigns, LandingPage(title="双十一", slug="eleven"))
        self.author = Author.objects.create(name="林", slug="lin", locale=self.home.locale)
        self.handbook = HandbookPage.objects.create(title="写标题", locale=self.home.locale)
        self.group = CodeGroup.objects.create(name="茶友群")
        self.board = Board.objects.create(slug="tea", name="茶")
        self.reason = CannedReason.objects.create(locale="zh-hans", text="广告")
        self.rule = QueryRule.objects.create(name="双十一", queries="茶")
        self.shelf_rule = ShelfRule.objects.create(name="无货下架", action="take_off", stock_max=0)
        run_rules(at=timezone.now())
        self.promotion = make_promotion(action={"type": "amount", "value": {"value": "30"}})
        self.task = Task.objects.create(title="盘点", owner_name="王", asked_by_name="李", created_at=timezone.now())
        self.member = Member.objects.create(issuer="https://id.example", subject="m-1", name="小王")

    def _add(self, parent: Any, page: Any) -> Any:
        page.locale = self.home.locale
        parent.add_child(instance=page)
        return page

    def list_addresses(self) -> dict[str, str]:
        return {name: find(self) for name, find in AREAS.items()}


def _plain(name: str, *arguments: Any) -> Callable[[Shop], str]:
    return lambda shop: reverse(name, args=arguments)


def _setting(app_label: str, model: str) -> Callable[[Shop], str]:
    from django.apps import apps

    def find(shop: Shop) -> str:
        setting: Any = apps.get_model(app_label, model)
        return reverse("wagtailsettings:edit", args=[app_label, model, setting.load().pk])

    return find


AREAS: dict[str, Callable[[Shop], str]] = {
    "home": _plain("wagtailadmin_home"),
    "handbook": _plain("handbook:index"),
    "handbook: page": lambda shop: reverse("handbook:page", args=[shop.handbook.pk]),
    "handbook: all of it on paper": _plain("handbook:print_all"),
    "handbook: changes": _plain("handbook:changes"),
    "handbook: feedback": _plain("handbook:notes"),
    "handbook: readers": _plain("handbook:readers"),
    "handbook: list": _plain("wagtailsnippets_handbook_handbookpage:list"),
    "handbook: write": lambda shop: reverse("wagtailsnippets_handbook_handbookpage:edit", args=[shop.handbook.pk]),
    "handbook: restore": lambda shop: reverse("handbook:restore", args=[shop.handbook.pk]),
    "handbook: delete": lambda shop: reverse("wagtailsnippets_handbook_handbookpage:delete", args=[shop.handbook.pk]),
    "coupons": _plain("coupons:index"),
    "claims": _plain("promotion_claims:index"),
    "coupon batches": _plain("coupon_batches:index"),
    "coupon batch: new": _plain("coupon_batches:add"),
    "coupon campaigns": _plain("coupon_campaigns:index"),
    "coupon campaign: new": _plain("coupon_campaigns:add"),
    "products": _plain("wagtailsnippets_catalog_productcontent:list"),
    "product: write": lambda shop: reverse("wagtailsnippets_catalog_productcontent:edit", args=[shop.content.pk]),
    "product: new": _plain("wagtailsnippets_catalog_productcontent:add"),
    "product: take down": lambda shop: reverse(
        "wagtailsnippets_catalog_productcontent:unpublish", args=[shop.content.pk]
    ),
    "product: delete": lambda shop: reverse("wagtailsnippets_catalog_productcontent:delete", args=[shop.content.pk]),
    "product: facts": lambda shop: reverse("catalogue_product:edit", args=[shop.content.product_id]),
    "facts": _plain("catalogue_product:index"),
    "bulk work": _plain("bulk:index"),
    "duplicates": _plain("bulk:duplicates"),
    "bulk: texts": _plain("bulk:upload", "words"),
    "bulk: facts": _plain("bulk:upload", "facts"),
    "bulk: offers": _plain("bulk:upload", "offers"),
    "bulk: specifications": _plain("bulk:upload", "specifications"),
    "bulk: articles": _plain("bulk:upload", "articles"),
    "bulk: answers": _plain("bulk:upload", "answers"),
    "brands": _plain("catalogue_brand:index"),
    "brand: new": _plain("catalogue_brand:add"),
    "categories": _plain("catalogue_category:index"),
    "category: new": _plain("catalogue_category:add"),
    "specifications": _plain("catalogue_specification:index"),
    "norms": _plain("wagtailsnippets_catalog_productnorm:list"),
    "norm: new": _plain("wagtailsnippets_catalog_productnorm:add"),
    "phrases": _plain("wagtailsnippets_catalog_bannedphrase:list"),
    "phrase: new": _plain("wagtailsnippets_catalog_bannedphrase:add"),
    "evidence": _plain("wagtailsnippets_catalog_productevidence:list"),
    "evidence: new": _plain("wagtailsnippets_catalog_productevidence:add"),
    "scores": _plain("catalogue_scores"),
    "shelf rules": _plain("shelf_rules:index"),
    "shelf rule: new": _plain("shelf_rules:add"),
    "shelf rule: write": lambda shop: reverse("shelf_rules:edit", args=[shop.shelf_rule.pk]),
    "shelf proposals": _plain("shelving:proposals"),
    "shelf log": _plain("shelving:log"),
    "low stock": _plain("shelving:stock"),
    "structure": _plain("shelving:structure"),
    "thresholds": _plain("stock_thresholds:index"),
    "threshold: new": _plain("stock_thresholds:add"),
    "shelf and stock": _setting("shelving", "shelvingsettings"),
    "page: article": lambda shop: reverse("wagtailadmin_pages:edit", args=[shop.article.pk]),
    "page: campaign": lambda shop: reverse("wagtailadmin_pages:edit", args=[shop.campaign.pk]),
    "page: new article": lambda shop: reverse(
        "wagtailadmin_pages:add", args=["content", "articlepage", shop.articles.pk]
    ),
    "page: new campaign": lambda shop: reverse(
        "wagtailadmin_pages:add", args=["landing", "landingpage", shop.campaigns.pk]
    ),
    "page: delete article": lambda shop: reverse("wagtailadmin_pages:delete", args=[shop.article.pk]),
    "authors": _plain("wagtailsnippets_content_author:list"),
    "author: write": lambda shop: reverse("wagtailsnippets_content_author:edit", args=[shop.author.pk]),
    "author: delete": lambda shop: reverse("wagtailsnippets_content_author:delete", args=[shop.author.pk]),
    "series": _plain("wagtailsnippets_content_series:list"),
    "menus": _plain("wagtailsnippets_content_menu:list"),
    "menu: new": _plain("wagtailsnippets_content_menu:add"),
    "site": _setting("content", "siteprofile"),
    "landing pages": _plain("landing_pages:index"),
    "templates": _plain("landing_gallery:index"),
    "template: list": _plain("landing_template:index"),
    "codes": _plain("wagtailsnippets_landing_codegroup:list"),
    "code: write": lambda shop: reverse("wagtailsnippets_landing_codegroup:edit", args=[shop.group.pk]),
    "promotion: kinds": _plain("promotions_desk:index"),
    "promotions": _plain("wagtailsnippets_promotions_promotion:list"),
    "promotion: new": _plain("wagtailsnippets_promotions_promotion:add"),
    "promotion: write": lambda shop: reverse("wagtailsnippets_promotions_promotion:edit", args=[shop.promotion.pk]),
    "promotion: copy": lambda shop: reverse("wagtailsnippets_promotions_promotion:copy", args=[shop.promotion.pk]),
    "promotion: history": lambda shop: reverse(
        "wagtailsnippets_promotions_promotion:history", args=[shop.promotion.pk]
    ),
    "promotion: delete": lambda shop: reverse("wagtailsnippets_promotions_promotion:delete", args=[shop.promotion.pk]),
    "promotion: stop": lambda shop: reverse("promotions_desk:stop", args=[shop.promotion.pk]),
    "promotion: start again": lambda shop: reverse("promotions_desk:start", args=[shop.promotion.pk]),
    "promotion groups": _plain("wagtailsnippets_promotions_promotiongroup:list"),
    "promotion group: new": _plain("wagtailsnippets_promotions_promotiongroup:add"),
    "workbench": _plain("search_workbench:index"),
    "search rules": _plain("wagtailsnippets_merchandising_queryrule:list"),
    "search rule: new": _plain("wagtailsnippets_merchandising_queryrule:add"),
    "search rule: write": lambda shop: reverse("wagtailsnippets_merchandising_queryrule:edit", args=[shop.rule.pk]),
    "search rule: history": lambda shop: reverse(
        "wagtailsnippets_merchandising_queryrule:history", args=[shop.rule.pk]
    ),
    "synonyms": _plain("wagtailsnippets_merchandising_synonymgroup:list"),
    "synonym: new": _plain("wagtailsnippets_merchandising_synonymgroup:add"),
    "search redirects": _plain("wagtailsnippets_merchandising_searchredirect:list"),
    "search banners": _plain("wagtailsnippets_merchandising_searchbanner:list"),
    "judgements": _plain("search_judgements:index"),
    "images": _plain("wagtailimages:index"),
    "image: new": _plain("wagtailimages:add_multiple"),
    "licences": _plain("media_licences"),
    "alternative texts": _plain("media_alt_texts"),
    "duplicate pictures": _plain("media_duplicates"),
    "documents": _plain("wagtaildocs:index"),
    "document: new": _plain("wagtaildocs:add_multiple"),
    "videos": _plain("wagtailmedia:index"),
    "moderation": _plain("moderation_queue"),
    "low reviews": _plain("community_cases"),
    "banned words": _plain("moderation_word:index"),
    "reasons": _plain("moderation_reason:index"),
    "reason: write": lambda shop: reverse("moderation_reason:edit", args=[shop.reason.pk]),
    "moderation rules": _setting("community", "moderationsettings"),
    "review rules": _setting("community", "reviewsettings"),
    "review dimensions": _plain("review_dimension:index"),
    "posts": _plain("community_post:index"),
    "replies": _plain("community_reply:index"),
    "boards": _plain("community_board:index"),
    "board: write": lambda shop: reverse("community_board:edit", args=[shop.board.pk]),
    "members": _plain("members:index"),
    "member": lambda shop: reverse("members:inspect", args=[shop.member.pk]),
    "consents": _plain("consent_texts:index"),
    "erasures": _plain("erasures:index"),
    "redirects": _plain("wagtailredirects:index"),
    "workflows": _plain("wagtailadmin_workflows:index"),
    "workflow reports": _plain("wagtailadmin_reports:workflow"),
    "site history": _plain("wagtailadmin_reports:site_history"),
    "collections": _plain("wagtailadmin_collections:index"),
    "users": _plain("wagtailusers_users:index"),
    "groups": _plain("wagtailusers_groups:index"),
    "sites": _plain("wagtailsites:index"),
    "locales": _plain("wagtaillocales:index"),
    "sign-in": _plain("signin_desk"),
    "audit log": _plain("auditing_report"),
    "webhooks": _plain("webhook_endpoints:index"),
    "tasks": _plain("tasks:index"),
    "task: new": _plain("tasks:add"),
    "task: somebody's": lambda shop: reverse("tasks:task", args=[shop.task.pk]),
    "notices": _plain("notices:index"),
    "notice channels": _plain("notice_channels:index"),
    "notice channel: new": _plain("notice_channels:add"),
    "approvals": _plain("approvals"),
    "roles": _plain("roles_matrix"),
    "category limits": _plain("category_limits:index"),
    "board limits": _plain("board_limits:index"),
    "searches: most frequent": _plain("search_reports:top"),
    "searches: rising": _plain("search_reports:trending"),
    "searches: nothing found": _plain("search_reports:empty"),
    "searches: nothing clicked": _plain("search_reports:unclicked"),
    "searches: slow": _plain("search_reports:slow"),
}
