"""Upload, download and void: the rights of the record, and files that stay whole."""

import hashlib
import stat

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from members.tests.factories import MemberFactory
from union.attachments import actions, storage
from union.attachments.content import Content
from union.models import Attachment, AuditEntry
from union.tests import files
from union.tests.factories import UserFactory

pytestmark = pytest.mark.django_db

VIEW = ["members.view_member", "members.view_all_groups"]
CHANGE = [*VIEW, "members.change_member"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def member():
    return MemberFactory()


@pytest.fixture
def attachment(member):
    content = Content("证明.pdf", "pdf", files.PDF)
    return actions.attach(member, [content], actor=UserFactory())[0]


def upload(client, member, *uploads, **more):
    address = reverse("attachment_upload", args=["members", "member", member.pk])
    return client.post(address, {"uploads": list(uploads), **more}, follow=True)


def pdf(name="证明.pdf"):
    return SimpleUploadedFile(name, files.PDF)


def log():
    return list(AuditEntry.objects.order_by("pk").values_list("action", "note"))


def test_files_are_stored_under_a_number_and_named_only_in_the_row(
    login, member, media
):
    client = login(*CHANGE)

    page = upload(client, member, pdf("../证明.pdf"), pdf("b.pdf"), note="住院")

    first, second = Attachment.objects.all()
    assert "已上传 2 个附件" in page.content.decode()
    assert (first.original_name, first.kind, first.note) == ("证明.pdf", "pdf", "住院")
    assert first.record == member
    assert first.uploaded_by == client.user
    assert first.size == len(files.PDF)
    assert first.sha256 == hashlib.sha256(files.PDF).hexdigest()
    assert first.path == media / str(first.pk)[:2] / str(first.pk)
    assert first.path.read_bytes() == files.PDF
    assert stat.S_IMODE(first.path.stat().st_mode) == 0o600
    assert sorted(p for p in media.rglob("*") if p.is_file()) == sorted(
        [first.path, second.path]
    )
    assert log() == [("attach", "证明.pdf"), ("attach", "b.pdf")]


def test_one_bad_file_keeps_all_out_and_is_named(login, member, media):
    client = login(*CHANGE)

    bad = SimpleUploadedFile("坏.pdf", b"not a pdf")
    page = upload(client, member, pdf(), bad).content.decode()

    assert "没有上传。坏.pdf：内容不是 PDF 文件" in page
    assert not Attachment.objects.exists()
    assert not media.exists()


def test_the_21st_file_and_no_file_are_refused(login, member):
    client = login(*CHANGE)

    assert "请先选择文件" in upload(client, member).content.decode()
    many = upload(client, member, *[pdf() for _ in range(21)])
    assert many.status_code == 400
    assert not Attachment.objects.exists()


def test_a_void_record_takes_no_files(login, member):
    member.voided_at = member.created_at
    member.save()

    page = upload(login(*CHANGE), member, pdf()).content.decode()

    assert "记录已作废" in page
    assert not Attachment.objects.exists()


def test_a_nearly_full_disk_stops_uploads_with_a_reason(login, member, monkeypatch):
    monkeypatch.setattr(storage, "MIN_FREE_BYTES", 2**62)

    page = upload(login(*CHANGE), member, pdf()).content.decode()

    assert "磁盘空间不足" in page
    assert not Attachment.objects.exists()


def test_a_download_is_harmless_named_and_audited(login, attachment):
    client = login(*VIEW)

    response = client.get(attachment.get_absolute_url())

    assert b"".join(response.streaming_content) == files.PDF
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E8%AF%81%E6%98%8E.pdf"
    )
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert log()[-1] == ("download", "证明.pdf")


