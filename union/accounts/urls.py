from django.urls import path

from . import admin_views, views

urlpatterns = [
    path("login/", views.LoginView.as_view(), name="login"),
    path("logout/", views.LogoutView.as_view(), name="logout"),
    path("password/", views.PasswordChangeView.as_view(), name="password_change"),
    path("preferences/", views.PreferencesView.as_view(), name="preferences"),
    path("resume/", views.resume, name="resume"),
    path("", admin_views.AccountListView.as_view(), name="account_list"),
    path("create/", admin_views.AccountCreateView.as_view(), name="account_create"),
    path(
        "<int:pk>/edit/", admin_views.AccountUpdateView.as_view(), name="account_edit"
    ),
    path(
        "<int:pk>/deactivate/",
        admin_views.DeactivateView.as_view(),
        name="account_deactivate",
    ),
    path(
        "<int:pk>/activate/",
        admin_views.ActivateView.as_view(),
        name="account_activate",
    ),
    path("<int:pk>/unlock/", admin_views.UnlockView.as_view(), name="account_unlock"),
    path(
        "<int:pk>/reset/", admin_views.ResetPasswordView.as_view(), name="account_reset"
    ),
    path(
        "<int:pk>/end-sessions/",
        admin_views.EndSessionsView.as_view(),
        name="account_end_sessions",
    ),
]
