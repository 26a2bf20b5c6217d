from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.reports.suppress import HIDDEN, hide, mask, nested, of, suppress

COUNTS = st.integers(0, 4) | st.integers(5, 60)
FEW = st.lists(COUNTS, min_size=1, max_size=4)


def small(count):
    return 0 < count < 5


def worlds(parts):
    """Return every way in which the hidden parts could be filled."""
    choices = [range(1, 5) if small(part) else [part] for part in parts]
    return product(*choices)


@pytest.mark.parametrize(
    ("count", "shown"),
    [(None, "not counted"), (0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (1562843, "15,62,843")],
)
def test_a_count_of_one_to_four_is_hidden(count, shown):
    assert hide(count) == shown


def test_the_example_of_the_mock_holds():
    assert suppress(31, (27, 4)).total == "27+"
    assert suppress(31, (27, 4)).parts == ("27", "<5")
    assert suppress(32, (27, 5)).total == "32"


@given(FEW)
def test_no_hidden_part_follows_from_a_sum(parts):
    published = suppress(sum(parts), parts)
    assert all(
        (text == HIDDEN) == small(part) for text, part in zip(published.parts, parts, strict=True)
    )
    # Who knows the rule itself tries every filling that would have been published alike.
    alike = [world for world in worlds(parts) if suppress(sum(world), world) == published]
    for place, part in enumerate(parts):
        if small(part):
            assert len({world[place] for world in alike}) >= 2


@given(FEW, st.data())
def test_no_hidden_part_follows_from_a_union(parts, data):
    total = data.draw(st.integers(max(parts), sum(parts)))
    published = suppress(total, parts, distinct=True)
    alike = {
        world
        for world in worlds(parts)
        for union in range(max(world), sum(world) + 1)
        if suppress(union, world, distinct=True) == published
    }
    for place, part in enumerate(parts):
        if small(part):
            assert len({world[place] for world in alike}) >= 2


@given(FEW)
def test_a_floor_never_says_more_than_there_is(parts):
    text = suppress(sum(parts), parts).total
    if text.endswith("+"):
        assert int(text[:-1].replace(",", "")) <= sum(parts)


@given(st.integers(0, 40), st.data())
def test_no_difference_under_five_follows_from_nested_counts(outer, data):
    first = data.draw(st.integers(0, outer))
    second = data.draw(st.integers(0, first))
    published = (hide(outer), *nested(outer, (first, second)))
    outers = range(1, 5) if small(outer) else [outer]
    alike = [
        (all_, one, two)
        for all_ in outers
        for one in range(all_ + 1)
        for two in range(one + 1)
        if (hide(all_), *nested(all_, (one, two))) == published
    ]
    assert (outer, first, second) in alike
    for number, count in enumerate((outer, first, second)):
        if small(count):
            assert len({world[number] for world in alike}) >= 2
    for more, less in ((0, 1), (1, 2), (0, 2)):
        if small((outer, first, second)[more] - (outer, first, second)[less]):
            assert len({world[more] - world[less] for world in alike}) >= 2


def test_nested_counts_that_are_far_apart_are_exact():
    assert nested(37940, (19870, 8415)) == ("19,870", "8,415")
    assert nested(9870, (9870, 9870)) == ("9,870", "9,870")
    assert nested(1860, (1858, 3)) == ("1,856+", "<5")
    assert nested(212, (None, 0)) == ("not read", "0")


def test_a_part_of_a_whole_hides_the_rest_as_well():
    assert of(1318, 24960) == "1,318 of 24,960"
    assert of(3, 24960) == "<5 of 24,960+" or of(3, 24960) == "<5 of 24,957+"
    assert of(1318, 1320) == "1,318 of 1,318+"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("3 notes are open", "<5 notes are open"),
        ("1 note is open", "<5 notes are open"),
        ("1 person wrote", "<5 people wrote"),
        ("27 notes are open", "27 notes are open"),
        ("1,003 people", "1,003 people"),
        ("1 gap, 3 people", "1 gap, <5 people"),
        ("Delete the three sentences", "Delete the sentences"),
        ("Three notes", "Notes"),
        ("one person", "<5 people"),
        ("ask for the last four digits", "ask for the last four digits"),
        ("4 minutes, row 1 and Rule 6 (1)", "4 minutes, row 1 and Rule 6 (1)"),
        ("s.6(1), Rule 6(1)(b): from 13 May 2027", "s.6(1), Rule 6(1)(b): from 13 May 2027"),
        ("ended on 3 May 2026", "ended on 3 May 2026"),
        ("up to Rs 1 crore", "up to Rs 1 crore"),
        ("with them 4 of 13 controls", "with them 4 of 13 controls"),
        ("1,318 of 1,320 people opted out", "1,318 of 1,318+ people opted out"),
        ("4 PAN of persons", "<5 PAN of persons"),
    ],
)
def test_small_counts_in_a_sentence_are_hidden_and_numbers_that_name_are_not(sentence, shown):
    assert mask(sentence) == shown


@given(
    st.integers(1, 4), st.sampled_from(["people", "notes", "tickets", "records", "Aadhaar numbers"])
)
def test_no_small_count_before_a_record_stays(count, noun):
    assert str(count) not in mask(f"There are {count} {noun} here.").replace("<5", "")


def test_the_verb_does_not_tell_that_a_hidden_count_is_one():
    one = mask("1 note in Freshdesk holds an unmasked number: Aadhaar number.")
    two = mask("2 notes in Freshdesk hold an unmasked number: Aadhaar number.")
    assert one == two
    many = "12 notes in Freshdesk hold a number, and HubSpot holds one."
    assert mask(many) == many
