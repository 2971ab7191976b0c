from django.core.management.base import BaseCommand, CommandError

from union.attachments import actions
from union.attachments.storage import stray_files
from union.models import Attachment


class Command(BaseCommand):
    help = "核对每个附件的文件是否还在、是否被改动，并列出没有记录的文件"

    def handle(self, **options):
        attachments = list(Attachment.objects.all())
        damaged = [a for a in attachments if self._is_damaged(a)]
        strays = stray_files({a.path for a in attachments})
        for attachment in damaged:
            self.stderr.write(f"附件损坏：{attachment.pk} {attachment}")
        for path in strays:
            self.stderr.write(f"没有记录的文件：{path}")
        if damaged or strays:
            raise CommandError(
                f"{len(damaged)} 个附件损坏，{len(strays)} 个文件没有记录。"
            )
        return f"{len(attachments)} 个附件全部完好。"

    @staticmethod
    def _is_damaged(attachment):
        try:
            actions.read(attachment)
        except actions.Damaged:
            return True
        return False
