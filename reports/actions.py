"""What is done to reports and plans beyond saving their fields."""

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from members.models import union_profile
from union import audit
from union.actions import move, refuse_own
from union.errors import Conflict, RuleViolation
from union.locks import lock_kind

from . import frozen
from .choices import ReportStatus
from .drafting import drafted, new_sections
from .models import AnnualReport, PlanItem, ReportSection
from .planning import key_of, offer
from .reading import content_of, sections_of, texts_seen
from .rules import PLAN_MOVES, REPORT_MOVES, check_draft, check_submitted

Action = audit.Action


def follow_report(records, *, actor, created):
    """A new report gets its sections, written from the records of its year."""
    if not created:
        return
    for report in records:
        sections = new_sections(report, actor)
        for section in sections:
            section.created_by = audit.person(actor)
        ReportSection.objects.bulk_create(sections)


@transaction.atomic
def sign(report, *, actor, seen=""):
    """签发：texts, numbers and row ids are kept as they are at this moment. Raises
    Conflict where the texts are not those that were ``seen``."""
    refuse_own(report, actor)
    # Nobody changes a text between its being read and signed.
    check_submitted(locked(report))
    if seen and seen != texts_seen(report):
        raise Conflict("总结或计划的文字刚刚被他人修改，请核对最新内容后再签发")
    today = timezone.localdate()
    report.signed_on = report.signed_on or today
    report.as_of = report.last_day
    report.issuer = report.issuer or union_profile().name
    report.signer = report.signer or audit.actor_name(actor)
    content = content_of(report, actor)
    return move(
        report,
        ReportStatus.SIGNED,
        actor=actor,
        moves=REPORT_MOVES,
        frozen=frozen.to_json(content, report.period, actor),
        as_of=report.as_of,
        issuer=report.issuer,
        signer=report.signer,
        signed_on=report.signed_on,
        signed_by=audit.person(actor),
        signed_at=timezone.now(),
    )


@transaction.atomic
def send_back(report, *, actor, reason):
    """退回修改：who drafted it finds the reason in 待办."""
    refuse_own(report, actor)
    check_submitted(locked(report))
    return move(
        report,
        ReportStatus.DRAFT,
        actor=actor,
        moves=REPORT_MOVES,
        note=reason,
        return_reason=reason,
        is_submitted=False,
    )


@transaction.atomic
def submit(report, *, actor):
    """送审：the draft is with the chair."""
    report = locked(report)
    if report.is_submitted:
        raise RuleViolation("总结已经送审，不用再送审")
    AnnualReport.objects.filter(pk=report.pk).update(
        is_submitted=True,
        return_reason="",
        version=F("version") + 1,
        updated_at=timezone.now(),
    )
    audit.log(actor, Action.UPDATE, report, note="送审")


@transaction.atomic
def note_changes(report, *, actor):
    """变化已阅：what the records say now is known to the chair, until it changes again.
    Returns how many figures."""
    now = frozen.now_texts(report, actor)
    AnnualReport.objects.filter(pk=report.pk).update(seen_changes=now)
    note = f"签发后的变化已阅，{len(now)} 项指标与签发时不同"
    audit.log(actor, Action.UPDATE, report, note=note)
    return len(now)


def locked(report):
    """The report, locked for the transaction; refuses one that has been signed."""
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    check_draft(report.status)
    if report.is_void:
        raise RuleViolation("总结已作废，请先恢复")
    return report


@transaction.atomic
def redraft(report, overwrite, *, actor):
    """Write the sections anew from the records. Sections that a person has edited stay,
    unless their pk is in ``overwrite``."""
    report = locked(report)
    texts = drafted(report, actor)
    changed = []
    for section in sections_of(report):
        if section.is_own or (section.is_edited and section.pk not in overwrite):
            continue
        if section.text != texts[section.key]:
            changed.append(section)
        section.text = section.generated = texts[section.key]
        section.version += 1
        section.save()
    note = "重新起草：" + ("、".join(s.heading for s in changed) or "没有变化")
    audit.log(actor, Action.UPDATE, report, note=note)
    return len(changed)


@transaction.atomic
def save_section(section, *, actor, version, heading, text):
    """Raises Conflict where somebody else has saved the section since ``version``."""
    report = locked(section.report)
    same = ReportSection.objects.filter(pk=section.pk, version=version, voided_at=None)
    if not same.update(
        heading=heading, text=text, version=version + 1, updated_at=timezone.now()
    ):
        raise Conflict("这一节刚刚被他人修改")
    changes = audit.differences(
        {"标题": section.heading, "正文": section.text}, {"标题": heading, "正文": text}
    )
    audit.log(actor, Action.UPDATE, report, changes=changes, note=section.heading)


@transaction.atomic
def reset_section(section, *, actor):
    """The text as the records give it now."""
    text = drafted(section.report, actor)[section.key]
    save_section(
        section,
        actor=actor,
        version=section.version,
        heading=section.heading,
        text=text,
    )
    ReportSection.objects.filter(pk=section.pk).update(generated=text)


@transaction.atomic
def add_section(report, *, actor, heading, text):
    report = locked(report)
    last = report.sections.aggregate(last=Max("order"))["last"] or 0
    section = ReportSection.objects.create(
        report=report,
        key=ReportSection.OWN,
        order=last + 1,
        heading=heading,
        text=text,
        created_by=audit.person(actor),
    )
    audit.log(actor, Action.UPDATE, report, note=f"增加章节“{heading}”")
    return section


@transaction.atomic
def remove_section(section, *, actor):
    """作废 a section that a person has added."""
    report = locked(section.report)
    own = ReportSection.objects.filter(
        pk=section.pk, key=ReportSection.OWN, voided_at=None
    )
    if not own.update(voided_at=timezone.now(), version=F("version") + 1):
        raise RuleViolation("只能删除自行增加的章节；其他章节清空正文即不列入")
    audit.log(actor, Action.UPDATE, report, note=f"删除章节“{section.heading}”")


@transaction.atomic
def shift_section(section, step, *, actor):
    """上移 (step −1) or 下移 (+1); returns whether there was room."""
    report = locked(section.report)
    sections = sections_of(report)
    if section not in sections:
        raise RuleViolation("这一节刚刚被他人删除")
    place = sections.index(section)
    target = place + step
    if not 0 <= target < len(sections):
        return False
    sections.insert(target, sections.pop(place))
    for order, item in enumerate(sections, 1):
        item.order = order
    ReportSection.objects.bulk_update(sections, ["order"])
    word = "上移" if step < 0 else "下移"
    audit.log(actor, Action.UPDATE, report, note=f"{word}章节“{section.heading}”")
    return True


def move_plan_item(item, status, *, actor):
    return move(item, status, actor=actor, moves=PLAN_MOVES)


@transaction.atomic
def accept_offer(plan_year, wanted, *, actor):
    """Save the offered items whose keys are ``wanted``; returns how many. What another
    took at the same moment is offered no more."""
    lock_kind(PlanItem)
    offered = [each.item for each in offer(plan_year, actor)]
    items = [item for item in offered if key_of(item) in wanted]
    for item in items:
        item.created_by = audit.person(actor)
    PlanItem.objects.bulk_create(items)
    for item in items:
        changes = audit.differences({}, audit.snapshot(item))
        audit.log(actor, Action.CREATE, item, changes=changes)
    return len(items)
