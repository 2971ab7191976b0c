"""What every template knows of the site."""

from django.conf import settings

SITE_NAME = "医院工会工作台"


def site(request):
    user = getattr(request, "user", None)
    return {
        "site_name": SITE_NAME,
        "insecure_http": settings.INSECURE_HTTP,
        "role_name": user.role if user and user.is_authenticated else "",
    }
