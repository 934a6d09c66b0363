"""How text becomes words, and how much a typed name resembles a recorded one."""

import pytest

from casework.search import rules


class TestWordsOf:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Zhanbolat MAMAY", ["zhanbolat", "mamay"]),
            ("Жанболат", ["zhanbolat"]),
            ("Núñez Łuczak", ["nunez", "luczak"]),
            ("Mun\u0303oz", ["munoz"]),
            ("O’Brien, Ma'mun", ["obrien", "mamun"]),
            ("KZ-2022-001", ["kz", "2022", "001"]),
            ("刘晓波", ["liu", "xiao", "bo"]),
            ("one and one", ["one", "and"]),
            ('\x00 * ( ) " - : ^', []),
        ],
    )
    def test_folds_case_marks_and_script(self, text, words):
        assert rules.words_of(text) == words

    def test_keeps_no_more_than_an_engine_can_hold(self):
        words = rules.words_of("x" * 5_000 + " " + " ".join(map(str, range(20_000))))

        assert len(words[0]) == rules.LONGEST_WORD
        assert len(words) == rules.MOST_WORDS


class TestTypedWords:
    def test_are_few_however_much_was_typed(self):
        assert len(rules.typed_words(" ".join(map(str, range(1_000))))) == rules.MOST_TYPED_WORDS


class TestSoundTerms:
    def test_leave_numbers_to_the_words(self):
        assert rules.sound_terms("Mamay 2022") == []

    def test_share_a_key_with_the_name_where_its_words_are_parted_differently(self):
        [_words, [whole]] = rules.sound_terms("Liu Xiaobo")

        assert whole.text in rules.sounds_of(["刘晓波"])


class TestResemblance:
    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("Zhambolat", "zhanbolat mamay"),
            ("Mmaay Zhanbolta", "zhanbolat mamay"),
            ("Jambolat", "zhanbolat mamay"),
            ("Bavalny", "aleksey navalny"),
            ("Suprem Cuort", "supreme court of kazakhstan"),
        ],
    )
    def test_is_high_for_a_slip_in_any_word(self, typed, name):
        assert rules.resemblance(rules.words_of(typed), [name]) >= rules.SUGGEST_FROM

    @pytest.mark.parametrize(
        ("typed", "name"),
        [("Zhanar", "zhanbolat mamay"), ("Zhanbolat Atabayev", "zhanbolat mamay"), ("Marina", "mustafa")],
    )
    def test_is_low_where_one_word_is_another_name(self, typed, name):
        assert rules.resemblance(rules.words_of(typed), [name]) < rules.SUGGEST_FROM

    def test_is_nothing_without_words(self):
        assert rules.resemblance([], ["zhanbolat"]) == rules.resemblance(["zhanbolat"], []) == 0
