from django.urls import path
from django.views.generic import RedirectView

from storefront.explorer.view import show_explorer
from storefront.uploads import serve_uploads, show_private_picture
from storefront.view import serve_graphql

# Both spellings answer by themselves: a redirect would lose the body of a POST.
urlpatterns = [
    path("graphql", serve_graphql),
    path("graphql/", serve_graphql, name="graphql"),
    path("uploads/pictures", serve_uploads, name="upload_picture"),
    path("uploads/pictures/<str:key>", show_private_picture, name="private_picture"),
    path("graphql/explorer/", show_explorer, name="explorer"),
    path("explorer/", RedirectView.as_view(pattern_name="explorer")),
]
