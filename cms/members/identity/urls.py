from django.urls import path

from cms.members.identity.views import give_token, list_members, show_keys

urlpatterns = [
    path("members", list_members, name="demo_members"),
    path("token", give_token, name="demo_token"),
    path("jwks.json", show_keys, name="demo_keys"),
]
