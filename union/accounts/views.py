"""Login, logout, the own password, and what was typed when the session ran out."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.generic import UpdateView

from union import audit
from union.context import SITE_NAME
from union.kept import (
    EXPIRED_USERNAME,
    SESSION_KEY,
    kept_for,
    remember_typist,
)
from union.models import User
from union.permissions import LOGIN_ONLY, PUBLIC, policy

from . import actions
from .forms import LoginForm, PasswordChangeForm, PreferencesForm
from .kept_words import readable


@policy(PUBLIC)
class LoginView(auth_views.LoginView):
    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True
    # Django's own context would put the host name there.
    extra_context = {"site_name": SITE_NAME}

    def get_context_data(self, **kwargs):
        session = self.request.session
        return super().get_context_data(
            session_ended=EXPIRED_USERNAME in session,
            has_kept=SESSION_KEY in session,
            **kwargs,
        )

    def get_success_url(self):
        if kept_for(self.request):
            return reverse("resume")
        return super().get_success_url()

    def form_valid(self, form):
        response = super().form_valid(form)
        self.request.session.pop(EXPIRED_USERNAME, None)
        remember_typist(response, self.request.user)
        audit.log(self.request.user, audit.Action.LOGIN, self.request.user)
        return response

    def form_invalid(self, form):
        # An unknown name is not written down: it may be a password in the wrong box.
        username = self.request.POST.get("username", "")
        user = User.objects.filter(username=username.replace("\0", "")).first()
        note = "" if user else "用户名不存在"
        audit.log(None, audit.Action.LOGIN_FAILED, user, note=note)
        return super().form_invalid(form)


@policy(PUBLIC)
class LogoutView(auth_views.LogoutView):
    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            audit.log(request.user, audit.Action.LOGOUT, request.user)
        response = super().post(request, *args, **kwargs)
        # Nothing stays in the browser of a shared computer.
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@policy(LOGIN_ONLY)
class PasswordChangeView(auth_views.RedirectURLMixin, auth_views.PasswordChangeView):
    template_name = "accounts/password_change.html"
    form_class = PasswordChangeForm
    next_page = "home"

    def form_valid(self, form):
        user = self.request.user
        actions.change_own_password(user, form.cleaned_data["new_password1"])
        update_session_auth_hash(self.request, user)
        messages.success(self.request, "密码已修改，其他地方的登录已全部失效")
        return HttpResponseRedirect(self.get_success_url())


@policy(LOGIN_ONLY)
class PreferencesView(UpdateView):
    """How the pages look and behave for the person who is logged in."""

    template_name = "accounts/preferences.html"
    form_class = PreferencesForm
    success_url = reverse_lazy("preferences")

    def get_object(self, queryset=None):
        return self.request.user

    def form_valid(self, form):
        messages.success(self.request, "已保存个人设置")
        return super().form_valid(form)


@policy(LOGIN_ONLY)
def resume(request):
    """Show what was kept, with a button that sends it where it was meant to go."""
    kept = kept_for(request)
    if kept is None:
        messages.info(request, "没有可以恢复的内容")
        return redirect("home")
    shown = readable(kept, request.user)
    return render(request, "accounts/resume.html", kept | {"shown": shown})
