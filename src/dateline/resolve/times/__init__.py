"""The grammar of English news time, step by step.

`marks` cuts the text into time words; `rules` is the small language that the rules are written in; `day_rules` to `phrase_rules`
are the rules; `calendar` and `feasts` know the calendars; `tense` and `verbs` read which way a sentence looks; `told` is what all of them
hand on.
"""
