from django.utils import timezone

from members.choices import STATUS_COLOURS
from union.received import received
from union.timeline import timeline_of
from union.views import RecordDetailView


class MemberDetailView(RecordDetailView):
    """The person, with all that happened to them in order of time."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        record, user = context["record"], self.request.user
        timeline = timeline_of(record, user, self.request.GET)
        urls = (
            (strand.part.label, self.create_url(strand.kind, strand.part, record))
            for strand in timeline.strands
        )
        year = timezone.localdate().year
        return context | {
            "year": year,
            "received": received(record, user, year),
            "timeline": timeline,
            "colour": dict(STATUS_COLOURS).get(record.status, "secondary"),
            "entries": [(label, url) for label, url in urls if url],
        }

    def tables(self):
        """What has a date is told in the timeline."""
        return [(kind, part) for kind, part in super().tables() if not part.date]
