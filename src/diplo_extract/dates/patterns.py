"""The notation of grammar rules, compiled to regular expressions over categories of words.

A rule's pattern is a row of word categories:  d:day ('st' | 'th')? {of}? m:month ~','? y:year

    name        a word of this category            'of'     this very word
    role:name   … whose value the rule gets        ~name    without white space before it
    (a | b)  ?  choice, option                     {name}   a pattern defined elsewhere
    ^           the date begins here               $        the date ends here

Every word of a text becomes one character, which stands for the set of its categories; so matching a rule is
matching one bounded regular expression, at the speed of `re`, and no rule can run away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_LEXEME = re.compile(
    r"\s*(?:(?P<role>[a-z]\w*):|'(?P<literal>[^']+)'|(?P<name>\w+)|\{(?P<macro>\w+)\}|(?P<mark>[()|?~^$]))"
)
_NOTHING = "(?!)"


class Symbols:
    """Gives each set of categories its character: an even one after white space, the next one when glued."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}

    def symbol(self, categories: frozenset[str]) -> str:
        """Give the character of a set of categories."""
        number = self._numbers.setdefault(categories, len(self._numbers))
        return chr(0xF0000 + 2 * number)

    def members(self, category: str, glued_only: bool) -> str:
        """Give the characters of all sets that hold `category`."""
        numbers = sorted(number for categories, number in self._numbers.items() if category in categories)
        glued = [chr(0xF0000 + 2 * number + 1) for number in numbers]
        return "".join(glued if glued_only else [chr(ord(char) - 1) + char for char in glued])


class Role(NamedTuple):
    """The groups of the expression that hold a role's word, and the categories that the word may have."""

    groups: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True)
class Pattern:
    """A compiled rule."""

    source: str
    first: frozenset[str]
    """The characters it may begin with."""
    roles: Mapping[str, Role]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when a text first asks for it: most texts need a third of the rules."""
        return re.compile(self.source)

    def place(self, match: re.Match[str], role: str) -> int:
        """Give the place of the role's word, or -1 when the match has none."""
        if role not in self.roles:
            return -1
        return max(match.start(group) for group in self.roles[role].groups)


@dataclass(slots=True, frozen=True)
class _Piece:
    source: str
    first: frozenset[str]
    empty: bool


class Compiler:
    """Compiles patterns against the symbols of one language."""

    def __init__(self, symbols: Symbols, macros: Mapping[str, str]) -> None:
        self._symbols = symbols
        self._macros = macros
        self._roles: dict[str, list[str]] = {}
        self._groups: dict[str, list[str]] = {}

    def compile(self, pattern: str) -> Pattern | None:
        """Give the compiled pattern, or None when this language has no word for a part that it needs."""
        self._roles, self._groups = {}, {}
        piece = _Parser(pattern, self._category, self._macro, self._group).whole()
        if piece is None:
            return None
        roles = {}
        for role, categories in self._roles.items():
            groups = tuple(group for group in self._groups.get(role, []) if f"(?P<{group}>" in piece.source)
            if groups:
                roles[role] = Role(groups, tuple(categories))
        return Pattern(piece.source, piece.first, roles)

    def _group(self, role: str) -> str:
        """Give a group name for the role; it may stand in several branches of a choice."""
        groups = self._groups.setdefault(role, [])
        groups.append(f"{role}_{len(groups)}")
        return groups[-1]

    def _category(self, category: str, role: str | None, glued: bool) -> _Piece | None:
        if role:
            self._roles.setdefault(role, []).append(category)
        members = self._symbols.members(category, glued)
        return _Piece(f"[{members}]", frozenset(members), False) if members else None

    def _macro(self, name: str, role: str | None, glued: bool) -> _Piece | None:
        return (
            _Parser(self._macros[name], self._category, self._macro, self._group, role, glued).whole()
            if name in self._macros
            else None
        )


class _Parser:
    def __init__(
        self,
        pattern: str,
        category: Callable[[str, str | None, bool], _Piece | None],
        macro: Callable[[str, str | None, bool], _Piece | None],
        group: Callable[[str], str],
        role: str | None = None,
        glued: bool = False,
    ) -> None:
        self._lexemes = list(_LEXEME.finditer(pattern.strip()))
        if "".join(match.group() for match in self._lexemes) != pattern.strip():
            raise ValueError(f"cannot read the date rule {pattern!r}")
        self._at = 0
        self._category = category
        self._macro = macro
        self._group = group
        self._role = role
        self._glued = glued

    def whole(self) -> _Piece | None:
        return self._choice(self._role, self._glued)

    def _peek(self) -> str | None:
        return self._lexemes[self._at].group("mark") if self._at < len(self._lexemes) else ")"

    def _choice(self, role: str | None, glued: bool) -> _Piece | None:
        branches = [self._sequence(role, glued)]
        while self._at < len(self._lexemes) and self._peek() == "|":
            self._at += 1
            branches.append(self._sequence(role, glued))
        known = [branch for branch in branches if branch]
        if not known:
            return None
        source = "|".join(branch.source for branch in known)
        first = frozenset().union(*(branch.first for branch in known))
        return _Piece(f"(?:{source})", first, any(branch.empty for branch in known))

    def _sequence(self, role: str | None, glued: bool) -> _Piece | None:
        source, first, empty, possible = "", frozenset[str](), True, True
        while self._at < len(self._lexemes) and self._peek() not in (")", "|"):
            piece = self._element(role, glued)
            if piece is None:
                possible = False
                continue
            source += piece.source
            if empty:
                first |= piece.first
            empty = empty and piece.empty
        return _Piece(source, first, empty) if possible else None

    def _element(self, role: str | None, glued: bool) -> _Piece | None:
        lexeme = self._lexemes[self._at]
        self._at += 1
        name = None
        if lexeme["mark"] in ("^", "$"):
            return _Piece("(?P<start_>)" if lexeme["mark"] == "^" else "(?P<end_>)", frozenset(), True)
        while lexeme["role"] or lexeme["mark"] == "~":
            if lexeme["role"]:
                name = role = lexeme["role"]
            else:
                glued = True
            lexeme = self._lexemes[self._at]
            self._at += 1
        piece: _Piece | None
        if lexeme["mark"] == "(":
            piece = self._choice(role, glued)
            self._at += 1
        elif lexeme["macro"]:
            piece = self._macro(lexeme["macro"], role, glued)
        else:
            piece = self._category(lexeme["name"] or f"={lexeme['literal']}", role, glued)
        if piece and name:
            piece = _Piece(f"(?P<{self._group(name)}>{piece.source})", piece.first, piece.empty)
        if self._at < len(self._lexemes) and self._peek() == "?":
            self._at += 1
            return _Piece(f"(?:{piece.source})?", piece.first, True) if piece else _Piece("", frozenset(), True)
        return piece
