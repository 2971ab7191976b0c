"""The site's addresses and some more, for tests of what stands before every view."""

from django.http import HttpResponse, JsonResponse
from django.urls import include, path
from django.views import View

from union.permissions import LOGIN_ONLY, PUBLIC, PolicyMixin, policy


@policy(LOGIN_ONLY)
def echo(request):
    return JsonResponse({"got": dict(request.POST.lists())})


@policy(PUBLIC)
def public(request):
    return HttpResponse("public")


@policy("union.view_user")
def accounts_only(request):
    return HttpResponse("for administrators")


def undeclared(request):
    return HttpResponse("should never be seen")


class DeclaredView(PolicyMixin, View):
    permission_required = "union.view_user"

    def get(self, request):
        return HttpResponse("for administrators")


class ForgottenView(PolicyMixin, View):
    def get(self, request):
        return HttpResponse("should never be seen")


class BareView(View):
    def get(self, request):
        return HttpResponse("should never be seen")


@policy(PUBLIC)
def crash(request):
    raise RuntimeError("broken")


extra = [
    path("echo/", echo),
    path("public/", public),
    path("accounts-only/", accounts_only),
    path("undeclared/", undeclared),
    path("declared/", DeclaredView.as_view()),
    path("forgotten/", ForgottenView.as_view()),
    path("bare/", BareView.as_view()),
    path("crash/", crash),
]
urlpatterns = [path("extra/", include(extra)), path("", include("union.urls"))]
