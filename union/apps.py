from django.apps import AppConfig


class UnionConfig(AppConfig):
    name = "union"
    verbose_name = "系统"

    def ready(self):
        from . import checks  # noqa: F401  registers the system checks
