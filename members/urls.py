"""Addresses of the directory's public pages."""

from django.urls import path

from members import views

urlpatterns = [
    path("", views.home, name="home"),
    path("chambers/<slug:slug>/", views.chamber, name="chamber"),
    path("members/<slug:slug>/", views.member, name="member"),
]
