from django.urls import path

from . import views

urlpatterns = [
    path(
        "<slug:app_label>/<slug:model_name>/<int:pk>/",
        views.upload,
        name="attachment_upload",
    ),
    path("<uuid:pk>/", views.download, name="attachment_download"),
    path("<uuid:pk>/void/", views.void, name="attachment_void"),
]
