from union.errors import RuleViolation


class TakenKeys:
    """Which valid record has which key, so that a sheet learns of a double before the
    database refuses all of it."""

    def __init__(self, records, names):
        self.names = names
        rows = records.values_list("pk", *names)
        self.owners = {tuple(key): pk for pk, *key in rows}

    def check(self, record, message):
        """``message`` goes to the last field of the key."""
        if self.owners.get(self.key(record), record.pk) != record.pk:
            raise RuleViolation({self.names[-1]: message})

    def add(self, record):
        self.owners.setdefault(self.key(record), record.pk or -1)

    def key(self, record):
        return tuple(getattr(record, name) for name in self.names)
