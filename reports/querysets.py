from django.db.models import F, Q
from django.db.models.functions import Coalesce

from union.querysets import SharedQuerySet


class PlanItemQuerySet(SharedQuerySet):
    def of_year(self, year):
        """In the order in which a plan prints them; what lasts all year comes last."""
        items = self.valid().filter(plan_year=year)
        month = F("month_from").asc(nulls_last=True)
        return items.order_by("section", month, "order", "pk")

    def in_month(self, month):
        """What falls into the month, and what is planned for the whole year."""
        last = Coalesce("month_to", "month_from")
        items = self.annotate(last_month=last)
        return items.filter(
            Q(month_from=None) | Q(month_from__lte=month, last_month__gte=month)
        )

    def ending_by(self, month):
        """Whose last month is that one or an earlier one."""
        items = self.alias(end_month=Coalesce("month_to", "month_from"))
        return items.filter(end_month__lte=month)
