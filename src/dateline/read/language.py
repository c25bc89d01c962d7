"""The language of a report: English is read, others are refused by name, mixed and short texts are given the benefit of the doubt."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

from dateline.errors import WrongLanguage

_FUNCTION_WORDS = frozenset("the of and to that were with which from said has have been their this these would but they".split())
"""Words that are frequent in English and hardly stand in other languages, unlike `for`, `at`, `on`, `is`."""
_LETTERS = re.compile(r"[^\W\d_]+")
ENGLISH_SHARE = 0.12
"""Share of function words from which a passage is English without asking the model. English news has 0.15 to 0.25."""
DOUBT_SHARE = 0.06
"""Share from which a passage has English in it, whatever the model says. French, German, Portuguese, Russian and Indonesian
pages have under 0.01."""
SURE, RIVAL = 0.6, 0.05
"""Probability from which the model's word for a foreign language is taken, and the most that English may have then. The first is no
higher because the model divides Arabic and Chinese among their varieties."""
LEAST = 60
"""Bytes of UTF-8 in letters under which a passage is not judged: ten words of French, six of Russian."""
PART, PARTS = 1_500, 6
"""Characters of a part, and how many parts of a long text are judged."""


def find_language(text: str) -> str | None:
    """ISO 639 code of the language of `text`, None where it is too short or too mixed to tell.

    A text in which one part is English is `en`: a report may quote at length in another language.

    >>> find_language("The minister said that the talks with the rebels would go on, and that they had been useful to both of the sides.")
    'en'
    """
    found: Counter[str] = Counter()
    for part in _parts_of(text):
        code = _judge(part)
        if code == "en":
            return "en"
        if code is not None:
            found[code] += len(part)
    return found.most_common(1)[0][0] if found else None


def require_english(text: str, origin: str) -> str | None:
    """As find_language, but raises WrongLanguage naming `origin` and the language where it is not English."""
    code = find_language(text)
    if code not in (None, "en"):
        raise WrongLanguage(origin, f"is in {name_language(code)}; Dateline reads English", "read it all the same with --force")
    return code


def name_language(code: str) -> str:
    """The English name of an ISO 639 code, the code itself where it is unknown.

    >>> name_language("fr")
    'French'
    """
    return _names().get(code, code)


def _parts_of(text: str) -> list[str]:
    if len(text) <= PART * PARTS:
        return [text[i : i + PART] for i in range(0, max(len(text), 1), PART)]
    step = (len(text) - PART) // (PARTS - 1)
    return [text[i * step : i * step + PART] for i in range(PARTS)]


def _judge(part: str) -> str | None:
    words = [w.lower() for w in _LETTERS.findall(part)]
    if len("".join(words).encode("utf-8", "replace")) < LEAST:
        return None
    share = sum(w in _FUNCTION_WORDS for w in words) / len(words)
    if share >= ENGLISH_SHARE:
        return "en"
    ranked: list[tuple[str, float]] = _identifier().rank(part)
    code, sure = ranked[0]
    if code == "en":
        return "en"
    foreign = sure >= SURE and dict(ranked)["en"] <= RIVAL and share < DOUBT_SHARE
    return code if foreign and code != "zxx" else None  # zxx: no words of any language


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _names() -> dict[str, str]:
    table = (
        "ace Acehnese,af Afrikaans,am Amharic,an Aragonese,ar Arabic,ary Moroccan Arabic,arz Egyptian Arabic,as Assamese,"
        "az Azerbaijani,ba Bashkir,bcl Central Bikol,be Belarusian,bg Bulgarian,bn Bengali,br Breton,bs Bosnian,ca Catalan,"
        "crh Crimean Tatar,cs Czech,cy Welsh,da Danish,de German,dz Dzongkha,el Greek,eo Esperanto,es Spanish,et Estonian,"
        "eu Basque,ext Extremaduran,fa Persian,fi Finnish,fo Faroese,fr French,fuv Nigerian Fulfulde,fy West Frisian,ga Irish,"
        "gcf Guadeloupean Creole,gcr Guianese Creole,gd Scottish Gaelic,gl Galician,gom Konkani,grc Ancient Greek,gu Gujarati,"
        "gug Guarani,guw Gun,ha Hausa,hbo Ancient Hebrew,he Hebrew,hi Hindi,hr Croatian,ht Haitian Creole,hu Hungarian,"
        "hy Armenian,id Indonesian,ig Igbo,is Icelandic,it Italian,ja Japanese,jv Javanese,ka Georgian,kab Kabyle,kik Kikuyu,"
        "kk Kazakh,km Khmer,kn Kannada,ko Korean,ku Kurdish,ky Kyrgyz,la Latin,lb Luxembourgish,lg Ganda,lij Ligurian,"
        "ln Lingala,lo Lao,lt Lithuanian,ltg Latgalian,lv Latvian,mg Malagasy,mk Macedonian,ml Malayalam,mn Mongolian,"
        "mr Marathi,ms Malay,mt Maltese,my Burmese,ne Nepali,nl Dutch,nn Norwegian Nynorsk,no Norwegian,nso Northern Sotho,"
        "oc Occitan,om Oromo,or Odia,pa Punjabi,pcm Nigerian Pidgin,pl Polish,ps Pashto,pt Portuguese,qu Quechua,ro Romanian,"
        "ru Russian,rw Kinyarwanda,sa Sanskrit,sdh Southern Kurdish,se Northern Sami,si Sinhala,sk Slovak,sl Slovenian,sn Shona,"
        "so Somali,sq Albanian,sr Serbian,st Southern Sotho,sv Swedish,sw Swahili,ta Tamil,te Telugu,tg Tajik,th Thai,"
        "tk Turkmen,tl Tagalog,tr Turkish,tt Tatar,ug Uyghur,uk Ukrainian,ur Urdu,uz Uzbek,uzs Southern Uzbek,vec Venetian,"
        "vi Vietnamese,vo Volapük,wa Walloon,wuu Wu Chinese,xh Xhosa,yo Yoruba,yue Cantonese,zh Chinese,zu Zulu"
    )
    return dict(row.split(" ", 1) for row in table.split(","))
