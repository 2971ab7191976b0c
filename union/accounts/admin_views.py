"""The administrator's pages: who has an account, in which role, and its state."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.views.generic import FormView, ListView, UpdateView, View
from django.views.generic.detail import SingleObjectMixin

from union.errors import RuleViolation
from union.models import AuditEntry, User
from union.permissions import PolicyMixin
from union.views.detail import in_field_order
from union.views.rows import PAGE_SIZES, size_in

from . import actions
from .forms import AccountFilterForm, AccountForm, NewAccountForm
from .states import State, in_state


def locked():
    return User.objects.filter(in_state(State.LOCKED))


class AccountListView(PolicyMixin, ListView):
    model = User
    permission_required = "union.view_user"
    template_name = "accounts/account_list.html"
    context_object_name = "accounts"

    def get_queryset(self):
        self.filter_form = AccountFilterForm(self.request.GET)
        if not self.filter_form.is_valid():
            return User.objects.none()
        wanted = self.filter_form.cleaned_data
        accounts = User.objects.all()
        if not wanted["closed"]:
            accounts = accounts.filter(is_active=True)
        if wanted["role"]:
            accounts = accounts.filter(role_key=wanted["role"])
        if wanted["state"]:
            accounts = accounts.filter(in_state(wanted["state"]))
        q = wanted["q"]
        named = Q(name__contains=q) | Q(username__icontains=q) | Q(staff_no__contains=q)
        return accounts.filter(named) if q else accounts

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            filter_form=self.filter_form,
            locked=set(locked().values_list("pk", flat=True)),
            sizes=PAGE_SIZES,
            **kwargs,
        )

    def get_paginate_by(self, queryset):
        return size_in(self.request.GET.get("size")) or PAGE_SIZES[0]


def show_once(request, user, password):
    """The only page that ever shows a one-time password."""
    context = {"account": user, "password": password}
    return render(request, "accounts/one_time_password.html", context)


class AccountCreateView(PolicyMixin, FormView):
    permission_required = "union.add_user"
    template_name = "accounts/account_form.html"
    form_class = NewAccountForm

    def form_valid(self, form):
        data = form.cleaned_data
        password = actions.one_time_password()
        try:
            user = actions.create_user(
                data["username"],
                data["name"],
                data["role_key"],
                password,
                staff_no=data["staff_no"],
                must_change_password=True,
                actor=self.request.user,
            )
        except RuleViolation as violation:
            form.add_error(None, violation)
            return self.form_invalid(form)
        return show_once(self.request, user, password)


class AccountUpdateView(PolicyMixin, UpdateView):
    model = User
    permission_required = "union.change_user"
    template_name = "accounts/account_form.html"
    context_object_name = "account"
    form_class = AccountForm

    def form_valid(self, form):
        data = form.cleaned_data
        user = User.objects.get(pk=self.object.pk)
        try:
            actions.edit_user(
                user,
                name=data["name"],
                staff_no=data["staff_no"],
                role=data["role_key"],
                actor=self.request.user,
            )
        except RuleViolation as violation:
            form.add_error("role_key", violation)
            return self.form_invalid(form)
        messages.success(self.request, f"已保存：{user}")
        return redirect("account_list")

    def get_context_data(self, **kwargs):
        entries = AuditEntry.objects.about(self.object)[:20]
        return super().get_context_data(
            audit_entries=[(e, in_field_order(User, e.changes)) for e in entries],
            locked=locked().filter(pk=self.object.pk).exists(),
            **kwargs,
        )


class AccountActionView(PolicyMixin, SingleObjectMixin, View):
    """POST only; ``act`` does it and returns what to tell the administrator."""

    model = User
    permission_required = "union.change_user"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        user = self.get_object()
        try:
            return self.act(user)
        except RuleViolation as violation:
            messages.error(request, violation.message)
        return redirect("account_edit", user.pk)

    def done(self, user, text):
        messages.success(self.request, text)
        return redirect("account_edit", user.pk)


class AskedActionView(AccountActionView):
    """What cannot be taken back by a click is asked for on a page of its own."""

    http_method_names = ["get", "post"]
    title: str
    warning: str
    danger = False

    def get(self, request, *args, **kwargs):
        context = {
            "account": self.get_object(),
            "title": self.title,
            "warning": self.warning,
            "danger": self.danger,
        }
        return render(request, "accounts/confirm.html", context)


class DeactivateView(AskedActionView):
    title = "停用账号"
    warning = "停用后立即退出，不能再登录；经办的记录都保留，以后可以再启用。"
    danger = True

    def act(self, user):
        actions.deactivate(user, actor=self.request.user)
        return self.done(user, f"已停用：{user}")


class ActivateView(AccountActionView):
    def act(self, user):
        actions.activate(user, actor=self.request.user)
        return self.done(user, f"已启用：{user}")


class EndSessionsView(AskedActionView):
    title = "结束全部登录"
    warning = "此人在所有电脑上都要重新登录，没有保存的内容可能丢失；密码不变。"

    def act(self, user):
        count = actions.end_sessions(user, actor=self.request.user)
        return self.done(user, f"已结束 {user} 的 {count} 处登录")


class UnlockView(AccountActionView):
    def act(self, user):
        actions.unlock(user, actor=self.request.user)
        return self.done(user, f"已解锁：{user}，可以马上再登录")


class ResetPasswordView(AskedActionView):
    title = "重置密码"
    warning = (
        "原来的密码和登录立即失效，锁定的账号同时解锁。"
        "新的一次性密码只显示一次，请准备好当面交给本人。"
    )

    def act(self, user):
        password = actions.reset_password(user, actor=self.request.user)
        return show_once(self.request, user, password)
