"""The figures as people read them and as programs compare them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure beside its peer's. `target`: the most that `value` (or, where `of_ratio`, the ratio) may be."""

    section: str
    what: str
    value: float
    unit: str
    peer: str = ""
    peer_value: float | None = None
    target: float | None = None
    of_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        """How many times the peer's figure."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def holds(self) -> bool | None:
        """Tell whether the target is met; None without one."""
        measured = self.ratio if self.of_ratio else self.value
        return None if self.target is None or measured is None else measured <= self.target


@dataclass(frozen=True, slots=True)
class Report:
    """One run."""

    machine: str
    seconds: float
    lines: Sequence[Line]
    notes: Sequence[str]


def write(report: Report) -> str:
    """Store the run as JSON and as Markdown; give the Markdown."""
    RESULTS.mkdir(exist_ok=True)
    lines = [{**asdict(line), "ratio": line.ratio, "holds": line.holds} for line in report.lines]
    stored = {"machine": report.machine, "seconds": report.seconds, "lines": lines, "notes": list(report.notes)}
    (RESULTS / "latest.json").write_text(json.dumps(stored, indent=1) + "\n")
    text = markdown(report)
    (RESULTS / "latest.md").write_text(text)
    return text


def markdown(report: Report) -> str:
    """Write the run as a page."""
    parts = ["# Benchmark, latest run\n", f"{report.machine}. The run took {report.seconds:.0f} s.\n"]
    for section in dict.fromkeys(line.section for line in report.lines):
        parts.append(f"## {section}\n")
        rows = [_row(line) for line in report.lines if line.section == section]
        parts.append(_table([("measured", "here", "beside it", "ratio", "target", ""), *rows]))
    parts.append("## How\n")
    parts.append("\n".join(f"- {note}" for note in report.notes) + "\n")
    return "\n".join(parts)


def _row(line: Line) -> tuple[str, ...]:
    peer = f"{_number(line.peer_value)} {line.unit} ({line.peer})" if line.peer_value is not None else ""
    ratio = f"{line.ratio:.2f}x" if line.ratio is not None else ""
    target = "" if line.target is None else f"{line.target:g}x" if line.of_ratio else f"{line.target:g} {line.unit}"
    verdict = {None: "", True: "holds", False: "MISSED"}[line.holds]
    return (line.what, f"{_number(line.value)} {line.unit}", peer, ratio, target, verdict)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines) + "\n"
