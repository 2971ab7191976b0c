"""The words that the pages show, read from the sources: what a manual may quote."""

import ast
import re
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings

ROOMS = ("union", "members", "welfare", "congress", "activities", "reports")
#: What is put in by the program, whether in a template or in an f-string.
HOLE = "\0"


@dataclass
class Words:
    """Whole texts, and patterns of those that the program fills in."""

    texts: set = field(default_factory=set)
    patterns: set = field(default_factory=set)  # (pattern, number of its own letters)

    def add(self, text):
        text = " ".join(text.split())
        if HOLE not in text:
            self.texts.add(text)
            return
        parts = text.split(HOLE)
        pattern = re.compile(".*?".join(map(re.escape, parts)), re.DOTALL)
        self.patterns.add((pattern, sum(map(len, parts))))

    def has_label(self, text):
        return text in self.texts

    def has_message(self, text):
        """Whether the program says this, at least a third of it in its own words."""
        return text in self.texts or any(
            3 * letters >= len(text) and pattern.fullmatch(text)
            for pattern, letters in self.patterns
        )


@cache
def words_of_the_app():
    words = Words()
    for path in templates():
        for text in pieces_of_template(path.read_text("utf-8")):
            words.add(text)
    for text in strings():
        words.add(text)
    for path in (settings.BASE_DIR / "static" / "js").glob("*.js"):
        for text in re.findall(r'["`]([^"`\n]+)["`]', path.read_text("utf-8")):
            words.add(re.sub(r"\$\{.*?\}", HOLE, text))
    return words


def templates():
    folder = settings.BASE_DIR / "templates"
    return [p for p in folder.rglob("*.html") if p.parent != folder / "help"]


def pieces_of_template(source):
    """What stands between tags, and the values of attributes that are read."""
    source = re.sub(r"{#.*?#}", "", source, flags=re.DOTALL)
    source = re.sub(r"{{.*?}}", HOLE, source)
    yield from re.findall(
        r'(?:placeholder|aria-label|title|label|help)="([^"{]+)"', source
    )
    for piece in re.split(r"<[^>]*>", source):
        yield re.sub(r"{%.*?%}", HOLE, piece)
        yield from re.split(r"{%.*?%}", piece)


def strings():
    """Every string constant of the program, f-strings with their holes."""
    for room in ROOMS:
        for path in (settings.BASE_DIR / room).rglob("*.py"):
            if {"tests", "migrations", "help", "demo"} & set(
                path.relative_to(settings.BASE_DIR).parts
            ):
                continue
            tree = ast.parse(path.read_text("utf-8"))
            inner = {
                id(part)
                for node in ast.walk(tree)
                if isinstance(node, ast.JoinedStr)
                for part in node.values
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.JoinedStr):
                    yield "".join(constant_of(part) for part in node.values)
                elif isinstance(node, ast.Constant) and id(node) not in inner:
                    yield str(node.value)


def constant_of(part):
    return str(part.value) if isinstance(part, ast.Constant) else HOLE
