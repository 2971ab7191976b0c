from django.urls import path

from .views import dashboard, home

urlpatterns = [
    path("", home.home, name="home"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("figures/", dashboard.figures, name="figures"),
]
