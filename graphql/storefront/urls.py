from django.urls import path
from django.views.generic import RedirectView

from storefront.explorer.view import show_explorer
from storefront.view import serve_graphql

# Both spellings answer by themselves: a redirect would lose the body of a POST.
urlpatterns = [
    path("graphql", serve_graphql),
    path("graphql/", serve_graphql, name="graphql"),
    path("graphql/explorer/", show_explorer, name="explorer"),
    path("explorer/", RedirectView.as_view(pattern_name="explorer")),
]
