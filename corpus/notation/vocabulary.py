"""The closed lists of FORMAT.md: kinds, types and their modes, acts, forms, stances, figures, codes."""

from __future__ import annotations

import re
from collections.abc import Collection

from corpus.notation.problems import Rejected
from dateline.model.vocabulary import MODES as MODES
from dateline.model.vocabulary import STATUSES as STATUSES

KINDS = ("person", "state", "government", "military", "armed-group", "organisation", "people", "unknown")
NAMED = ("named", "described")
ACTS = (
    "say", "confirm", "deny", "claim", "announce", "accuse", "threaten", "warn", "demand", "promise", "praise",
    "believe", "report",
)  # fmt: skip
FORMS = ("direct", "indirect", "mixed")
STANCES = (
    "asserts", "confirms", "denies", "claims", "accuses", "announces", "threatens", "demands", "doubts",
)  # fmt: skip
FIGURES = (
    "killed", "wounded", "missing", "detained", "displaced", "abducted", "released", "participants", "targets",
    "deployed", "votes", "money", "damaged", "other",
)  # fmt: skip
# ISO 3166-1 alpha-3, and XKX, the user-assigned code in general use for Kosovo.
COUNTRIES = frozenset(
    re.findall(
        r"[A-Z]{3}",
        """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM
    BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR
    CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB
    GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA
    JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA
    MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR
    NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS
    SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON
    TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKX YEM ZAF ZMB ZWE
        """,
    )
)


def one_of(value: str, allowed: Collection[str], what: str) -> str:
    """`value` where it is `allowed`, else the rejection that lists what is."""
    if value not in allowed:
        listed = ", ".join(allowed) if len(allowed) < 30 else "ISO 3166-1 alpha-3 codes"
        raise Rejected(f"unknown {what} {value!r}: one of {listed or 'none (leave it out)'}")
    return value


def country(value: str) -> str | None:
    """The country code, `None` for `-`."""
    return None if value == "-" else one_of(value, COUNTRIES, "country")
