"""The password rules of GB/T 22239-2019 (7.1.4.1), Django's own in our words."""

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's own, whose message has no Chinese translation."""

    def get_error_message(self):
        return f"密码太短，至少要有 {self.min_length} 个字符。"

    def get_help_text(self):
        return f"至少 {self.min_length} 个字符。"


class UserAttributeSimilarityValidator(
    password_validation.UserAttributeSimilarityValidator
):
    def get_help_text(self):
        return "不能与您的姓名、用户名、工号太相似。"


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    def get_help_text(self):
        return "不能是大家常用的密码。"


class NumericPasswordValidator(password_validation.NumericPasswordValidator):
    def get_help_text(self):
        return "不能全是数字。"


class CharacterClassesValidator:
    """At least ``needed`` of: lower case, upper case, digit, anything else."""

    NAMES = "小写字母、大写字母、数字、符号（或汉字）"

    def __init__(self, needed=3):
        self.needed = needed

    def validate(self, password, user=None):
        if len({self._class_of(char) for char in password}) < self.needed:
            raise ValidationError(
                f"密码太简单：{self.get_help_text()}", code="password_few_classes"
            )

    def get_help_text(self):
        return f"{self.NAMES}这四类中至少要有 {self.needed} 类。"

    @staticmethod
    def _class_of(char):
        if not char.isascii():
            return "other"
        if char.islower():
            return "lower"
        if char.isupper():
            return "upper"
        return "digit" if char.isdigit() else "other"


class HistoryValidator:
    """None of the last ``count`` passwords of the account again."""

    def __init__(self, count=5):
        self.count = count

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        recent = user.password_history.values_list("password", flat=True)[: self.count]
        if any(check_password(password, used) for used in [*recent, user.password]):
            raise ValidationError(
                f"不能使用最近 {self.count} 次用过的密码，请换一个",
                code="password_used",
            )

    def password_changed(self, password, user=None):
        """Called by Django after an account with a new password was saved."""
        user.password_history.create(password=user.password)
        outdated = user.password_history.values_list("pk", flat=True)[self.count :]
        user.password_history.filter(pk__in=list(outdated)).delete()

    def get_help_text(self):
        return f"不能与最近 {self.count} 次用过的密码相同。"
