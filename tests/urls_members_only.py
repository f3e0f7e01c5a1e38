"""The addresses of a site with `members` and without `issues`."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("admin/", admin.site.urls), path("", include("members.urls"))]
