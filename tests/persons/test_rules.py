"""How names are compared across scripts, spellings and word orders."""

import pytest

from casework.persons import rules

SPELLINGS_OF_ONE_NAME = [
    # Belarusian, Russian and Ukrainian, as written and as romanised by one system or another
    ("Кастусь Верабейка", "Kastus Verabeika"),
    ("Алесь Вярбіцкі", "Ales Viarbitski"),
    ("Алесь Вербицкий", "Ales Viarbitski"),
    ("Алесь Вярбіцкі", "Ales Viarbicki"),
    ("Міхась Жывіца", "Mikhas Zhyvitsa"),
    ("Михась Живица", "Mikhas Zhyvitsa"),
    ("Дзмітрый Азяркоў", "Dzmitry Aziarkou"),
    ("Юрий Щеглов", "Yuri Shcheglov"),
    ("Сергей Иванович Пташкин", "Sergei Ptashkin"),
    ("Галина Їжакевич", "Halyna Yizhakevych"),
    # Kazakh
    ("Жанар Құрманбек", "Zhanar Kurmanbek"),
    ("Жанар Құрманбек", "Janar Qurmanbek"),
    # Arabic and Persian, written without short vowels
    ("نوال المنصوري", "Nawal al-Mansouri"),
    ("خالد عبد الكريم", "Khaled Abdulkarim"),
    ("محمد بن طارق", "Mohammed bin Tareq"),
    ("پروین دریابان", "Parvin Daryaban"),
    # Chinese, in either order, parted or not
    ("梁雪松", "Liang Xuesong"),
    ("梁雪松", "Xuesong Liang"),
    ("梁雪松", "Liang Xue Song"),
    # Vietnamese, with and without its marks
    ("Trần Thị Mộc Lan", "Tran Thi Moc Lan"),
    ("Trần Thị Mộc Lan", "Moc Lan Tran Thi"),
    # Armenian and Georgian
    ("Նարեկ Քարաբերդյան", "Narek Karaberdyan"),
    ("ნინო წყაროელი", "Nino Tskaroeli"),
    # One script, another order
    ("Ptashkin, Sergei", "Sergei Ptashkin"),
]

FALSE_FRIENDS = [
    ("Ivan Ptashkin", "Irina Ptashkina"),
    ("Ivan Petrov", "Ivan Popov"),
    ("Liang Xue", "Liang Xuesong"),
    ("Sergei Ptashkin", "Sergei Pavlin"),
    ("Ptashkin", "Ivan Ptashkin"),
    ("Wang Wei", "Wang Wen"),
    ("梁雪松", "梁雪梅"),
    ("Trần Mộc Lan", "Trần Ngọc Lan"),
    ("Nino Tskaroeli", "Nana Tskaroeli"),
    ("Vasily Petrov", "Vasil Petrenko"),
    ("Karim Daryaban", "Kamran Daryaban"),
    ("", "Ivan Petrov"),
]

NAMES_OF_TWO_THAT_LOOK_ALIKE = [
    # the true spelling, the name, the false friend
    ("Marat Akhmedin", "Марат Ахмедин", "Murat Akhmedin"),
    ("Hosein Daryaban", "حسین دریابان", "Hasan Daryaban"),
    ("Anna Rudzianitskaya", "Анна Рудзяницкая", "Inna Rudzianitskaya"),
]


class TestLikeness:
    @pytest.mark.parametrize(("first", "second"), SPELLINGS_OF_ONE_NAME)
    def test_is_high_for_spellings_of_one_name(self, first, second):
        assert rules.likeness(first, second) >= rules.SUGGEST_FROM

    @pytest.mark.parametrize(("first", "second"), FALSE_FRIENDS)
    def test_is_low_for_names_that_only_look_alike(self, first, second):
        assert rules.likeness(first, second) < rules.SUGGEST_FROM

    @pytest.mark.parametrize(("true", "name", "false"), NAMES_OF_TWO_THAT_LOOK_ALIKE)
    def test_ranks_a_false_friend_below_the_true_spelling(self, true, name, false):
        assert rules.likeness(false, name) < rules.likeness(true, name)

    @pytest.mark.parametrize(("first", "second"), [*SPELLINGS_OF_ONE_NAME, *FALSE_FRIENDS])
    def test_is_the_same_whichever_name_comes_first(self, first, second):
        assert rules.likeness(first, second) == rules.likeness(second, first)

    def test_is_full_for_the_same_name(self):
        assert rules.likeness("Нина Орлик", "Нина Орлик") == 100


class TestNameKeys:
    @pytest.mark.parametrize(("first", "second"), SPELLINGS_OF_ONE_NAME)
    def test_meet_for_spellings_of_one_name(self, first, second):
        whole, *tokens = rules.name_keys(first)
        other_whole = rules.name_keys(second)[0]

        assert whole == other_whole or rules.lookup_keys(second) & set(tokens)

    def test_are_as_many_whatever_the_number_of_words(self):
        assert len(rules.name_keys("Nina")) == len(rules.name_keys("Trần Thị Mộc Lan Anh")) == 4

    def test_are_no_longer_than_their_columns(self):
        assert all(len(key) <= rules.KEY_LENGTH for key in rules.name_keys("Bdfgklmnprst" * 9))

    def test_are_empty_for_a_name_without_letters(self):
        assert rules.name_keys("№ 17") == ("no", "no", "", "")
        assert rules.name_keys("17") == ("", "", "", "")


class TestTokensOf:
    def test_leave_out_articles_and_words_for_son(self):
        assert rules.tokens_of("Mohammed bin Tareq al-Saadi") == ("mohammed", "tareq", "saadi")

    def test_keep_a_first_name_that_looks_like_such_a_word(self):
        assert rules.tokens_of("Ben Carter") == ("ben", "carter")

    def test_part_what_is_written_without_spaces(self):
        assert rules.tokens_of("梁雪松") == ("liang", "xue", "song")


class TestScriptOf:
    @pytest.mark.parametrize(
        ("name", "script"), [("“Nina”", "LATIN"), ("Ніна", "CYRILLIC"), ("梁雪松", "CJK"), ("17", "")]
    )
    def test_tells_the_script_of_the_first_letter(self, name, script):
        assert rules.script_of(name) == script


class TestSuspicion:
    def test_is_the_likeness_where_nothing_else_is_known(self):
        assert rules.suspicion(name_likeness=90, same_birth=None, same_country=None) == 90

    def test_grows_with_a_birth_and_a_country_in_common(self):
        assert rules.suspicion(name_likeness=82, same_birth=True, same_country=True) == 90

    def test_shrinks_with_another_birth_and_another_country(self):
        assert rules.suspicion(name_likeness=96, same_birth=False, same_country=False) == 86

    def test_is_none_for_other_names_whatever_they_share(self):
        assert rules.suspicion(name_likeness=79, same_birth=True, same_country=True) == 0
