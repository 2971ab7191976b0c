import datetime as dt
import time
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

#: Without a sign of life for so long, whoever ran the job is taken for dead.
SILENT = dt.timedelta(minutes=2)
#: So long are jobs kept: as long as an upload that nobody goes on with.
KEPT = dt.timedelta(days=7)
#: So often, at most, does a running job write how far it is.
TELL_EVERY = 1.0  # second


class Superseded(Exception):
    """The job was taken for dead and started again: this run must not go on."""


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def forget_old(self):
        """Remove jobs that nobody comes back to, with what they found."""
        self.filter(created_at__lt=timezone.now() - KEPT).delete()

    def of(self, target, kind):
        """The jobs of one kind about one thing, the newest first."""
        return self.filter(target=target, kind=kind).order_by("-created_at")


class Job(models.Model):
    """Work that outlasts a request, started by a person; run by union.tasks."""

    class Status(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="发起人"
    )
    title = models.CharField("名称", max_length=200)
    kind = models.CharField("种类", max_length=20)
    target = models.UUIDField("对象", null=True, db_index=True)
    #: What is called: its dotted name, and arguments fit for JSON.
    function = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    status = models.CharField(
        "状态", max_length=10, choices=Status, default=Status.WAITING
    )
    #: Counts the starts: what an earlier run still writes is not taken.
    attempt = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField("步骤", max_length=60, blank=True)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True)
    heartbeat_at = models.DateTimeField("最近进展", null=True)
    finished_at = models.DateTimeField("结束时间", null=True)
    message = models.TextField("结果", blank=True)
    result_url = models.CharField("结果地址", max_length=300, blank=True)
    #: What the function hands over to a page, encrypted.
    result = models.BinaryField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ["-created_at"]

    def __str__(self):
        return self.title

    @property
    def number(self):
        """By which people and the log of the server call it."""
        return str(self.pk)[:8]

    @property
    def is_interrupted(self):
        """Whoever ran it was killed, or the machine went down."""
        return (
            self.status == self.Status.RUNNING
            and timezone.now() - self.heartbeat_at > SILENT
        )

    @property
    def is_active(self):
        """Something may still come of it without anybody's doing."""
        open_states = (self.Status.WAITING, self.Status.RUNNING)
        return self.status in open_states and not self.is_interrupted

    @property
    def can_retry(self):
        return self.status == self.Status.FAILED or self.is_interrupted

    @property
    def state(self):
        """In a word, for people."""
        return "中断" if self.is_interrupted else self.get_status_display()

    @property
    def percent(self):
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def tells_how_far(self):
        """False in a step that is done at one stroke: nobody knows until it is over."""
        return bool(self.total) or self.status == self.Status.WAITING

    @property
    def context(self):
        """What the stored result is bound to."""
        return f"union.job.result:{self.pk}"

    def progress(self, done, total, stage=""):
        """Say how far it is; costs nothing when it was said a moment ago. A ``total``
        of 0 says that the step is done at one stroke.

        Never inside a long transaction: nobody would see it, and on SQLite it would
        wait for itself. Raises Superseded.
        """
        now = time.monotonic()
        is_told = now - getattr(self, "_told_at", -TELL_EVERY) < TELL_EVERY
        if is_told and stage == self.stage:
            return
        self._told_at = now
        self.stage, self.done, self.total = stage, done, total
        self.write(stage=stage, done=done, total=total, heartbeat_at=timezone.now())

    def write(self, **values):
        """Change the row while this run is the one that counts. Raises Superseded."""
        own = Job.objects.filter(
            pk=self.pk, attempt=self.attempt, status=self.Status.RUNNING
        )
        if not own.update(**values):
            raise Superseded
