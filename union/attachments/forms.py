from django import forms
from django.core.exceptions import ValidationError

from union.form_words import PlainForm

from .content import ALLOWED, KIND_OF_SUFFIX, inspect


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; cleans to a list of content.Content."""

    widget = FilesInput

    def clean(self, data, initial=None):
        contents, errors = [], []
        for file in data or [None]:
            try:
                checked = super().clean(file, initial)
                contents.append(inspect(checked, checked.name))
            except ValidationError as error:
                errors.extend(error.error_list)
        if errors:
            raise ValidationError(errors)
        return contents


class UploadForm(PlainForm):
    uploads = FilesField(
        label="选择文件",
        allow_empty_file=True,  # inspect() says which one is empty
        error_messages={"required": "请先选择文件"},
        help_text=f"{ALLOWED}，可一次选多个",
        widget=FilesInput(attrs={"accept": ",".join(KIND_OF_SUFFIX)}),
    )
    note = forms.CharField(label="说明", max_length=200, required=False)
