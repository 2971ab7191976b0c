"""What templates/attachments/_panel.html asks about the record that it is put on."""

from django import template
from django.urls import reverse

from union.attachments.forms import UploadForm

register = template.Library()


@register.simple_tag
def upload_url(record):
    opts = record._meta
    return reverse(
        "attachment_upload", args=[opts.app_label, opts.model_name, record.pk]
    )


@register.simple_tag
def upload_form():
    return UploadForm()
