"""When events happened: the time expressions that are told with their triggers, resolved; or what else dates them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.model import Reason, Span, Timex, When
from dateline.relate.events.scene import Scene
from dateline.relate.events.status import UNDONE
from dateline.relate.events.tree import Tree
from dateline.relate.events.triggers import Trigger
from dateline.relate.function_words import HAVE

TIME_ROLES = frozenset({"when", "ARGM-TMP"})
DATED = frozenset({"DATE", "TIME", "DURATION"})
BREAKS = frozenset({"acl:relcl", "appos", "parataxis"})
"""Relations over which a clause's time does not reach down."""
BACK = frozenset({"after", "since", "following", "before", "until", "despite", "ahead", "because"})
"""Words that set what follows them at another time than the clause they hang on."""
RELATIVE = frozenset({"which", "who", "whom", "whose", "where"})
"""Words that open a clause about what stands before them."""
NOW = frozenset({"now", "currently", "at present", "at the moment", "presently"})
"""Times that tell of the present, which gives no date."""
REACH = 6
"""Sentences back from which an event told in the past tense takes its day; from farther off more are wrong than right."""
ORDER = ("time-role", "hangs-on-trigger", "clause-time", "inside-phrase")
"""The ways in which a time is tied to a trigger, the firmest first."""


def find_when(scene: Scene, triggers: Sequence[Trigger], status: str) -> tuple[When | None, Reason | None]:
    """The dates that an event's own mentions tell: of the firmest ties the narrowest interval; None where they tell none."""
    published = scene.report.published
    read = [(_ahead(timex, status, published), rule) for trigger in triggers for timex, rule in times_of(scene, trigger)]
    told = [pair for pair in read if _possible(pair[0], status, published)]
    if not told:
        return None, None
    timex, rule = min(told, key=lambda pair: (_width(pair[0]), ORDER.index(pair[1])))
    return _bounded(timex, status, published), Reason("when", rule, timex.text)


def _ahead(timex: Timex, status: str, published: date | None) -> Timex:
    """The coming Tuesday or 8 November for what lies ahead, where no tense told: `before Tuesday's vote`."""
    early, late = timex.earliest, timex.latest
    if status not in UNDONE or published is None or early is None or late is None or late >= published:
        return timex
    if timex.rule == "weekday-latest":
        week = timedelta(days=7)
        return replace(timex, earliest=early + week, latest=late + week)
    if timex.rule in {"month-day-latest", "month-latest"}:
        return replace(timex, earliest=_year_on(early), latest=_year_on(late))
    return timex


