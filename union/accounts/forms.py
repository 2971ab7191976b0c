from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.forms import PasswordChangeForm as DjangoPasswordChangeForm
from django.core.exceptions import ValidationError

from union.form_words import AsksByName, PlainForm
from union.models import User
from union.roles import ROLES

from .states import State


class LoginForm(AsksByName, AuthenticationForm):
    error_messages = {
        "invalid_login": "用户名或密码不正确。请检查大小写和输入法后重试；"
        "忘记密码请找系统管理员重置。",
        "inactive": "用户名或密码不正确。",
        "one_time_expired": "一次性密码已过 24 小时，请找系统管理员重新生成。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "用户名"
        self.fields["username"].widget.attrs["spellcheck"] = "false"

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if user.one_time_password_expired:
            raise ValidationError(
                self.error_messages["one_time_expired"], code="one_time_expired"
            )


class PasswordChangeForm(AsksByName, DjangoPasswordChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "当前密码"
        self.fields["new_password1"].label = "新密码"
        again = self.fields["new_password2"]
        again.label = "再输一次新密码"
        again.help_text = "与上面的新密码相同，以免打错"
        again.error_messages["required"] = "请再输一次新密码"

    def validate_password_for_user(self, user, *_names):
        """What is wrong with the new password is said where it was typed first."""
        super().validate_password_for_user(user, "new_password1")


class PreferencesForm(AsksByName, forms.ModelForm):
    class Meta:
        model = User
        fields = ["theme", "use_shortcuts"]
        widgets = {"theme": forms.RadioSelect}
        help_texts = {
            "use_shortcuts": "按“?”查看全部快捷键；与输入法或读屏软件冲突时可以关闭"
        }


class AccountForm(AsksByName, forms.ModelForm):
    """Name, number and role of an account. Which union groups a leader looks after is
    said on the page of the group."""

    role_key = forms.ChoiceField(
        label="角色",
        choices=[("", "请选择"), *((key, role.label) for key, role in ROLES.items())],
    )

    class Meta:
        model = User
        fields = ["name", "staff_no", "role_key"]


class NewAccountForm(AccountForm):
    class Meta(AccountForm.Meta):
        fields = ["username", "name", "staff_no", "role_key"]
        labels = {"username": "用户名"}
        help_texts = {"username": "登录时输入，如工号或姓名拼音；建好后不能改"}


class AccountFilterForm(PlainForm):
    q = forms.CharField(label="姓名、用户名或工号", required=False, max_length=50)
    role = forms.ChoiceField(
        label="角色",
        required=False,
        choices=[("", "全部"), *((key, role.label) for key, role in ROLES.items())],
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), *State.choices]
    )
    closed = forms.BooleanField(label="含已停用", required=False)
