"""What a topic is, and which one belongs to a page."""

from dataclasses import dataclass
from functools import cache

from union.roles import ROLES


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One task of the manual; ``templates/help/<slug>.html`` tells how it is done."""

    slug: str
    title: str
    summary: str  # one line in the index
    #: Where its help link is: a URL name ("work"), a kind with all its pages
    #: ("members.member"), one page of it ("members.member:import"), or that page of
    #: every kind ("*:import"). What names the page comes before what names the kind.
    pages: tuple[str, ...] = ()
    #: What one must hold to do it; everybody may read how it is done. None where each
    #: step is another role's.
    permission: str = ""
    related: tuple[str, ...] = ()
    words: str = ""  # what people may call it beside its title, for the search

    @property
    def template(self):
        return f"help/{self.slug}.html"

    @property
    def roles(self):
        """Labels of the roles that may do it; empty where everybody may."""
        if not self.permission:
            return ()
        return tuple(
            role.label
            for role in ROLES.values()
            if role.holds(*self.permission.split("."))
        )

    def is_open_to(self, user):
        return not self.permission or user.has_perm(self.permission)


@cache
def by_slug():
    from .manual import MANUAL

    return {topic.slug: topic for topics in MANUAL.values() for topic in topics}


@cache
def by_page():
    return {page: topic for topic in by_slug().values() for page in topic.pages}


def names_of_page(callback, url_name):
    """What ``Topic.pages`` may call the page of a view, the most exact first."""
    kind = getattr(callback, "view_initkwargs", {}).get("kind")
    if kind is None:
        return (url_name,)
    page = callback.view_class.url_name
    return (f"{kind.label}:{page}", f"*:{page}", kind.label)


def topic_of(match):
    """The topic of the page of a ResolverMatch; None where the index has to do."""
    names = names_of_page(match.func, match.url_name) if match else ()
    return next((by_page()[name] for name in names if name in by_page()), None)
