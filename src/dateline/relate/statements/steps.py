"""Who says what: from the encoder's attributions and the cue lexicon to FORMAT.md's statements."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Layers, Party, Readings, Reason, Report, Span, Statement, Words
from dateline.relate.function_words import ARTICLES, PREPOSITIONS
from dateline.relate.statements.acts import act_of
from dateline.relate.statements.aims import find_aim
from dateline.relate.statements.attributions import offer_attributions
from dateline.relate.statements.beliefs import is_believed
from dateline.relate.statements.circumstances import channel_of, recipient_of
from dateline.relate.statements.days import day_of
from dateline.relate.statements.drafts import Draft, order_drafts
from dateline.relate.statements.forms import form_of
from dateline.relate.statements.ground import Ground, lay_ground, lower, sentence_at, words_in
from dateline.relate.statements.headlines import draft_headline
from dateline.relate.statements.missed import offer_missed
from dateline.relate.statements.nesting import find_actors, find_outer
from dateline.relate.statements.noun_phrases import is_finite
from dateline.relate.statements.posts import draft_posts
from dateline.relate.statements.quotations import add_blocks, add_continuations, draft_statements_read, split_new_sentences
from dateline.relate.statements.quoted_sources import split_quoted
from dateline.relate.statements.shared_subjects import share_subjects
from dateline.relate.statements.transcripts import add_turns
from dateline.relate.statements.unfinished import finish_contents

NOBODY = frozenset({"no", "nobody", "none", "neither"})
"""What a source begins with that is nobody."""


def relate_statements(report: Report, layers: Layers, readings: Readings) -> tuple[Statement, ...]:
    """Every statement of the report, in order of its cue (or content): who says what to whom, when, through what, within which other."""
    ground = lay_ground(report, layers, readings)
    drafts = find_drafts(ground, layers)
    outer = find_outer(drafts)
    actors = find_actors(ground, drafts, outer)
    ids = [f"s{i + 1}" for i in range(len(drafts))]
    made = []
    for i, draft in enumerate(drafts):
        within = outer[i]
        near = drafts[max(0, i - 6) : i + 7]
        made.append(_state(ground, draft, actors[i], near, (ids[i], ids[within] if within is not None else None)))
    return tuple(made)


def find_drafts(ground: Ground, layers: Layers) -> list[Draft]:
    """All drafts of the report in their final order: the encoder's, the missed, blocks, quotes that go on."""
    marked = offer_attributions(ground, layers.attributions)
    drafts = [c.draft for c in marked if is_believed(ground, c)]
    for readings in offer_missed(ground, [c.draft for c in marked], layers.attributions):
        drafts += [c.draft for c in readings if is_believed(ground, c)][:1]
    drafts = [d for d in drafts if not (_by_nobody(ground, d) or _says_nothing(ground, d) or _is_doubled(ground, d, drafts))]
    drafts = _one_per_cue(drafts)
    drafts = split_quoted(ground, share_subjects(ground, order_drafts(finish_contents(ground, drafts))))
    drafts = order_drafts([*drafts, *draft_statements_read(ground, drafts), *draft_headline(ground, drafts), *draft_posts(ground, drafts)])
    drafts = add_turns(ground, add_blocks(ground, split_new_sentences(ground, drafts)))
    return order_drafts(d for d in add_continuations(ground, drafts) if d.content)


def _says_nothing(ground: Ground, draft: Draft) -> bool:
    """`said nothing about the raid`: silence; nor is a lone article anything. `said nothing had been decided` states something."""
    words = words_in(ground, draft.content[0]) if len(draft.content) == 1 and draft.cue is not None else range(0)
    if len(words) == 1 and lower(ground, words.start) in ARTICLES:
        return True
    if not len(words) or lower(ground, words.start) not in {"nothing", "little"} or draft.hit is None or draft.hit.family.act != "say":
        return False
    after = lower(ground, words.start + 1) if len(words) > 1 else ""
    return not after or (after in PREPOSITIONS | {"as", "when", "more", "else", "publicly", "further"} and not _tells(ground, words))