def _year_on(day: date) -> date:
    """The same day of the year after; 28 February for a leap day."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def untold_when(
    scene: Scene, triggers: Sequence[Trigger], known: Mapping[int, Sequence[tuple[Trigger, When]]], narrated: bool
) -> tuple[When | None, Reason | None]:
    """What dates an event that happened where its mentions do not: the day of what was told just before, else publication.

    Nouns take nobody's day. By publication are dated only the present perfect and what the narrator himself comes back to:
    what is told once in passing, or only by those he quotes, may be of any age and stays undated.

    `known` are triggers of happened events with their days, by sentence.
    """
    published = scene.report.published
    tree = scene.tree
    verbs = [t for t in triggers if t.verbal]
    perfect = any(_perfect(tree, t.head) for t in triggers)
    if not perfect:
        for trigger in verbs:
            here = tree.sentence[trigger.head]
            near = next((known[s] for s in range(here, here - REACH - 1, -1) if s in known), [])
            if near:
                best, when = min(near, key=lambda pair: abs(pair[0].head - trigger.head))
                words = best.span.of(scene.report.text)
                return When(when.earliest, when.latest, None, None), Reason("when", "day-of-told-before", words)
    if published is None or not (perfect or (narrated and len(triggers) > 1)):
        return None, None
    return When(None, published, None, None), Reason("when", "happened-by-publication", published.isoformat())


def lies_back(scene: Scene, triggers: Sequence[Trigger], status: str) -> str | None:
    """The words of a time, where all that is tied to an event lies before publication: `during the 2010 election`; else None."""
    published = scene.report.published
    read = [
        _ahead(timex, status, published)
        for trigger in triggers
        for timex, rule in times_of(scene, trigger)
        if rule in {"time-role", "hangs-on-trigger"}
    ]
    if published is None or not all(t.earliest and t.latest and t.latest < published for t in read):
        return None
    return next((t.text for t in read), None)


def ran_out(scene: Scene, triggers: Sequence[Trigger]) -> str | None:
    """The words of a stretch with both its ends, tied to an event, that is over by publication: `from Sunday to Tuesday`; else None."""
    published = scene.report.published
    read = [timex for trigger in triggers for timex, _ in times_of(scene, trigger) if timex.rule == "range" and timex.bound is None]
    return next((t.text for t in read if published and t.latest and t.latest < published), None)


def is_day(when: When | None) -> bool:
    """Whether a date is a single day."""
    return when is not None and when.earliest is not None and when.earliest == when.latest


def _perfect(tree: Tree, head: int) -> bool:
    return any(tree.lower[i] in HAVE for i in tree.kids(head, "aux"))


def _possible(timex: Timex, status: str, published: date | None) -> bool:
    """Whether a time can be that of an event with this status: nothing planned is over, nothing that happened lies ahead."""
    if published is None:
        return True
    if status in UNDONE:
        return timex.latest is None or timex.latest >= published
    return status == "not" or timex.earliest is None or timex.earliest <= published


def _bounded(timex: Timex, status: str, published: date | None) -> When:
    """The interval of a time expression; what happened since a day ended by publication, what goes on has no end."""
    latest = timex.latest
    if latest is None and status == "happened" and timex.earliest is not None:
        latest = published
    if status == "ongoing" and latest is not None and published is not None and latest < published:
        latest = None
    return When(timex.earliest, latest, timex.span, timex.text)


def _width(timex: Timex) -> int:
    """Days that a time expression covers; open ones count as long."""
    if timex.earliest is None or timex.latest is None:
        return 100_000
    return (timex.latest - timex.earliest).days


def times_of(scene: Scene, trigger: Trigger) -> list[tuple[Timex, str]]:
    """The time expressions that one mention tells, by the firmest tie that finds one."""
    teller = scene.teller(trigger.span)
    here = scene.times.get(scene.tree.sentence[trigger.head], ())
    undated = scene.report.published is None  # then the words are kept, and what they mean stays open
    usable = [t for t in here if t.type in DATED and (t.earliest or t.latest or undated) and scene.teller(t.span) == teller]
    usable = [t for t in usable if t.text.lower() not in NOW]
    linked = [a.span for p in [trigger.predicate] if p for a in p.args if a.role in TIME_ROLES]
    tied: dict[str, list[Timex]] = {rule: [] for rule in ORDER}
    for timex in usable:
        rule = _tie(scene.tree, trigger, timex.span, linked)
        if rule and not (rule == "clause-time" and _of_saying(scene, timex.span)):
            tied[rule].append(_bound(scene.tree, trigger, timex))
    return next(([(t, rule) for t in found] for rule, found in tied.items() if found), [])


def _of_saying(scene: Scene, span: Span) -> bool:
    """Whether a time hangs on the cue of a statement: it is when somebody spoke, not when what he spoke of happened."""
    top = scene.tree.top(span)
    return top is not None and next(scene.tree.climb(top), None) in scene.cues


def _bound(tree: Tree, trigger: Trigger, timex: Timex) -> Timex:
    """A day inside a clause that bounds it: `since the truce began on April 19` starts then and has no end."""
    top = tree.top(timex.span)
    if top is None or timex.bound is not None:
        return timex
    for above in tree.climb(top):
        if above == trigger.head or tree.words[above].relation == "root" or _apart(tree, trigger.head, above):
            break
        words = {case.split(" ")[0] for case in tree.cases(above)} | {tree.lower[i] for i in tree.kids(above, "mark")}
        if "since" in words:
            return replace(timex, latest=None, bound="since")
        if words & {"until", "before"}:
            return replace(timex, earliest=None, bound="before")
    return timex


def _apart(tree: Tree, head: int, above: int) -> bool:
    """Whether a relative clause about `above` holds a trigger: `since the attack in which they killed` bounds no killing."""
    path = [head, *tree.climb(head)]
    relative = any(tree.words[i].relation == "acl:relcl" for i in path[: path.index(above)]) if above in path else False
    return relative or bool(RELATIVE & set(tree.lower[above:head]))


def _tie(tree: Tree, trigger: Trigger, span: Span, linked: Sequence[Span]) -> str | None:
    """How a time expression is tied to a trigger, None where it is not."""
    if any(s.meets(span) for s in linked):
        return "time-role"
    top = tree.top(span)
    if top is None or tree.sentence[top] != tree.sentence[trigger.head]:
        return None
    above = list(tree.climb(top))
    inside = range(trigger.first, trigger.end)
    if top in inside or (above and above[0] in inside):
        return "hangs-on-trigger"
    if above and above[0] in _scope(tree, trigger.head):
        return "clause-time"
    if any(a in inside for a in above[1:3]) and not any(tree.words[a].relation in BREAKS | {"advcl"} for a in above[:2]):
        return "inside-phrase"
    return None


def _scope(tree: Tree, head: int) -> list[int]:
    """Words above a trigger whose time is also its own: up to a relative clause or to `after`, `since`, `when`."""
    found = []
    at = head
    for above in tree.climb(head):
        cases = {case.split(" ")[0] for case in tree.cases(at)} | {tree.lower[i] for i in tree.kids(at, "mark", "advmod")}
        if tree.words[at].relation in BREAKS or cases & BACK or (tree.words[at].relation == "advcl" and not tree.lower[at].endswith("ing")):
            break
        found.append(above)
        at = above
    return found
