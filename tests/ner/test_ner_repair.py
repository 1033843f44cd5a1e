from __future__ import annotations

import spacy

from diplo_extract.nlp.ner_repair import Mention, joined_peoples, repair

NLP = spacy.blank("en")


def _repaired(text: str, *names: tuple[str, str, float], nth: int = 0) -> list[tuple[str, str]]:
    """Repair the first occurrence of each of `names` in `text`; gives the text and label of every name."""
    doc = NLP.make_doc(text)
    found = []
    for surface, label, score in names:
        span = doc.char_span(text.index(surface), text.index(surface) + len(surface))
        found.append(Mention(span.start, span.end, label, score))
    return [(doc[m.start : m.end].text, m.label) for m in repair(doc, sorted(found))]


def test_titles_and_courtesy_words_are_cut_off() -> None:
    assert _repaired("Mayor Ada Obi spoke.", ("Mayor Ada Obi", "PERSON", 0.9)) == [("Ada Obi", "PERSON")]
    assert _repaired("Ms. Obi spoke.", ("Ms. Obi", "PERSON", 0.9)) == [("Obi", "PERSON")]
    assert _repaired("The Minister spoke.", ("Minister", "PERSON", 0.9)) == []
    assert _repaired("Ada Obi AO spoke.", ("Ada Obi AO", "PERSON", 0.9)) == [("Ada Obi", "PERSON")]
    assert _repaired("Ada Obi, EGH, spoke.", ("Ada Obi", "PERSON", 0.9), ("EGH", "PERSON", 0.8)) == [
        ("Ada Obi", "PERSON")
    ]


def test_a_nickname_in_marks_is_part_of_the_name_around_it() -> None:
    text = 'The guests were Harold “Junior” Obi and Rosa "Janja" da Thapa, not Bo “Lee” (Ann Ho).'
    names = ("Harold", "Obi", 'Rosa "Janja', "Thapa", "Bo", "Ann Ho")
    found = _repaired(text, *((name, "PERSON", 0.9) for name in names))
    assert [name for name, _ in found] == ["Harold “Junior” Obi", 'Rosa "Janja" da Thapa', "Bo", "Ann Ho"]
    assert _repaired("“We agree,” Ada Obi said. “Ada” Bo", ("Ada Obi", "PERSON", 0.9)) == [("Ada Obi", "PERSON")]


def test_a_person_behind_the_is_none_when_the_text_calls_it_otherwise_elsewhere() -> None:
    found = _repaired("The Kordon is long. We saw Kordon.", ("Kordon", "PERSON", 0.9))
    assert found == [("Kordon", "PERSON")]
    doc = NLP.make_doc("The Kordon is long. We saw Kordon.")
    assert [mention.label for mention in repair(doc, [Mention(1, 2, "PERSON", 0.9), Mention(7, 8, "GPE", 0.6)])] == [
        *("GPE", "GPE")
    ]


def test_initials_before_a_name_belong_to_it_but_one_letter_alone_may_belong_to_the_words_before() -> None:
    text = "Ministers A P J Abdul Thapa, R. K Obi and S S C Dolby left; Plan B Ann Ho and Team C D. Rao stayed."
    names = ("J Abdul Thapa", "K Obi", "Dolby", "Ann Ho", "D. Rao")
    found = _repaired(text, *((name, "PERSON", 0.9) for name in names))
    assert [name for name, _ in found] == ["A P J Abdul Thapa", "R. K Obi", "S S C Dolby", "Ann Ho", "C D. Rao"]
    assert _repaired("Ann Ho, B B Rao", ("Ann Ho", "PERSON", 0.9), ("Rao", "PERSON", 0.9))[1] == ("B B Rao", "PERSON")
    assert _repaired("Grades A B Obi Council", ("Obi Council", "ORG", 0.9)) == [("Obi Council", "ORG")]


def test_a_full_name_vouches_for_its_surname() -> None:
    text = "We met Ram Thapa. Thapa agreed; Thapa left."
    assert _repaired(text, ("Ram Thapa", "PERSON", 0.95)) == [("Ram Thapa", "PERSON")] + [("Thapa", "PERSON")] * 2
    assert _repaired("Ram Thapa came. Thapas", ("Ram Thapa", "PERSON", 0.95)) == [("Ram Thapa", "PERSON")]


def test_a_surname_inside_another_name_or_in_a_place_is_left() -> None:
    for text in ("Ram Lincoln met us in Lincoln.", "Ram Lincoln visited Lincoln University.", "Ram Rose rose; Rose"):
        name = " ".join(text.split()[:2])
        assert _repaired(text, (name, "PERSON", 0.95)) == [(name, "PERSON")]


def test_a_doubtful_full_name_vouches_for_nothing() -> None:
    assert _repaired("Ram Thapa came. Thapa left.", ("Ram Thapa", "PERSON", 0.4)) == [("Ram Thapa", "PERSON")]


def test_names_of_several_words_are_found_again_also_in_capitals() -> None:
    text = "HARBOUR TRUST HOSTS GUESTS\nThe Harbour Trust spoke. The Harbour Trust left. A harbour trust is a trust."
    found = _repaired(text, ("Harbour Trust", "ORG", 0.95))
    assert found == [("HARBOUR TRUST", "ORG"), ("Harbour Trust", "ORG"), ("Harbour Trust", "ORG")]


def test_one_string_has_one_type_when_one_reading_is_much_the_stronger() -> None:
    doc = NLP.make_doc("Kano grew. Kano is old. Kano shone. Kano")
    found = [Mention(i, i + 1, "GPE", 0.9) for i in (0, 3, 7)] + [Mention(10, 11, "PERSON", 0.5)]
    assert {m.label for m in repair(doc, found)} == {"GPE"}
    even = [Mention(0, 1, "GPE", 0.9), Mention(3, 4, "ORG", 0.9)]
    assert [m.label for m in repair(doc, even)] == ["GPE", "ORG"]


def test_peoples_side_by_side_are_one_name() -> None:
    found = [
        Mention(0, 1, "NORP", 0.9),
        Mention(1, 2, "NORP", 0.7),
        Mention(3, 4, "NORP", 0.9),
        Mention(4, 5, "GPE", 0.9),
    ]
    assert joined_peoples(found) == [Mention(0, 2, "NORP", 0.7), *found[2:]]
