"""A place before a trigger noun is where it happened, not who did it, once the report has told it as the place."""

from dateline import read

NEWS = "Gunmen attacked a base in Jordan on Sunday, killing three soldiers. The Jordan attack was the third this year, officials said."


def test_a_place_before_the_noun_is_no_doer() -> None:
    record = read(NEWS, published="2015-06-12")
    names = {actor.id: actor.name for actor in record.actors}
    told = [e for e in record.events if any(m.text == "attack" for m in e.mentions)]
    assert told and all("Jordan" not in [names.get(p.actor or "") for p in e.agents] for e in told)
    assert [p.name for e in told for p in e.places] == ["Jordan"]
    assert all(reason.detail != "Jordan" for e in told for reason in e.why if reason.cell == "agents")
