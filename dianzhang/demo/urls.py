"""Addresses of the demonstration's own page."""

from django.urls import path

from . import looking

urlpatterns = [
    path("", looking.everybody, name="demo-everybody"),
    path("as", looking.look_as, name="demo-as"),
]
