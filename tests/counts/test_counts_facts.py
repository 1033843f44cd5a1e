"""From a text to the record's attendance and groups."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.article import Cleaned
from diplo_extract.extractors.attendance import attendance
from diplo_extract.extractors.base import Context
from diplo_extract.extractors.groups import groups
from diplo_extract.nlp.counts import MOST_PEOPLE
from diplo_extract.records import Attendance, Group
from growth import LINEAR, growth


def _context(text: str) -> Context:
    return Context(cleaned=Cleaned(text=text, blocks=()), model="test")


def _attendance(nlp: Language, text: str) -> list[Attendance]:
    return attendance(nlp(text), _context(text))


def _groups(nlp: Language, text: str) -> list[Group]:
    return groups(nlp(text), _context(text))


def test_a_count_said_three_times_is_one_fact_with_three_mentions(nlp: Language) -> None:
    text = (
        "The forum was held with the participation of 9 Coastal Councils. Representatives of 9 coastal councils met."
        " The 9 Coastal Councils attending the forum agreed on a plan."
    )
    (fact,) = _attendance(nlp, text)
    assert (fact.low, fact.high, fact.qualifier, fact.kind) == (9, 9, "exact", "organizations")
    assert fact.unit == "Coastal Councils"
    assert [mention.text for mention in fact.mentions] == [
        "9 Coastal Councils",
        "9 coastal councils",
        "9 Coastal Councils",
    ]
    assert (fact.start, fact.end) == (fact.mentions[0].start, fact.mentions[0].end)
    assert len(fact.evidence) == 3


def test_claims_of_several_sources_stay_apart(nlp: Language) -> None:
    text = "Police said 8,000 people attended the march. According to the organisers, 20,000 people attended the march."
    facts = _attendance(nlp, text)
    assert [(fact.high, fact.claimed_by) for fact in facts] == [(8_000, "Police"), (20_000, "organisers")]


def test_planned_and_actual_are_told_apart(nlp: Language) -> None:
    text = "The fair will bring together 300 exporters. Last year, 280 exporters attended the fair."
    assert [(fact.low, fact.planned) for fact in _attendance(nlp, text)] == [(300, True), (280, False)]


def test_roles_and_units_are_as_written(nlp: Language) -> None:
    (fact,) = _attendance(nlp, "The conference hosted 40 keynote speakers and panelists.")
    assert (fact.who, fact.unit) == ("speakers", "keynote speakers and panelists")


def test_a_compound_counts_its_members(nlp: Language) -> None:
    (fact,) = _attendance(nlp, "A 12-strong trade delegation toured the port.")
    assert (fact.text, fact.low, fact.unit) == ("12-strong", 12, "trade delegation")


def test_a_count_without_noun_takes_the_unit_before_it(nlp: Language) -> None:
    facts = _attendance(nlp, "Some 60 farmers attended in person and another 35 attended online.")
    assert [(fact.text, fact.unit) for fact in facts] == [("Some 60 farmers", "farmers"), ("35", "farmers")]


def test_numbers_beyond_this_world_are_left_out_with_a_warning(nlp: Language) -> None:
    text = "The summit was attended by 900 countries and 10^30 guests."
    context = _context(text)
    assert attendance(nlp(text), context) == []
    assert len(context.warnings) == 2


@pytest.mark.parametrize(
    "text",
    [
        "one one one",
        "9" * 10_000 + " guests attended",
        "0 guests and 0/0 mayors attended; 1/0 experts spoke",
        "Call 0242 249 50 00 or +90 242 249 50 01 to attend.",
        "Home 3 - 1 Away, 2 - 2, 4 - 0, fans 3-1",
        "attended by attended by of of from from",
        "",
        " \n\n ",
    ],
)
def test_odd_texts_give_no_attendance(text: str, nlp: Language) -> None:
    assert _attendance(nlp, text) == []
    assert _groups(nlp, text) == []


@pytest.mark.parametrize(
    "piece", ["300 mayors, ", "attended by 3 of ", "of from ", "20 mayors from ", "and 12 ministers of "]
)
def test_time_grows_with_the_length_of_an_endless_sentence(piece: str, nlp: Language) -> None:
    def doc(repeats: int) -> Doc:
        return nlp.get_pipe("diplo_sentences")(nlp.make_doc(piece * repeats))

    assert growth(doc, nlp.get_pipe("diplo_counts"), 200) < LINEAR


def test_groups_are_roles_without_a_name(nlp: Language) -> None:
    text = (
        "The seminar was attended by Deputy Chairs of Coastal Councils, Heads of Protocol Departments, and harbour"
        " masters. Deputy Chairs Ana Diaz and Eva Roth spoke."
    )
    found = _groups(nlp, text)
    assert [group.text for group in found] == [
        "Deputy Chairs of Coastal Councils",
        "Heads of Protocol Departments",
        "harbour masters",
    ]
    assert found[1].role == "Heads of Protocol Departments"


def test_a_group_keeps_the_list_of_its_towns(nlp: Language) -> None:
    text = "The course was attended by rangers from Nadi, Port Vila and Apia, and by Governor Ana Silva."
    assert [group.text for group in _groups(nlp, text)] == ["rangers from Nadi, Port Vila and Apia"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Some 300 guests attended, including the Speaker, Ana Diaz, members of the Government and harbour masters.",
            ["members of the Government", "harbour masters"],
        ),
        ("A total of 900 people, including rectors and deans, took part in the forum.", ["rectors", "deans"]),
        ("The summit will bring together 250 delegates, including envoys from 40 towns.", ["envoys"]),
        ("The meeting was attended by Ana Diaz, who spoke of partners including schools and teachers.", []),
        ("The talks were held in the presence of a number of ambassadors.", ["ambassadors"]),
        ("Ana Diaz, who joined by video link, urged rectors to publish the figures of the talks.", []),
        ("The talks were attended by Ana Diaz and briefed rectors on the figures.", []),
        ("The talks were attended by invited rectors and retired judges.", ["invited rectors", "retired judges"]),
    ],
)
def test_groups_among_those_counted(text: str, found: list[str], nlp: Language) -> None:
    assert [group.text for group in _groups(nlp, text)] == found


def test_a_group_keeps_its_organization(nlp: Language) -> None:
    (group,) = _groups(nlp, "He was accompanied by senior advisers from the Ministry of Trade.")
    assert (group.role, group.organization) == ("senior advisers", "Ministry of Trade")


def test_counted_roles_are_attendance_not_groups(nlp: Language) -> None:
    assert _groups(nlp, "The dinner was attended by 12 ministers.") == []


def test_the_same_text_gives_the_same_facts(nlp: Language) -> None:
    text = "The forum was attended by 14 mayors, 3 governors and heads of department."
    assert _attendance(nlp, text) == _attendance(nlp, text)
    assert _groups(nlp, text) == _groups(nlp, text)


@pytest.mark.parametrize(
    "lines",
    [
        "Rovers {0} - {1} United, 12,{0}00 spectators\n",
        "| {0} | {1} | guests | 12 |\n",
        "Press office: +90 242 249 5{0}{1} 00, mobile 0532 11{0} 22 3{1}\n",
        "{0}/0 and 0/{1} of 10^{0}{1} guests attended\n",
        "one one {0} one one hundred hundred thousand guests attended\n",
    ],
)
def test_score_tables_and_telephone_lists_take_linear_time_and_no_absurd_number(lines: str, nlp: Language) -> None:
    def doc(repeats: int) -> Doc:
        text = "".join(lines.format(i % 10, i % 7) for i in range(repeats))
        made = nlp.make_doc(text)
        made._.source = text
        return nlp.get_pipe("diplo_sentences")(made)

    def read(doc: Doc) -> None:
        facts = attendance(nlp.get_pipe("diplo_counts")(doc), _context(doc.text))
        assert all(fact.high is None or fact.high <= MOST_PEOPLE for fact in facts)

    assert growth(doc, read, 50) < LINEAR


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("“We will build it,” she told the 300 guests who attended the ceremony.", False),
        ("The 300 guests who attended the ceremony heard him say: “We will build it.”", False),
        ("The ceremony will be attended by 300 guests, “a full house”.", True),
        ("More than 300 guests attended the ceremony; 200 more will follow it online.", False),
        ("The ceremony, to which 300 guests are invited, begins at noon.", True),
        ("The forum, which was to bring 300 guests to Lima, has been cancelled.", True),
    ],
)
def test_the_clause_of_a_count_tells_whether_those_are_still_to_come(text: str, planned: bool, nlp: Language) -> None:
    fact = _attendance(nlp, text)[0]
    assert (fact.low, fact.planned) == (300, planned)
