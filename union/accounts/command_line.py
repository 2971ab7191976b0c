"""Who acts when a command runs: the administrator of the server, who may see all rows.

It has no account, so records that it makes show “命令行” in the log and no author.
"""


class _CommandLine:
    pk = None
    is_authenticated = False
    is_active = True

    def has_perm(self, perm, obj=None):
        return True

    def has_perms(self, perms, obj=None):
        return True

    def get_full_name(self):
        return "命令行"


COMMAND_LINE = _CommandLine()