def _tells(ground: Ground, words: range) -> bool:
    """Whether `nothing about it` is the subject of a verb, not of one that another word opens (`nothing as he left`)."""
    opened = next((i for i in words if lower(ground, i) in {"as", "when", "while", "after", "before", "that", "who", "which"}), words.stop)
    return any(is_finite(ground, i) for i in range(words.start, opened))


def _is_doubled(ground: Ground, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """`expressed its hope that`, `was quoted by the radio as saying that`: the verb only brings forward what the cue behind it says."""
    if draft.hit is None or draft.cue is None or not draft.content:
        return False
    if draft.hit.family.name == "quoting" and lower(ground, draft.hit.last) == "by":
        return any(d is not draft and any(c.meets(o) for c in d.content for o in draft.content) for d in drafts)
    if draft.hit.family.name != "setting out":
        return False
    end = draft.content[-1].end
    return any(
        d.hit is not None
        and d.hit.family.kind == "noun"
        and d.cue
        and draft.cue.end <= d.cue.start
        and d.content[-1:]
        and d.content[-1].end == end
        for d in drafts
    )


def _by_nobody(ground: Ground, draft: Draft) -> bool:
    """`No group has claimed responsibility`, `nobody said so`: it was not said."""
    return draft.source is not None and draft.source.of(ground.text).split()[0].lower() in NOBODY


def _one_per_cue(drafts: Sequence[Draft]) -> list[Draft]:
    """Of drafts whose cues meet the first (the encoder's) with the most content."""
    kept: list[Draft] = []
    last: Draft | None = None
    for draft in sorted(drafts, key=lambda d: (d.start, -sum(c.end - c.start for c in d.content))):
        if last is not None and draft.cue and last.cue and draft.cue.meets(last.cue):
            continue
        kept.append(draft)
        last = draft if draft.cue else last
    return kept


def _state(ground: Ground, draft: Draft, actor: str | None, near: Sequence[Draft], ids: tuple[str, str | None]) -> Statement:
    act, act_rule = act_of(ground, draft)
    day, timex = day_of(ground, draft, near)
    why = [Reason("statement", rule, draft.cue.of(ground.report.text) if draft.cue else "") for rule in draft.rules]
    why.append(Reason("act", act_rule, draft.cue.of(ground.report.text) if draft.cue else ""))
    if timex is not None:
        why.append(Reason("on", timex.rule or "date-by-cue", timex.text))
    return Statement(
        id=ids[0], source=_party(ground, _named_source(ground, draft), actor), cue=_words(ground, draft.cue),
        content=tuple(Words(c, c.of(ground.report.text)) for c in draft.content), act=act, form=form_of(ground, draft),
        via=_words(ground, channel_of(ground, draft, near)), to=_addressed(ground, recipient_of(ground, draft, act)),
        at=_aimed(ground, draft, act, actor), on=day, within=ids[1], why=tuple(why),
    )  # fmt: skip


def _named_source(ground: Ground, draft: Draft) -> Span | None:
    """The phrase that says it: its own source, or the subject or owner that the cue shares within its sentence."""
    shared = draft.speaker if draft.source is None and draft.cue is not None else None
    same = shared is not None and sentence_at(ground, shared.start) == sentence_at(ground, draft.start)
    return shared if same else draft.source


def _words(ground: Ground, span: Span | None) -> Words | None:
    return Words(span, span.of(ground.report.text)) if span else None


def _party(ground: Ground, span: Span | None, actor: str | None) -> Party:
    return Party(span, span.of(ground.report.text) if span else None, actor)


def _addressed(ground: Ground, span: Span | None) -> Party | None:
    return Party(span, span.of(ground.report.text), ground.readings.cast.actor_of(span)) if span else None


def _aimed(ground: Ground, draft: Draft, act: str, speaker: str | None) -> Party | None:
    """The party a statement is aimed at."""
    found = find_aim(ground, draft, act, speaker)
    return Party(found[0], found[0].of(ground.report.text), found[1]) if found else None
