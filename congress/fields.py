"""The form field of the channels of a disclosure."""

from django import forms

from union.fields import TextFormField

from .choices import CHANNELS


class ChannelsFormField(forms.Field):
    """Some of CHANNELS, ticked on a page or written into a cell: “公开栏、局域网”.

    Its value is the text that the record holds, in the order of CHANNELS.
    """

    sheet_note = "可填多种，用顿号隔开"
    widget = forms.CheckboxSelectMultiple(choices=[(name, name) for name in CHANNELS])

    def prepare_value(self, value):
        return value.split("、") if isinstance(value, str) else value

    def to_python(self, value):
        if isinstance(value, (list, tuple)):
            value = "、".join(value)
        text = TextFormField(required=False).clean(value)
        for mark in "，,;；/ ":
            text = text.replace(mark, "、")
        named = {name for name in text.split("、") if name}
        unknown = sorted(named - set(CHANNELS))
        if unknown:
            raise forms.ValidationError(
                f"没有“{'、'.join(unknown)}”这种公开形式，可填：{'、'.join(CHANNELS)}"
            )
        return "、".join(name for name in CHANNELS if name in named)
