"""Learning what relating weighs: which candidates are statements, which words tell events, where events lie; numpy only.

Logistic regressions on the clues that `dateline.relate` tells, over the training part of the real reports that we annotated
(`corpus/standoff`). The encoder is surer of reports that it was trained on than of any that it will read. So each stretch of reports,
by number, is read with an exported model that has not seen them.
"""
