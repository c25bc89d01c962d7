"""GENEVA's event types as FORMAT.md's, where one stands for the other."""

from __future__ import annotations

GENEVA_TYPES = {
    "Attack": "attack",
    "Hostile_encounter": "attack",
    "Killing": "attack",
    "Bodily_harm": "attack",
    "Conquering": "seize",
    "Arrest": "arrest",
    "Arranging": "mobilise",
    "Practice": "mobilise",
    "Sign_agreement": "agree",
    "Collaboration": "cooperate",
    "Ratification": "law",
    "Criminal_investigation": "trial",
    "Theft": "crime",
    "Committing_crime": "crime",
    "Catastrophe": "disaster",
    "Emergency": "disaster",
    "Death": "death",
}
"""A trigger of the left type is nearly always an event of the right one."""

VAGUE = frozenset(
    "Action Communication Change_of_leadership Assistance Giving Supply Sending Testing Destroying Damaging Removing Departing Traveling "
    "Arriving Self_motion Process_start Process_end Preventing_or_letting Revenge Terrorism Participation Becoming_a_member Protest "
    "Commerce_pay Commerce_sell Commerce_buy Exchange Confronting_problem Resolve_problem Come_together Social_event Quarreling Hindering "
    "Bearing_arms Defending Control Choosing Deciding Receiving Getting Bringing Motion Dispersal Employment Convincing Competition".split()
)
"""Types whose triggers are sometimes events of ours and sometimes not: nothing is learned from them."""
