import factory
from django.contrib.auth.models import Group, Permission

from union.accounts.actions import assign_role
from union.models import User
from union.roles import sync_roles


class UserFactory(factory.django.DjangoModelFactory):
    """UserFactory(perms=["members.view_member"]) or UserFactory(role="staff")."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    name = factory.Sequence(lambda n: f"张{n}")

    @factory.post_generation
    def password(self, create, raw, **kwargs):
        if raw:
            self.set_password(raw)
            self.save()

    @factory.post_generation
    def perms(self, create, names, **kwargs):
        for name in names or ():
            app, codename = name.split(".")
            self.user_permissions.add(
                Permission.objects.get(content_type__app_label=app, codename=codename)
            )

    @factory.post_generation
    def role(self, create, key, **kwargs):
        if key:
            if not Group.objects.exists():
                sync_roles()
            assign_role(self, key)


class RecordFactory(factory.django.DjangoModelFactory):
    """Saves a record as the actions do: with what follows from its fields."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        record = model_class(*args, **kwargs)
        record.prepare()
        record.save()
        return record
