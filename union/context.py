"""What every template knows of the site."""

from django.conf import settings

from union.models.user import Theme

SITE_NAME = "医院工会工作台"


def chosen_theme(user):
    """ "light" or "dark" where the person decided, else ""."""
    theme = getattr(user, "theme", Theme.AUTO)
    return "" if theme == Theme.AUTO else theme


def site(request):
    user = getattr(request, "user", None)
    return {
        "site_name": SITE_NAME,
        "insecure_http": settings.INSECURE_HTTP,
        "theme": chosen_theme(user),
        "role_name": user.role if user and user.is_authenticated else "",
    }
