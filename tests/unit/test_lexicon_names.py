"""Keys for names, and the comparison of names across articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.lexicon.countries import countries
from newsdiff.lexicon.names import canonical, same_name, without_titles


@pytest.mark.parametrize(
    ("one", "two", "likeness"),
    [
        pytest.param("Volodymyr Kravets", "Vladimir Kravets", "same", id="transliteration"),
        pytest.param("Zelensky", "Zelenskyy", "same", id="listed-spelling"),
        pytest.param("Ines Roca", "Inez Roca", "same", id="s-z"),
        pytest.param("Nabi Saleh", "Nebi Saleh", "same", id="short-vowel-change"),
        pytest.param("Mazar-i-Sharif", "Mazar-e-Sharif", "same", id="particle"),
        pytest.param("Mohamed Morsi", "Mohammed Mursi", "same", id="arabic"),
        pytest.param("Kiev", "Kyiv", "same", id="town-renamed"),
        pytest.param("José Álvarez", "Jose Alvarez", "same", id="accents"),
        pytest.param("Bill Carver", "William Carver", "same", id="nickname"),
        pytest.param("President Elena Marchetti", "Elena Marchetti", "same", id="title"),
        pytest.param("Italian President Elena Marchetti", "Elena Marchetti", "same", id="nation-and-title"),
        pytest.param("Elena Marchetti", "Marchetti", "compatible", id="surname"),
        pytest.param("John R. Whitfield", "John Whitfield", "compatible", id="middle-initial"),
        pytest.param("J. Whitfield", "John Whitfield", "compatible", id="initial"),
        pytest.param("Elena Marchetti", "Paolo Marchetti", "different", id="relatives"),
        pytest.param("Maria Lopez", "Mario Lopez", "different", id="other-gender"),
        pytest.param("Martin Hale", "Marvin Hale", "different", id="two-given-names"),
        pytest.param("Johnson", "Johnston", "compatible", id="near-spelling"),
        pytest.param("Hale", "Hall", "different", id="short-names-are-not-near"),
        pytest.param("U.S.", "United States", "same", id="us"),
        pytest.param("American", "the US", "same", id="demonym"),
        pytest.param("Britons", "U.K.", "same", id="demonym-plural"),
        pytest.param("DPRK", "North Korea", "same", id="official-name"),
        pytest.param("the Netherlands", "Holland", "same", id="other-name"),
        pytest.param("Iran", "Iraq", "different", id="states-are-never-near"),
        pytest.param("Niger", "Nigeria", "different", id="niger"),
        pytest.param("Austria", "Australia", "different", id="austria"),
        pytest.param("North Korea", "South Korea", "different", id="koreas"),
        pytest.param("Kremlin", "Russian government", "same", id="metonym"),
        pytest.param("Kremlin", "Russia", "compatible", id="government-and-state"),
        pytest.param("Moscow", "Russia", "compatible", id="capital-and-state"),
        pytest.param("Moscow", "Kremlin", "compatible", id="capital-and-government"),
        pytest.param("Moscow", "Ukraine", "different", id="capital-of-another"),
        pytest.param("Pentagon", "Defense Department", "same", id="pentagon"),
        pytest.param("Pentagon", "U.S. Department of Defense", "same", id="pentagon-in-full"),
        pytest.param("Ukrainian Defence Ministry", "Ministry of Defense of Ukraine", "same", id="ministry"),
        pytest.param("Ukraine's Ministry of Defence", "Ukrainian Defense Ministry", "same", id="possessive-ministry"),
        pytest.param("WHO", "World Health Organization", "same", id="acronym"),
        pytest.param("CSA", "Coastal Safety Authority", "compatible", id="initials"),
        pytest.param("Halden Motors Inc.", "Halden Motors", "same", id="company-ending"),
        pytest.param("Norvik Group", "Norvik", "same", id="group"),
        pytest.param("Grimm", "Grimm Foundation", "different", id="foundation-of-a-person"),
        pytest.param("Benson", "Benson campaign", "different", id="campaign-of-a-person"),
        pytest.param("London", "London Bridge", "different", id="bridge-of-a-town"),
        pytest.param("Sorel Bank", "Bank Sorel", "same", id="order-of-words"),
    ],
)
def test_same_name(one: str, two: str, likeness: str) -> None:
    assert same_name(one, two) == same_name(two, one) == likeness


NAMES = st.one_of(
    st.text(max_size=20),
    st.lists(
        st.sampled_from(
            [
                "Maria",
                "Mario",
                "Olsen",
                "Kremlin",
                "U.S.",
                "Inc",
                "Bank",
                "President",
                "Mazar-i-Sharif",
                "of",
                "the",
                "J.",
            ]
        ),
        max_size=4,
    ).map(" ".join),
)


@given(NAMES, NAMES)
def test_same_name_is_symmetric_and_reflexive(one: str, two: str) -> None:
    assert same_name(one, two) == same_name(two, one)
    assert same_name(one, one) == "same"


@given(NAMES)
def test_canonical_is_a_key(name: str) -> None:
    assert canonical(name) == canonical(name)
    assert not any(c.isalnum() for c in name) or canonical(name)


@pytest.mark.parametrize("name", sorted(set(countries().names.values())))
def test_a_state_is_its_own_key(name: str) -> None:
    assert countries().names[canonical(name)] == name


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Mr. John Whitfield", "John Whitfield"),
        ("Lt. Gen. Pavel Novak", "Pavel Novak"),
        ("French President Jane Roe", "Jane Roe"),
        ("former Prime Minister Ingrid Dahl", "Ingrid Dahl"),
        ("Indian Ocean", "Indian Ocean"),
        ("President", "President"),
    ],
)
def test_without_titles(name: str, bare: str) -> None:
    assert without_titles(name) == bare
