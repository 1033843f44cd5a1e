"""Applies the rules in stages: words become dates, dates become ranges, shifted dates, open dates.

At each place the longest rule wins, then the one that stands first; a rule whose maker refuses (31 February) gives
way to the next. What a stage has read is one item for the stages after it.
"""

from __future__ import annotations

import re
from typing import Any

from diplo_extract.dates.makers import MAKERS
from diplo_extract.dates.nodes import Clock, Range, Reading
from diplo_extract.dates.shapes import SHAPES, Made
from diplo_extract.dates.tokens import Item, stretches
from diplo_extract.dates.words import Language, Opening, Rule, Stage


def readings(text: str, grammar: Language) -> list[Reading]:
    """Give everything the rules understand, in text order."""
    found: list[Reading] = []
    known: dict[tuple[tuple[str, ...], bool], str] = {}
    for row in stretches(text, grammar.words):
        for item in row:
            key = (tuple(item.meaning), item.glued)
            if key not in known:
                known[key] = chr(ord(grammar.symbols.symbol(frozenset(item.meaning))) + item.glued)
            item.symbol = known[key]
        for stage in grammar.stages:
            row = _apply(row, stage, grammar, text)
        found.extend(item.reading for item in row if item.reading)
    return found


def _apply(row: list[Item], stage: Stage, grammar: Language, text: str) -> list[Item]:
    symbols = "".join([item.symbol for item in row])
    if stage.keys().isdisjoint(symbols):
        return row
    read: list[Item] = []
    at = 0
    while at < len(row):
        opening = stage.get(symbols[at])
        if opening is None or not opening.may_match(symbols, at):
            read.append(row[at])
            at += 1
            continue
        item, length = _longest(row, symbols, at, opening, grammar, text)
        read.append(item)
        at += length
    return read


def _longest(
    row: list[Item], symbols: str, at: int, opening: Opening, grammar: Language, text: str
) -> tuple[Item, int]:
    rules = opening.rules
    matches = [(match.end(), rule, match) for rule in rules if (match := rule.pattern.regex.match(symbols, at))]
    matches.sort(key=lambda found: -found[0])
    for end, rule, match in matches:
        roles: dict[str, Any] = {}
        spans = match.re.groupindex
        for role, (_, categories) in rule.pattern.roles.items():
            place = rule.pattern.place(match, role)
            if place >= 0:
                meaning = row[place].meaning
                roles[role] = next(meaning[category] for category in categories if category in meaning)
        first = match.start("start_") if "start_" in spans and match.start("start_") >= 0 else at
        last = (match.start("end_") if "end_" in spans and match.start("end_") >= 0 else end) - 1
        ends = _number_ends(rule, match, row)
        reading = _made(rule, roles, row, (at, first, last, end - 1), text, ends)
        if reading:
            item = Item(
                row[at].start, row[end - 1].end, row[at].glued, dict.fromkeys(reading.categories, reading), reading
            )
            item.symbol = chr(ord(grammar.symbols.symbol(frozenset(reading.categories))) + item.glued)
            return item, end - at
    return row[at], 1


def _made(
    rule: Rule,
    roles: dict[str, Any],
    row: list[Item],
    places: tuple[int, int, int, int],
    text: str,
    ends: tuple[int, int] | None,
) -> Reading | None:
    outer_first, first, last, outer_last = places
    made = MAKERS[rule.make](roles, rule.settings)
    if made is None:
        return None
    start = row[first].reading.start if row[first].reading else row[first].start  # type: ignore[union-attr]
    end = row[last].reading.end if row[last].reading else row[last].end  # type: ignore[union-attr]
    if not _stands_free(text, row[outer_first].start, row[outer_last].end):
        return None
    if "not_before" in rule.settings and re.compile(rule.settings["not_before"]).match(text, end, end + 12):
        return None
    children = [value for value in roles.values() if isinstance(value, Reading)]
    dated = [child for child in children if not isinstance(child.node, Clock)]
    # "early May"; the part of "the first six months of this year" is a length
    part = roles.get("part") if isinstance(roles.get("part"), str) else None
    qualifier = part or rule.settings.get("qualifier") or next((c.qualifier for c in dated if c.qualifier), None)
    clock = next((child.node.time for child in children if isinstance(child.node, Clock) and child.node.time), None)
    notes: dict[str, str] = {}
    for child in dated if rule.make in ("same", "weekday_date") else ():
        notes |= child.notes
    if "note" in rule.settings:
        notes[rule.settings["note"]] = "yes"
    return Reading(
        start=start,
        end=end,
        node=made.node,
        rule=rule.name if rule.make != "same" or not dated else f"{dated[0].rule}, {rule.name}",
        categories=SHAPES[made.shape],
        qualifier=qualifier,
        time=clock or next((child.time for child in dated if child.time), None),
        parts=_parts(rule, made, dated, ends, (start, end)),
        outer=(row[outer_first].start, row[outer_last].end),
        notes=notes,
    )


NUMBER_RANGES = {"day_range": ("d", ("f", "e", "v")), "year_range": ("y", ("z",)), "numeric_range": ("b", ("c",))}


def _number_ends(rule: Rule, match: re.Match[str], row: list[Item]) -> tuple[int, int] | None:
    """Give where the first number of "9-12 May" ends and the last begins."""
    if rule.make not in NUMBER_RANGES:
        return None
    first, lasts = NUMBER_RANGES[rule.make]
    places = {role: rule.pattern.place(match, role) for role in lasts}
    # "Monday 10 and Friday 14 June"
    last = places["v"] if places.get("v", -1) >= 0 else max(places.values())
    return row[rule.pattern.place(match, first)].end, row[last].start


def _parts(
    rule: Rule, made: Made, dated: list[Reading], ends: tuple[int, int] | None, whole: tuple[int, int]
) -> tuple[Reading, ...]:
    """Give the two ends of a range as readings of their own."""
    if rule.make == "same" and dated:
        return dated[0].parts
    if not isinstance(made.node, Range):
        return ()
    if ends:
        sides = ((whole[0], ends[0], made.node.first), (ends[1], whole[1], made.node.last))
        return tuple(Reading(start, end, node, rule.name, ()) for start, end, node in sides)
    return tuple(dated)


def _stands_free(text: str, start: int, end: int) -> bool:
    """Tell whether digits at the edges are whole: not a piece of a version, a phone number, a price, an identifier."""
    before = text[start - 1 : start]
    if before and before in "$#@":
        return False
    if text[start].isdigit():
        if before.isalnum() or before in ("_", "€", "£", "¥", "₺"):
            return False
        if before and before in ".,-/–:+" and text[max(0, start - 2) : start - 1].isdigit():
            return False
    if text[end - 1].isdigit():
        after = text[end : end + 1]
        if after == "_" or after in ("%", "°", "€", "$") or (after.isalnum() and after != "T"):
            return False
        if after and after in ".,-/–:" and text[end + 1 : end + 2].isdigit():
            return False
    return True
