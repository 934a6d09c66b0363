"""The closed lists that the record of a person or an organisation chooses from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("unknown")


class NameKind(models.TextChoices):
    NATIVE = "native", _("native script")
    TRANSLITERATION = "transliteration", _("transliteration")
    ALIAS = "alias", _("alias")
    PATRONYMIC = "patronymic", _("patronymic")
    PEN_NAME = "pen_name", _("pen name")
    FORMER = "former", _("former name")
    RELIGIOUS = "religious", _("religious name")


class Script(models.TextChoices):
    """Writing systems, by their ISO 15924 codes."""

    ARABIC = "Arab", _("Arabic")
    ARMENIAN = "Armn", _("Armenian")
    BENGALI = "Beng", _("Bengali")
    BURMESE = "Mymr", _("Burmese")
    CYRILLIC = "Cyrl", _("Cyrillic")
    DEVANAGARI = "Deva", _("Devanagari")
    ETHIOPIC = "Ethi", _("Ethiopic")
    GEORGIAN = "Geor", _("Georgian")
    GREEK = "Grek", _("Greek")
    HAN_SIMPLIFIED = "Hans", _("Chinese, simplified")
    HAN_TRADITIONAL = "Hant", _("Chinese, traditional")
    HEBREW = "Hebr", _("Hebrew")
    JAPANESE = "Jpan", _("Japanese")
    KHMER = "Khmr", _("Khmer")
    KOREAN = "Kore", _("Korean")
    LAO = "Laoo", _("Lao")
    LATIN = "Latn", _("Latin")
    MONGOLIAN = "Mong", _("Mongolian")
    SINHALA = "Sinh", _("Sinhala")
    TAMIL = "Taml", _("Tamil")
    THAI = "Thai", _("Thai")
    TIBETAN = "Tibt", _("Tibetan")
    OTHER = "Zyyy", _("other")


class Language(models.TextChoices):
    """Languages that names and sources are written in, by their ISO 639 codes."""

    AFRIKAANS = "af", _("Afrikaans")
    ALBANIAN = "sq", _("Albanian")
    AMHARIC = "am", _("Amharic")
    ARABIC = "ar", _("Arabic")
    ARMENIAN = "hy", _("Armenian")
    AZERBAIJANI = "az", _("Azerbaijani")
    BALOCHI = "bal", _("Balochi")
    BELARUSIAN = "be", _("Belarusian")
    BENGALI = "bn", _("Bengali")
    BOSNIAN = "bs", _("Bosnian")
    BULGARIAN = "bg", _("Bulgarian")
    BURMESE = "my", _("Burmese")
    CATALAN = "ca", _("Catalan")
    CHECHEN = "ce", _("Chechen")
    CHINESE = "zh", _("Chinese")
    CRIMEAN_TATAR = "crh", _("Crimean Tatar")
    CROATIAN = "hr", _("Croatian")
    CZECH = "cs", _("Czech")
    DANISH = "da", _("Danish")
    DARI = "prs", _("Dari")
    DUTCH = "nl", _("Dutch")
    ENGLISH = "en", _("English")
    ESTONIAN = "et", _("Estonian")
    FILIPINO = "fil", _("Filipino")
    FINNISH = "fi", _("Finnish")
    FRENCH = "fr", _("French")
    GEORGIAN = "ka", _("Georgian")
    GERMAN = "de", _("German")
    GREEK = "el", _("Greek")
    HAITIAN = "ht", _("Haitian Creole")
    HAUSA = "ha", _("Hausa")
    HEBREW = "he", _("Hebrew")
    HINDI = "hi", _("Hindi")
    HUNGARIAN = "hu", _("Hungarian")
    INDONESIAN = "id", _("Indonesian")
    ITALIAN = "it", _("Italian")
    JAPANESE = "ja", _("Japanese")
    KAZAKH = "kk", _("Kazakh")
    KHMER = "km", _("Khmer")
    KINYARWANDA = "rw", _("Kinyarwanda")
    KIRUNDI = "rn", _("Kirundi")
    KOREAN = "ko", _("Korean")
    KURDISH = "ku", _("Kurdish")
    KYRGYZ = "ky", _("Kyrgyz")
    LAO = "lo", _("Lao")
    LATVIAN = "lv", _("Latvian")
    LITHUANIAN = "lt", _("Lithuanian")
    MACEDONIAN = "mk", _("Macedonian")
    MALAY = "ms", _("Malay")
    MONGOLIAN = "mn", _("Mongolian")
    NEPALI = "ne", _("Nepali")
    NORWEGIAN = "no", _("Norwegian")
    OROMO = "om", _("Oromo")
    PASHTO = "ps", _("Pashto")
    PERSIAN = "fa", _("Persian")
    POLISH = "pl", _("Polish")
    PORTUGUESE = "pt", _("Portuguese")
    PUNJABI = "pa", _("Punjabi")
    ROHINGYA = "rhg", _("Rohingya")
    ROMANIAN = "ro", _("Romanian")
    RUSSIAN = "ru", _("Russian")
    SERBIAN = "sr", _("Serbian")
    SINDHI = "sd", _("Sindhi")
    SINHALA = "si", _("Sinhala")
    SLOVAK = "sk", _("Slovak")
    SLOVENE = "sl", _("Slovene")
    SOMALI = "so", _("Somali")
    SPANISH = "es", _("Spanish")
    SWAHILI = "sw", _("Swahili")
    SWEDISH = "sv", _("Swedish")
    TAJIK = "tg", _("Tajik")
    TAMIL = "ta", _("Tamil")
    TATAR = "tt", _("Tatar")
    THAI = "th", _("Thai")
    TIBETAN = "bo", _("Tibetan")
    TIGRINYA = "ti", _("Tigrinya")
    TURKISH = "tr", _("Turkish")
    TURKMEN = "tk", _("Turkmen")
    UKRAINIAN = "uk", _("Ukrainian")
    URDU = "ur", _("Urdu")
    UYGHUR = "ug", _("Uyghur")
    UZBEK = "uz", _("Uzbek")
    VIETNAMESE = "vi", _("Vietnamese")
    OTHER = "mis", _("other")


class NationalityKind(models.TextChoices):
    CITIZENSHIP = "citizenship", _("citizenship")
    NATIONAL_ORIGIN = "national_origin", _("national origin")
    UNSPECIFIED = "unspecified", _("unspecified")


class OrganisationKind(models.TextChoices):
    COURT = "court", _("court")
    PROSECUTION = "prosecution", _("prosecution")
    POLICE = "police", _("police")
    SECURITY_SERVICE = "security_service", _("security service")
    DETENTION_FACILITY = "detention_facility", _("detention facility")
    GOVERNMENT = "government", _("government")
    PARLIAMENT = "parliament", _("parliament")
    PARTY = "party", _("party")
    MEDIA = "media", _("media")
    NGO = "ngo", _("non-governmental organisation")
    EXPERT_BODY = "expert_body", _("expert body")
    UN_BODY = "un_body", _("United Nations body")
    COMPANY = "company", _("company")
    INFORMAL_GROUP = "informal_group", _("informal group")
    UNIDENTIFIED_GROUP = "unidentified_group", _("unidentified group")


class RegistrationStatus(models.TextChoices):
    REGISTERED = "registered", _("registered")
    UNREGISTERED = "unregistered", _("unregistered")
    DENIED = "denied", _("registration denied")
    BANNED = "banned", _("banned")
    CLOSED = "closed", _("closed")


class RowFate(models.TextChoices):
    """What a merge of two persons did with one row."""

    MOVED = "moved", _("moved to the person kept")
    DROPPED = "dropped", _("dropped, being there already")
    ADDED = "added", _("added to the person kept")
    FILLED = "filled", _("filled in on the person kept")


class ContactKind(models.TextChoices):
    EMAIL = "email", _("email")
    PHONE = "phone", _("phone")
    MESSENGER = "messenger", _("messenger")
    POST = "post", _("postal address")
    SOCIAL_MEDIA = "social_media", _("social media account")
    OTHER = "other", _("other")
