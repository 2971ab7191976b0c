"""Somebody else at work while a benchmark runs: ``neighbour.py save`` or ``page``.

Says "ready", works until its standard input ends, then prints the seconds that each
save or page took.
"""

import json
import select
import sys
import time

import django

django.setup()

from django.test import Client
from django.utils import timezone
from measuring import be_patient

from members.models import Department
from members.records import MEMBER
from union.models import User

PAUSE = 0.02


def save():
    """What the last step of any form does: one short transaction."""
    first = Department.objects.order_by("pk")[:1]
    Department.objects.filter(pk__in=first).update(updated_at=timezone.now())


def page():
    CLIENT.get(MEMBER.url("list"))


def is_over():
    ready, _, _ = select.select([sys.stdin], [], [], PAUSE)
    return bool(ready)


be_patient()
CLIENT = Client(SERVER_NAME="127.0.0.1")
CLIENT.force_login(User.objects.filter(role_key="staff").earliest("pk"))
work = {"save": save, "page": page}[sys.argv[1]]
work()
print("ready", flush=True)
seconds = []
while not is_over():
    start = time.monotonic()
    work()
    seconds.append(time.monotonic() - start)
print(json.dumps(seconds))
