from django.contrib import admin
from django.urls import include, path

handler400 = "yvih_site.errors.bad_request"

urlpatterns = [
    path("", include("members.urls")),
    path("", include("issues.urls")),
    path("admin/", admin.site.urls),
]
