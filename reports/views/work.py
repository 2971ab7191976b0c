"""待办: what waits for me, and the same dates in one's own calendar."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from reports.calendar import calendar_of
from reports.header import keep
from reports.waiting import counted, grouped, waiting
from union import audit
from union.models import CalendarFeed
from union.permissions import LOGIN_ONLY, PUBLIC, policy


@policy(LOGIN_ONLY)
def work_list(request):
    today = timezone.localdate()
    items = waiting(request.user, today)
    count = keep(request, counted(items, today))
    context = {"sections": grouped(items, today), "today": today, "count": count}
    return render(request, "reports/work.html", context)


@policy(LOGIN_ONLY)
@require_GET
def feed(request):
    return render(request, "reports/work_calendar.html", {"feed": feed_of(request)})


def feed_of(request):
    return CalendarFeed.objects.visible_to(request.user).first()


@policy(LOGIN_ONLY)
@require_POST
def renew_feed(request):
    """Make the address, or another in its place; this page alone ever shows it."""
    with transaction.atomic():
        feed, token, is_first = CalendarFeed.objects.renew(request.user)
        note = "生成日历订阅地址" if is_first else "更换日历订阅地址"
        audit.log(request.user, audit.Action.ACCOUNT, request.user, note=note)
    address = request.build_absolute_uri(reverse("calendar_file", args=[token]))
    # The scheme by which phones and Outlook know a calendar to subscribe to.
    phone_address = f"webcal{address.removeprefix(request.scheme)}"
    context = {"feed": feed, "address": address, "phone_address": phone_address}
    return render(request, "reports/work_calendar.html", context)


@policy(LOGIN_ONLY)
@require_POST
def revoke_feed(request):
    feed = feed_of(request)
    if feed:
        with transaction.atomic():
            feed.delete()
            note = "停用日历订阅"
            audit.log(request.user, audit.Action.ACCOUNT, request.user, note=note)
        messages.success(
            request, "日历订阅已停用，原地址立即失效；请在各设备的日历中删除该订阅"
        )
    return redirect("calendar_feed")


@policy(PUBLIC)
@require_GET
def calendar_file(request, token):
    """What a calendar program reads; the address itself is the key to it."""
    feed = CalendarFeed.objects.opened_by(token)
    if feed is None:
        raise Http404
    today = timezone.localdate()
    if CalendarFeed.objects.note_use(feed, today):
        audit.log(feed.user, audit.Action.EXPORT, note="读取日历订阅（每天只记一次）")
    file = calendar_of(feed.user, today, request.build_absolute_uri)
    return HttpResponse(
        file,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="union.ics"'},
    )
