"""The addresses of the public pages about checks, reports and the service's health."""

from django.urls import path

from issues.health import views as health_views
from issues.reports import erasure_views, views

urlpatterns = [
    path("healthz", health_views.healthz, name="healthz"),
    path("checks/", views.checks, name="checks"),
    path("checks/<slug:name>/", views.check, name="check"),
    path("report/", views.report_new, name="report-new"),
    path("reports/<slug:token>/", views.report, name="report"),
    path("reports/<slug:token>/confirm/<slug:key>/", views.report_confirm, name="report-confirm"),
    path("reports/<slug:token>/erase/", erasure_views.report_erase, name="report-erase"),
]
