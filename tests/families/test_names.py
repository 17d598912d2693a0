"""Names of every shape are kept and found by how they are misspelt and misheard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.families.names import KEEP, keys, near, plain, score, sound, words_of

# tradition: (as kept, as asked)
TRADITIONS = [
    ("English", "Catherine Wright", "Kathrin Rite"), ("Welsh", "Llŷr Gruffydd", "Llyr Griffith"),
    ("Irish", "Siobhán O’Neill", "Siobhan ONeil"), ("Scottish", "Màiri NicDhòmhnaill", "Mairi Nicdhomnaill"),
    ("Polish", "Halina Świt", "Halina Shvit"), ("Romanian", "Ștefan Țurcanu", "Stefan Turcanu"),
    ("Turkish", "Ayşe Yıldız", "Ayshe Yildiz"), ("Arabic", "Abdul-Rahman al-Khouri", "Abdulrahman Alkhoury"),
    ("Somali", "Cabdullaahi Xasan", "Cabdulahi Xassan"), ("Urdu", "Muhammad Ijaz", "Mohamed Ijaaz"),
    ("Punjabi", "Harpreet Kaur Gill", "Harprit Cour Gil"), ("Tamil", "Kugathasan Thevarajah", "Kugadasan Tevaraja"),
    ("Chinese", "Zhāng Wěi", "Zhang Wei"), ("Vietnamese", "Nguyễn Thị Hạnh", "Nguyen Thi Hanh"),
    ("Yoruba", "Ọlábísí Adéwálé", "Olabisi Adewalle"), ("Spanish", "José María Núñez-Peña", "Jose Maria Nunez Pena"),
    ("Danish", "Søren Kjærgaard", "Soren Kjaergard"), ("Greek", "Γιώργος Παππάς", "γιωργος παππας"),
    ("Hebrew", "שרה לוי", "שרה לוי"), ("Arabic script", "محمد الخوري", "محمد الخورى"),
]


@pytest.mark.parametrize(("tradition", "kept", "asked"), TRADITIONS)
def test_a_misspelt_name_shares_a_key_and_stays_near(tradition, kept, asked):
    kept_words, asked_words = words_of(kept), plain(asked).split()
    assert score(asked_words, kept_words) >= KEEP, tradition
    kept_keys = set().union(*map(keys, kept_words))
    assert any(keys(word) & kept_keys for word in asked_words), f"{tradition}: no key in common"


def test_accents_apostrophes_and_hyphens_do_not_part_what_belongs_together():
    assert plain("Siobhán O’Neill-Świt") == "siobhan oneill swit"
    assert plain("SIOBHÁN O'NEILL-ŚWIT") == plain("siobhan oneill swit")
    assert "abdulrahman" in words_of("Abdul Rahman")


def test_emoji_and_right_to_left_names_are_kept():
    assert plain("🌊 Finn") == "🌊 finn"
    assert words_of("🌊")
    assert words_of("\u202eמרים\u202c") == ["מרים"]  # the turning signs are no part of the name


def test_known_as_names_count_too_and_long_ones_are_cut():
    assert {"ash", "ashley"} <= set(words_of("Ash", "Ashley; Ashy"))
    assert all(len(word) <= 40 for word in words_of("x" * 500 + " " + "y" * 39))
    assert all(len(key) <= 16 for key in keys("bcdfgklmnprst" * 4))


def test_different_names_are_not_near():
    assert near("marina", "dunstan") < KEEP
    assert near("finn", "finn") == 1.0
    assert near("mar", "marina") >= 0.88


@given(st.text(max_size=60))
def test_any_text_at_all_can_be_asked_for(text):
    words = words_of(text)
    for word in words:
        assert 0 < len(word) <= 40
        assert keys(word)
        assert all(0 < len(key) <= 16 for key in keys(word))
        assert sound(word) is not None
        assert score([word], words) == 1.0
