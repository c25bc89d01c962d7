"""What happened, to whom, where and when, and who vouches for it: events from the encoder's predicates and the lexicon of triggers."""

from dateline.relate.events.steps import relate_events

__all__ = ["relate_events"]
