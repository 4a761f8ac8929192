"""The pages between password and admin. They stand beside Wagtail's, which open only to who is signed in."""

from django.urls import path

from cms.signin.views import own, steps

app_name = "signin"
urlpatterns = [
    path("", own.OwnFactorView.as_view(), name="own"),
    path("code/", steps.CodeView.as_view(), name="code"),
    path("password/", steps.PasswordView.as_view(), name="password"),
    path("give-up/", steps.give_up, name="give_up"),
    path("set-up/", own.SetUpView.as_view(), name="set_up"),
    path("codes/", own.CodesView.as_view(), name="codes"),
    path("codes/new/", own.NewCodesView.as_view(), name="new_codes"),
    path("remove/", own.RemoveView.as_view(), name="remove"),
]
