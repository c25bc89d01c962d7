"""Dateline's own formats: records and incidents, each a line of JSON."""

from __future__ import annotations

import json

from dateline.codec import encode_incident, encode_record
from dateline.export.source import Options, Seen, Source, Writing
from dateline.export.verdicts import verdict_of, verdicts_of_cells


def write_records(source: Source, options: Options) -> Writing:
    """Records as FORMAT.md has them, each once, in the order of the reports: what a machine read, without any person's verdict."""
    del options
    seen = Seen(source)
    if source.reports is None:
        for incident in source.incidents:
            seen.add(incident)
    for report in seen.reports():
        yield (encode_record(source.record_of(report)) + "\n").encode()
    return ()


def write_incidents(source: Source, options: Options) -> Writing:
    """Incidents with all their cells, rival values and witnesses; `verdict` and `verdicts` say what people have judged."""
    del options
    for incident in source.incidents:
        judged = {
            "verdict": verdict_of(incident),
            "verdicts": verdicts_of_cells(incident),
            "permalink": source.link("incident", incident.id),
        }
        ours = json.dumps(judged, ensure_ascii=False, separators=(",", ":"))
        yield f"{encode_incident(incident)[:-1]},{ours[1:]}\n".encode()
    return ()
