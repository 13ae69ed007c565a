"""Addresses of the components themselves."""

from django.urls import path

from dianzhang.ui.gallery import views

urlpatterns = [
    path("gallery", views.gallery, name="gallery"),
    path("gallery/peek", views.peek, name="gallery-peek"),
]
