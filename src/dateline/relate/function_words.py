"""Closed classes of English words, by which statements and events read clauses where nothing better is known."""

from __future__ import annotations

AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did will would shall should may might can could must 's 've 're 'd "
    "'ll 'm ’s ’ve ’re ’d ’ll ’m get gets got".split()
)
BE = frozenset("is are was were be been being am 're 'm get gets got".split())
"""Without `'s`, which is mostly a possessive, and `getting`, which is mostly no auxiliary: who reads them adds them."""
HAVE = frozenset("has have had having 've".split())
NEGATIONS = frozenset("not n't never neither nor no".split())
ADVERBS = frozenset(
    "also only again later since still now then earlier today yesterday tonight once just even ever yet already soon further thus "
    "therefore however meanwhile always often so far too instead both all first rather much long".split()
)
PRONOUNS = frozenset("i we he she it they you who me us him her them".split())
POSSESSIVES = frozenset("my our your his her its their whose".split())
ARTICLES = frozenset({"the", "a", "an"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
"""Determiners with which a speaker refers to what is known."""
OPENERS = frozenset('"“‘«')
CLOSERS = frozenset('"”’»')
CLAUSE_WORDS = frozenset(
    "that which who whom whose because when while as but if although though after before since until unless where whether than what "
    "how why whereas despite".split()
)
PREPOSITIONS = frozenset(
    "in on at by to from with for of about into over under after before during through against between among near via amid within without "
    "behind beyond across outside inside upon toward towards since until despite throughout per".split()
)
STOPS = frozenset(', . ; : ! ? ( ) [ ] – — … -- " “ ” « »'.split())
DETERMINERS = frozenset("the a an his her its their our my your this these those some one two three several many no both all".split())
FINITE = frozenset("is are was were had has have would will could can may might should must did does do".split())
