import factory

from reports.actions import follow_report
from reports.choices import PlanSection
from reports.models import AnnualReport, PlanItem, Problem, ReportSection
from reports.narrative import SECTIONS
from union.accounts.command_line import COMMAND_LINE
from union.tests.factories import RecordFactory


class AnnualReportFactory(RecordFactory):
    """A submitted draft with the sections of a year without records, which are empty;
    ``drafted=True`` writes them from the records, which takes its time."""

    class Meta:
        model = AnnualReport

    year = factory.Sequence(lambda n: 2000 + n % 150)
    plan_year = factory.LazyAttribute(lambda report: report.year + 1)
    is_submitted = factory.LazyAttribute(
        lambda report: not getattr(report, "return_reason", "")
    )

    @classmethod
    def _create(cls, model_class, *args, drafted=False, **kwargs):
        report = super()._create(model_class, *args, **kwargs)
        if drafted:
            follow_report([report], actor=COMMAND_LINE, created=True)
        else:
            ReportSection.objects.bulk_create(empty_sections(report))
        return report


def empty_sections(report):
    for order, section in enumerate(SECTIONS, 1):
        yield ReportSection(
            report=report, key=section.key, order=order, heading=section.heading
        )


class PlanItemFactory(RecordFactory):
    class Meta:
        model = PlanItem

    plan_year = 2025
    section = PlanSection.SCHEDULE
    text = factory.Sequence(lambda n: f"举办第{n}期健康讲座")
    month_from = 3


class ProblemFactory(RecordFactory):
    class Meta:
        model = Problem

    report = factory.SubFactory(AnnualReportFactory)
    text = factory.Sequence(lambda n: f"第{n}项工作还不够扎实")