def test_a_file_of_a_hidden_record_does_not_exist(login, member, attachment):
    """A leader sees own groups only; nothing tells a foreign file from none."""
    client = login("members.view_member", "members.change_member")
    foreign = [
        client.get(attachment.get_absolute_url()),
        client.post(reverse("attachment_void", args=[attachment.pk])),
        upload(client, member, pdf()),
    ]
    member.union_group.officers.add(client.user)
    own = client.get(attachment.get_absolute_url())

    assert [response.status_code for response in foreign] == [404, 404, 404]
    assert own.status_code == 200


def test_who_asks_for_a_file_of_a_hidden_record_is_noted(client, member, attachment):
    client.force_login(UserFactory(role="leader"))
    assert client.get(f"/attachments/{attachment.pk}/").status_code == 404
    assert AuditEntry.objects.get(action="denied").record == member


def test_without_the_right_to_the_kind_a_file_does_not_exist(login, attachment):
    client = login("members.view_all_groups")

    assert client.get(attachment.get_absolute_url()).status_code == 404


def test_who_may_only_look_adds_and_voids_nothing(login, member, attachment):
    client = login(*VIEW)

    assert upload(client, member, pdf()).status_code == 403
    void = client.post(reverse("attachment_void", args=[attachment.pk]))
    assert void.status_code == 403
    assert Attachment.objects.valid().count() == 1


@pytest.mark.parametrize(
    "kind", [("union", "user"), ("no", "thing"), ("auth", "group")]
)
def test_only_records_take_files(login, kind):
    client = login("union.view_user", "union.change_user", "auth.view_group")

    address = reverse("attachment_upload", args=[*kind, client.user.pk])
    assert client.post(address, {"uploads": pdf()}).status_code == 404


def test_a_void_file_is_off_the_page_but_on_the_disk(login, member, attachment):
    client = login(*CHANGE)

    client.post(reverse("attachment_void", args=[attachment.pk]))

    assert client.get(attachment.get_absolute_url()).status_code == 404
    assert attachment.path.exists()
    assert log()[-1] == ("void", "附件：证明.pdf")
    again = client.post(reverse("attachment_void", args=[attachment.pk]))
    assert again.status_code == 404


def test_the_page_of_the_record_lists_files_and_offers_what_is_allowed(
    login, member, attachment
):
    looking = login(*VIEW).get(member.get_absolute_url()).content.decode()
    changing = login(*CHANGE).get(member.get_absolute_url()).content.decode()

    assert attachment.get_absolute_url() in looking
    assert 'type="file"' not in looking
    assert 'type="file"' in changing
    assert reverse("attachment_void", args=[attachment.pk]) in changing


@pytest.mark.parametrize("damage", ["changed", "missing"])
def test_a_damaged_file_is_told_not_sent(login, attachment, damage):
    if damage == "changed":
        attachment.path.write_bytes(files.PDF.replace(b"1.4", b"1.5"))
    else:
        attachment.path.unlink()

    response = login(*VIEW).get(attachment.get_absolute_url())

    assert response.status_code == 410
    assert "附件损坏" in response.content.decode()


def test_the_check_finds_damage_and_strays(attachment, media, capsys):
    assert call_command("verify_attachments") == "1 个附件全部完好。"
    attachment.path.write_bytes(b"")
    stray = media / "ab" / "stray"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"x")

    with pytest.raises(CommandError, match="1 个附件损坏，1 个文件没有记录"):
        call_command("verify_attachments")

    said = capsys.readouterr().err
    assert str(attachment.pk) in said
    assert str(stray) in said


def test_a_failed_write_leaves_nothing_behind(member, media, monkeypatch):
    def no_space(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", no_space)
    content = Content("a.pdf", "pdf", files.PDF)

    with pytest.raises(OSError, match="No space"):
        actions.attach(member, [content], actor=UserFactory())

    assert not Attachment.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_the_files_have_no_address_of_their_own(login, attachment):
    client = login(*CHANGE)

    assert client.get(f"/media/{attachment.pk}").status_code == 404
    assert (
        client.get(f"/files/{str(attachment.pk)[:2]}/{attachment.pk}").status_code
        == 404
    )
