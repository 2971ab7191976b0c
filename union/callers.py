"""From which computer a request comes: for the log, and for the lock after failed
logins (GB/T 22239-2019, 7.1.4.3: an entry tells who acted, when and from where)."""

from contextvars import ContextVar
from ipaddress import ip_address

_address: ContextVar[str | None] = ContextVar("address", default=None)


def current_address():
    """Of the request being answered; None where a command or a task acts."""
    return _address.get()


class CallerAddress:
    """Takes the address from the proxy before us, and from nobody else.

    Who connects from another computer than ours is no proxy: what such a request says
    of itself is not believed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        address = address_of(request.META)
        request.META["REMOTE_ADDR"] = address or ""
        token = _address.set(address)
        try:
            return self.get_response(request)
        finally:
            _address.reset(token)


def address_of(meta):
    """The address in what the server tells of a request, None where there is none."""
    direct = _read(meta.get("REMOTE_ADDR", ""))
    if direct is not None and not direct.is_loopback:
        return str(direct)
    # The last one is what the proxy itself has seen.
    told = _read(meta.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip())
    found = told or direct
    return str(found) if found else None


def _read(text):
    try:
        return ip_address(text)
    except ValueError:
        return None
