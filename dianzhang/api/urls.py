"""Addresses of the API.  A test holds ``openapi.json`` to them."""

from django.urls import URLPattern, path, re_path, register_converter

from . import acting, events, files, metrics, pages, records, today
from .subjects import RecordId, SubjectWord

register_converter(SubjectWord, "described")
register_converter(RecordId, "number")

urlpatterns: list[URLPattern] = [
    path("", pages.guide, name="api"),
    path("openapi.json", pages.document, name="openapi"),
    path("v1/events", events.events, name="api-events"),
    path("v1/metrics", metrics.listing, name="api-metrics"),
    path("v1/metrics/<str:name>", metrics.metric, name="api-metric"),
    path("v1/me/today", today.me_today, name="api-today"),
    path("v1/files", files.take, name="api-files"),
    path("v1/attachment/<number:record_id>/file", files.attached_file, name="api-attachment-file"),
    path("v1/export/<number:record_id>/file", files.export_file, name="api-export-file"),
    path("v1/<described:kind>", records.listing, name="api-list"),
    path("v1/<described:kind>/<number:record_id>", records.record, name="api-record"),
    path("v1/<described:kind>/<slug:verb>", acting.act, name="api-act"),
    re_path("^.*", pages.nowhere),
]
