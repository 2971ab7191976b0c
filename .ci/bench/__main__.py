"""What our pages, sheets and documents cost beside the least that they could cost.

Both sides of a line run in turn, in one process, on the same demo data, and the best
CPU time of each counts, in milliseconds, unless the line says otherwise. What tells is
the ratio: times differ from one machine to the next. This measures and does not judge,
so it never fails.
"""

import sys
import traceback

import django

django.setup()

import documents
import grids
import measuring
import pages
import server
import sheets
import together
from django.test import Client
from django.urls import path

from union.models import User
from union.urls import urlpatterns


def results(client, user):
    """The parts, each a function that gives the lines of the table."""
    yield lambda: (item.line() for item in pages.benchmarks(client))
    yield lambda: pages.growth_lines(client)
    yield lambda: (item.line() for item in sheets.benchmarks(user))
    yield lambda: (item.line() for item in grids.benchmarks(client, user))
    yield lambda: [documents.figure_line(user)]
    yield lambda: (item.line() for item in documents.benchmarks(user))
    yield lambda: server.lines(client)
    # Last, because what these save stays.
    yield lambda: (item.line() for item in grids.lasting(client, user))
    yield lambda: together.lines(user)


def main():
    urlpatterns.append(path("floor/", pages.floor_page))
    user = User.objects.filter(role_key="staff").earliest("pk")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    print(measuring.HEADING, flush=True)
    for part in results(client, user):
        try:
            for line in part():
                print(line, flush=True)
        except Exception:  # one part that breaks must not hide the others
            traceback.print_exc(file=sys.stdout)


if __name__ == "__main__":
    main()
