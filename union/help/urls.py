from django.urls import path

from . import views

urlpatterns = [
    path("", views.index, name="help"),
    path("<slug:slug>/", views.topic, name="help_topic"),
]
