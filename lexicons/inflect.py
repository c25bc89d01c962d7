"""English word forms by rule, with a table for what rules do not make."""

from __future__ import annotations

import re

VOWELS = "aeiou"
HEAD_BEFORE = {"of", "to", "on", "against", "for", "by", "in", "from", "with", "at", "as", "over", "and", "until", "signed"}
"""Words after which a noun phrase's head has already stood: `exchange of fire`, `attempt on his life`."""


class Inflector:
    """Makes the forms of verbs and nouns; `verbs` maps a lemma to `past participle`, `nouns` one to its plurals."""

    def __init__(self, verbs: dict[str, str], doubling: list[str], nouns: dict[str, str]) -> None:
        self.verbs = {lemma: forms.split() for lemma, forms in verbs.items()}
        self.doubling = set(doubling)
        self.nouns = nouns

    def verb_forms(self, lemma: str) -> list[str]:
        """All forms of a verb or verb phrase; the first word is inflected.

        >>> Inflector({}, ["ban"], {}).verb_forms("ban")
        ['ban', 'bans', 'banned', 'banning']
        """
        first, _, rest = lemma.partition(" ")
        stem = ""
        if "-" in first:  # re-elect, co-operate: the part after the hyphen
            stem, _, first = first.rpartition("-")
            stem += "-"
        forms = ["be", "is", "are", "was", "were", "been", "being"] if first == "be" else self._conjugate(first)
        tail = f" {rest}" if rest else ""
        return list(dict.fromkeys(stem + form + tail for base in forms for form in _spellings(base)))

    def _conjugate(self, verb: str) -> list[str]:
        past = self.verbs.get(verb) or self._irregular_tail(verb) or [self._past(verb)]
        return [verb, _third(verb), *past, self._gerund(verb)]

    def _irregular_tail(self, verb: str) -> list[str] | None:
        """`redo` goes like `do`: a known verb behind a prefix."""
        for prefix in ("re", "over", "out", "under", "mis"):
            known = self.verbs.get(verb.removeprefix(prefix)) if verb.startswith(prefix) else None
            if known and len(verb) - len(prefix) > 3:
                return [prefix + form for form in known]
        return None

    def _past(self, verb: str) -> str:
        if verb.endswith("e"):
            return verb + "d"
        if re.search(r"[^aeiou]y$", verb):
            return verb[:-1] + "ied"
        return self._doubled(verb) + "ed"

    def _gerund(self, verb: str) -> str:
        if verb.endswith("ie"):
            return verb[:-2] + "ying"
        if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
            return verb[:-1] + "ing"
        return self._doubled(verb) + "ing"

    def _doubled(self, verb: str) -> str:
        return verb + verb[-1] if verb in self.doubling else verb

    def noun_forms(self, lemma: str) -> list[str]:
        """Singular and plural of a noun or noun phrase; the head is inflected: the last word, or the one before a preposition."""
        if lemma in self.nouns:
            return [lemma, *(re.split(r"(?<=s|a) (?=\w+$)", self.nouns[lemma]) if " " not in lemma else [self.nouns[lemma]])]
        words = lemma.split(" ")
        at = next((i - 1 for i, word in enumerate(words) if word in HEAD_BEFORE and i > 0), len(words) - 1)
        forms = [words[at], *self._plurals(words[at])]
        every = [" ".join([*words[:at], form, *words[at + 1 :]]) for form in forms]
        return list(dict.fromkeys(spelling for form in every for spelling in _spellings(form)))

    def _plurals(self, noun: str) -> list[str]:
        if noun in self.nouns:
            return self.nouns[noun].split()
        if noun.endswith("man") and len(noun) > 4:
            return [noun[:-2] + "en"]
        if re.search(r"[^aeiou]y$", noun):
            return [noun[:-1] + "ies"]
        if noun.endswith(("s", "x", "z", "ch", "sh")):
            return [noun + "es"]
        return [noun + "s"]


def _third(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _spellings(form: str) -> list[str]:
    """British and American spelling of `-ise`, and doubled or single l: `mobilised`, `mobilized`; `travelled`, `traveled`."""
    american = re.sub(r"(?<=[a-z]{3})is(?=(?:e[sd]?|ing|ations?)\b)", "iz", form) if not _KEEPS_S.search(form) else form
    return [form] if american == form else [form, american]


_KEEPS_S = re.compile(
    r"\b(?:rais|prais|exercis|promis|advis|compris|surpris|ris|despis|disguis|supervis|compromis|televis|improvis|franchis|chastis|"
    r"revis|devis|pois|nois|premis|cruis|bruis|crisis|arous|seis|expertis|treatis|excis|incis|wis|rehears)"
)
