"""Events: triggers are found, mentions of one occurrence joined, and each cell is filled with its reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.model import Account, Event, Figure, Layers, Party, Readings, Reason, Report, Statement, When, Words
from dateline.relate.events.accounts import find_accounts, owns_up
from dateline.relate.events.anchors import anchored_days
from dateline.relate.events.answers import answer_events
from dateline.relate.events.coreference import join_mentions
from dateline.relate.events.figures import find_figures, victims
from dateline.relate.events.grammar import is_symmetric
from dateline.relate.events.roles import find_roles
from dateline.relate.events.scene import Scene, see
from dateline.relate.events.status import UNDONE, judge_status
from dateline.relate.events.triggers import HURTING, Trigger, find_triggers
from dateline.relate.events.when import find_when, is_day, lies_back, ran_out, untold_when
from dateline.relate.events.where import find_places
from dateline.relate.plover import event_root

Group = tuple[Trigger, ...]


def relate_events(report: Report, layers: Layers, readings: Readings, statements: Sequence[Statement]) -> tuple[Event, ...]:
    """The events of a report in order of their first mention, each cell with the reason for its value."""
    scene = see(report, layers, readings, statements)
    groups = join_mentions(scene, find_triggers(scene))
    figures = find_figures(scene, groups)
    events = [_event(scene, number, group, figures.get(number, [])) for number, group in enumerate(groups)]
    return tuple(_dated(scene, answer_events(scene, events), groups))


def _dated(scene: Scene, events: Sequence[Event], groups: Sequence[Group]) -> Iterator[Event]:
    """Events with the days that a distance from another gives, or those told before them."""
    for number, (when, why) in anchored_days(scene, groups, events).items():
        events = [*events[:number], replace(events[number], when=when, why=(*events[number].why, why)), *events[number + 1 :]]
    known: dict[int, list[tuple[Trigger, When]]] = defaultdict(list)
    for event, group in zip(events, groups, strict=True):
        if event.when and is_day(event.when) and event.status == "happened":
            for trigger in group:
                known[scene.tree.sentence[trigger.head]].append((trigger, event.when))
    for event, group in zip(events, groups, strict=True):
        if event.when is None and event.status == "happened":
            told, ground = untold_when(scene, group, known, any(account.by is None for account in event.accounts))
            event = replace(event, when=told, why=(*event.why, *([ground] if ground else [])))
        yield event


def _event(scene: Scene, number: int, group: Group, counted: Sequence[tuple[Figure, Reason]]) -> Event:
    mode, why_mode = _mode(group)
    status, why_status = _status(scene, group)
    agents, targets, why_roles = find_roles(scene, group)
    agents, targets = _claimers(scene, group, agents), _hurt(scene, group, targets, agents, [f for f, _ in counted])
    mode = _of_people(scene, group, mode, targets)
    places, why_places = find_places(scene, group)
    agents, why_roles = _without_grounds(agents, why_roles, {place.name for place in places})
    when, why_when = find_when(scene, group, status)
    accounts, why_accounts = find_accounts(scene, group, agents, status)
    status = _disputed(status, accounts)
    why = [Reason("type", t.rule, t.span.of(scene.report.text)) for t in group[:1]]
    why += [*why_mode, why_status, *why_roles, *why_places, *([why_when] if why_when else []), *[r for _, r in counted], *why_accounts]
    return Event(
        id=f"e{number + 1}",
        type=group[0].type,
        mode=mode,
        status=status,
        mentions=tuple(Words(t.span, t.span.of(scene.report.text)) for t in group),
        agents=agents,
        targets=targets,
        places=places,
        when=when,
        figures=tuple(f for f, _ in counted),
        accounts=accounts,
        plover=event_root(group[0].type, mode, status),
        why=tuple(why),
    )


def _status(scene: Scene, group: Group) -> tuple[str, Reason]:
    """The status by votes; but what its own date puts wholly in the past is no plan, and what ran to a past day goes on no more."""
    status, why = judge_status(scene, group)
    if status == "ongoing" and (over := ran_out(scene, group)):
        return "happened", Reason("status", "dated-before", over)
    past = lies_back(scene, group, status) if status in UNDONE else None
    return ("happened", Reason("status", "dated-before", past)) if past else (status, why)


def _mode(group: Group) -> tuple[str | None, list[Reason]]:
    """The mode that most mentions tell, the first where as many tell another; one of four and fewer names the whole only as the first."""
    told = Counter(t.mode for t in group if t.mode)
    if not told:
        return None, []
    mode = max(told, key=lambda m: told[m])
    if told[mode] * 4 <= len(group) and group[0].mode != mode:
        return None, []
    return mode, [Reason("mode", "told-by-mentions", f"{told[mode]} of {len(group)}")]


def _of_people(scene: Scene, group: Group, mode: str | None, targets: Sequence[Party]) -> str | None:
    """People who are seized, not ground or things, are abducted."""
    if group[0].type != "seize" or mode not in {None, "territory", "property"} or not targets:
        return mode
    people = {actor.id for actor in scene.readings.cast.actors if actor.kind in {"person", "people"}}
    return "abduction" if all(party.actor in people and _is_taken(scene, group, party) for party in targets) else mode


def _is_taken(scene: Scene, group: Group, party: Party) -> bool:
    """Whether a party itself is the object of a verb of a group: not whose house it is."""
    tree = scene.tree
    own = set(tree.inside(party.span)) if party.span else set[int]()
    return any(t.verbal and own & {*tree.objects(t.head), tree.nominal_after(t.head)} for t in group)


def _without_grounds(agents: tuple[Party, ...], why: Sequence[Reason], grounds: set[str]) -> tuple[tuple[Party, ...], list[Reason]]:
    """Agents, with the reasons for roles, without those that stand before a trigger noun and are told as its place: `the Jordan attack`."""
    gone = {reason.detail for reason in why if reason.rule == "modifier"} & grounds
    kept = [reason for reason in why if reason.rule != "modifier" or reason.detail not in gone]
    return tuple(party for party in agents if party.text not in gone), kept


def _claimers(scene: Scene, group: Group, agents: tuple[Party, ...]) -> tuple[Party, ...]:
    """Claimers of responsibility are agents, beside anybody else said to have done it."""
    for trigger in group:
        statement = scene.stated(trigger.span)
        claimed = statement and (statement.act == "claim" or owns_up(scene, trigger, statement))
        if statement and claimed and statement.source.actor and all(p.actor != statement.source.actor for p in agents):
            agents = (*agents, statement.source)
    return agents


def _hurt(
    scene: Scene, group: Group, targets: tuple[Party, ...], agents: tuple[Party, ...], figures: Sequence[Figure]
) -> tuple[Party, ...]:
    """Whom the figures count as killed or hurt are targets."""
    if group[0].type not in HURTING or is_symmetric(group[0]):
        return targets
    known = {p.actor for p in (*targets, *agents)}
    for span in victims(figures):
        top = scene.tree.top(span)
        for party in scene.parties(top) if top is not None else []:
            if party.actor not in known:
                known.add(party.actor)
                targets = (*targets, party)
    return targets


def _disputed(status: str, accounts: Sequence[Account]) -> str:
    """What is told only to be denied is `denied`."""
    stances = {account.stance for account in accounts}
    if status in {"happened", "ongoing"} and stances == {"denies"} and all(a.by for a in accounts):
        return "denied"
    return status
