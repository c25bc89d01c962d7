"""`python -m corpus.notation check PATHS… | coverage | build | agree PATHS… | detach PATHS… | attach --corpora DIR`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.notation.agreement import agreement
from corpus.notation.build import build, part, write_record
from corpus.notation.check import check_draft, check_file
from corpus.notation.compile import compile_draft
from corpus.notation.coverage import coverage
from corpus.notation.draft import Draft, read
from corpus.notation.joining import join
from corpus.notation.problems import Rejected
from corpus.notation.standoff import detach

REPORTS = Path(__file__).resolve().parents[1] / "reports"
SECOND = REPORTS.parent / "second"
STANDOFF = REPORTS.parent / "standoff"
BUILT = Path(__file__).resolve().parents[2] / "build" / "corpus"


def complain(paths: Sequence[Path]) -> int:
    """Print every problem of the files as `FILE:LINE: what is wrong`; how many there are."""
    count = 0
    for path in paths:
        for problem in check_file(path):
            print(f"{path}:{problem.line}: {problem.what}")
            count += 1
    print(f"{len(paths)} files, {count} problems", file=sys.stderr)
    return count


def sound(paths: Sequence[Path]) -> list[Draft]:
    """The files that hold, as drafts."""
    found = []
    for path in paths:
        try:
            draft = read(path)
        except (Rejected, UnicodeDecodeError):
            continue
        if not check_draft(draft):
            found.append(draft)
    return found


def stand_off(paths: Sequence[Path], out: Path) -> None:
    """Write the marks of the files, without their words."""
    out.mkdir(parents=True, exist_ok=True)
    for path in paths:
        table = path.read_text(encoding="utf-8").rsplit("\n---\n", 1)[1]
        (out / f"{path.stem}.marks").write_text(detach(read(path), table), encoding="utf-8")


def attach_all(corpora: Path, out: Path) -> None:
    """Write the records of the real reports whose marks are here and whose texts are in `corpora`."""
    for name in ("train", "dev"):
        (out / name).mkdir(parents=True, exist_ok=True)
        for old in (out / name).glob("*.json"):
            old.unlink()
    for draft in join(corpora, STANDOFF):
        write_record(out / part(draft.key) / f"{draft.key}.json", compile_draft(draft))


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; 1 where a file is rejected."""
    parser = argparse.ArgumentParser(prog="python -m corpus.notation", description="the corpus: check, count, compile")
    parser.add_argument("command", choices=("check", "coverage", "build", "agree", "detach", "attach"))
    parser.add_argument("paths", nargs="*", type=Path, help="files (all reports where none is given)")
    parser.add_argument("--out", type=Path, help="where build, detach or attach writes")
    parser.add_argument("--corpora", type=Path, help="the corpora that have the texts of corpus/standoff, for attach and agree")
    args = parser.parse_args(argv)
    paths = args.paths or sorted(REPORTS.glob("*.txt"))
    if args.command == "coverage":
        print(coverage(sound(paths)))
        return 0
    if args.command == "agree" and args.corpora:
        print(agreement(list(join(args.corpora, STANDOFF)), list(join(args.corpora, STANDOFF / "second"))))
        return 0
    if args.command == "agree":
        print(agreement(sound(sorted(REPORTS.glob("*.txt"))), sound(args.paths or sorted(SECOND.glob("*.txt")))))
        return 0
    if args.command == "attach":
        attach_all(args.corpora, args.out or BUILT / "real")
        return 0
    failed = complain(paths)
    if args.command == "build":
        build(sound(paths), args.out or BUILT)
    if args.command == "detach":
        stand_off(paths, args.out or STANDOFF)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
