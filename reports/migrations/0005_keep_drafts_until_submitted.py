from django.db import migrations, models

import reports.models.report

#: The opening that a report began with so far.
OPENING = (
    "{{year}}，{{self_word}}工会在{{superior}}和{{party}}的领导下，围绕医院中心工作，"
    "依法履行维护职工合法权益、竭诚服务职工群众的基本职责。"
    "现将{{year}}工作情况总结如下。"
)
WITH_THOUGHT = OPENING.replace("职责。", "职责。{{thought}}。")


def bring_up_drafts(apps, schema_editor):
    """What was sent back is with who writes it; drafts with the opening as given get
    the place for the guiding thought."""
    drafts = apps.get_model("reports", "AnnualReport").objects.filter(status="draft")
    drafts.exclude(return_reason="").update(is_submitted=False)
    drafts.filter(opening=OPENING).update(opening=WITH_THOUGHT)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_let_drafts_be_sent_back"),
    ]

    operations = [
        # Drafts that exist were with the chair from the first.
        migrations.AddField(
            model_name="annualreport",
            name="is_submitted",
            field=models.BooleanField(
                default=True, editable=False, verbose_name="已送审"
            ),
        ),
        migrations.AlterField(
            model_name="annualreport",
            name="is_submitted",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="已送审"
            ),
        ),
        migrations.AddField(
            model_name="annualreport",
            name="thought",
            field=models.TextField(
                blank=True,
                default="",
                help_text="写进总结的开头，如“坚持以……为指导，贯彻……精神”",
                max_length=500,
                verbose_name="本年指导思想",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="annualreport",
            name="opening",
            field=models.TextField(
                blank=True,
                default=WITH_THOUGHT,
                max_length=2000,
                verbose_name="开头",
            ),
        ),
        migrations.RunPython(bring_up_drafts, migrations.RunPython.noop),
    ]
