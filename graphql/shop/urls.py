"""The shop's addresses. Everything else below a locale is asked of the API by its path, so this comes last."""

from django.urls import path, register_converter

from shop.languages import list_codes
from shop.previewing import show_shared
from shop.views.cart import change_cart, show_cart
from shop.views.community import show_board, show_community, show_post
from shop.views.coupons import add_coupon, claim_coupon, show_coupons
from shop.views.home import choose_locale, show_home
from shop.views.landings import serve_theme
from shop.views.listing import show_brand, show_category, show_search
from shop.views.me import change_consents, change_profile, erase, export, show_me
from shop.views.opinions import (
    add_follow_up,
    answer_question,
    ask_question,
    delete_review,
    show_questions,
    show_reviews,
    write_review,
)
from shop.views.pages import show_page
from shop.views.posting import delete_post, delete_reply, edit_post, write_post, write_reply
from shop.views.product import show_product
from shop.views.reactions import react, report
from shop.views.signing_in import sign_in, sign_out
from shop.views.suggesting import suggest
from shop.views.tracking import track


class LocaleConverter:
    """One of the shop's locales."""

    regex = "|".join(list_codes())

    @staticmethod
    def to_python(value: str) -> str:
        return value

    @staticmethod
    def to_url(value: str) -> str:
        return value


register_converter(LocaleConverter, "locale")

urlpatterns = [
    path("", choose_locale),
    path("preview/", show_shared),
    path("theme/<str:name>.css", serve_theme),
    path("<locale:locale>/", show_home),
    path("<locale:locale>/products/<str:slug>", show_product),
    path("<locale:locale>/categories/<str:key>", show_category),
    path("<locale:locale>/brands/<str:key>", show_brand),
    path("<locale:locale>/products/<str:slug>/reviews", show_reviews),
    path("<locale:locale>/products/<str:slug>/review", write_review),
    path("<locale:locale>/products/<str:slug>/review/delete", delete_review),
    path("<locale:locale>/products/<str:slug>/review/more", add_follow_up),
    path("<locale:locale>/products/<str:slug>/questions", show_questions),
    path("<locale:locale>/products/<str:slug>/questions/ask", ask_question),
    path("<locale:locale>/products/<str:slug>/questions/answer", answer_question),
    path("<locale:locale>/search", show_search),
    path("<locale:locale>/search/suggest", suggest),
    path("<locale:locale>/track", track),
    path("<locale:locale>/community", show_community),
    path("<locale:locale>/community/boards/<str:slug>", show_board),
    path("<locale:locale>/community/write", write_post),
    path("<locale:locale>/community/posts/<str:key>", show_post),
    path("<locale:locale>/community/posts/<str:key>/edit", edit_post),
    path("<locale:locale>/community/posts/<str:key>/delete", delete_post),
    path("<locale:locale>/community/posts/<str:key>/reply", write_reply),
    path("<locale:locale>/community/replies/<str:key>/delete", delete_reply),
    path("<locale:locale>/cart", show_cart),
    path("<locale:locale>/cart/change", change_cart),
    path("<locale:locale>/coupons", show_coupons),
    path("<locale:locale>/coupons/claim", claim_coupon),
    path("<locale:locale>/coupons/add", add_coupon),
    path("<locale:locale>/me", show_me),
    path("<locale:locale>/me/sign-in", sign_in),
    path("<locale:locale>/me/sign-out", sign_out),
    path("<locale:locale>/me/profile", change_profile),
    path("<locale:locale>/me/consents", change_consents),
    path("<locale:locale>/me/export", export),
    path("<locale:locale>/me/erase", erase),
    path("<locale:locale>/me/react", react),
    path("<locale:locale>/me/report", report),
    path("<locale:locale>/<path:path>", show_page),
]
