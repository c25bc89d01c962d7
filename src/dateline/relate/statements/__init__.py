"""Who says what, to whom, when and through what: statements from the encoder's attributions and the lexicon of cues."""

from dateline.relate.statements.steps import relate_statements

__all__ = ["relate_statements"]
