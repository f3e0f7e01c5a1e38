"""The site's addresses: those of members and issues, and the admin with its password links."""

from django.contrib import admin
from django.contrib.auth import views as login
from django.urls import include, path

from issues.accounts.invitations import LinkForm
from issues.accounts.logins import NewPasswordView

handler400 = "yvih_site.web.errors.bad_request"
handler500 = "yvih_site.web.errors.server_error"

urlpatterns = [
    path("", include("members.urls")),
    path("", include("issues.urls")),
    path(
        "admin/password_reset/",
        login.PasswordResetView.as_view(form_class=LinkForm),
        name="admin_password_reset",
    ),
    path(
        "admin/password_reset/done/",
        login.PasswordResetDoneView.as_view(),
        name="password_reset_done",
    ),
    path("admin/reset/<uidb64>/<token>/", NewPasswordView.as_view(), name="password_reset_confirm"),
    path(
        "admin/reset/done/",
        login.PasswordResetCompleteView.as_view(),
        name="password_reset_complete",
    ),
    path("admin/", admin.site.urls),
]
