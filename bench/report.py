"""The figures as a page (docs/benchmarks.md), and the budgets that were missed."""

from typing import Any

from bench import live
from bench import seats as live_seats
from practice.documents.kinds_of_paper import PAPER_KINDS

NO_AB = "Not measured: ApacheBench (the package apache2-utils) is not on this machine."


def written(figures: dict[str, Any]) -> str:
    small, large = str(figures["sizes"][0]), str(figures["sizes"][-1])
    lines = [
        "# Benchmarks", "",
        "Made by `./run bench`, in one run on one machine: read ratios, not milliseconds. Floor = the same statements",
        "(session, policy and look event among them) through SQLAlchemy Core and the same template rendered, nothing else.",
        "", f"## Pages, with {int(small):,} and {int(large):,} families", "",
        "| Database | Page | ms | Floor ms | Ratio (budget 1.5) | Statements (12) | Sent, bytes | "
        f"{int(large):,} against {int(small):,} (1.2) |", "|---|---|---|---|---|---|---|---|"]
    for kind, sizes in figures["databases"].items():
        for few, many in zip(sizes[small]["pages"], sizes[large]["pages"], strict=True):
            growth = many["milliseconds"] / few["milliseconds"]
            lines.append(f"| {kind} | {few['page']} | {many['milliseconds']} | {many['floor']} | {many['ratio']} | "
                         f"{many['statements']} | {many['sent']:,} | {growth:.2f} |")
    lines += ["", "## Search for misspelt names", "",
              "| Database | Families | p50 ms | p95 ms | Found in the first 20 (budget 0.95) | Asked |",
              "|---|---|---|---|---|---|"]
    for kind, sizes in figures["databases"].items():
        for size, found in sizes.items():
            search = found["search"]
            lines.append(f"| {kind} | {int(size):,} | {search['p50']} | {search['p95']} | {search['recall']} | "
                         f"{search['asked']} |")
    wire = figures["wire"]
    lines += ["", "## Over the wire (gzip)", "",
              f"First visit {wire['first visit']:,} bytes (budget 60,000): page {wire['page']:,}, styles and scripts "
              f"{wire['files']:,}. Later pages: mapping {wire['mapping']:,}, plan {wire['plan']:,}, people {wire['people']:,} "
              "(budget 20,000).", "", "## A family's plan as PDF, warm", "",
              "| Step | ms |", "|---|---|"]
    lines += [f"| {step} | {value} |" for step, value in figures["paper"].items()]
    lines += ["", "Goal: 0.7 of what headless Chromium, already running, needs to open and print the same HTML in a new page.",
              "", "## Every kind of paper, warm, standard print", "",
              "Reading, choosing, guarding and printing. Memory is that of a press of its own: its proportional set size after",
              "seven of this kind, and the most that was resident at once, libraries with it.", "",
              "| Paper | For | ms | Pages | Bytes | Kept one again, ms (20) | Press memory, MB | Most resident, MB |",
              "|---|---|---|---|---|---|---|---|"]
    lines += [f"| {kind} | {one['reader'] or 'nobody'} | {one['ms']} | {one['pages']} | {one['bytes']:,} | {one['again'] or '–'} | "
              f"{one['memory']} | {one['most memory']} |" for kind, one in figures["papers"].items()]
    lines += ["", "## Load: story page, PostgreSQL, 500 families, two workers, ApacheBench on the same two cores", "",
              "| Sessions | Requests a second | Median ms |", "|---|---|---|"]
    lines += [f"| {sessions} | {found['per second']} | {found['median ms']:.0f} |" for sessions, found in figures["load"].items()]
    lines += [] if figures["load"] else ["", NO_AB]
    lines += _live(figures["live"])
    over = missed(figures)
    lines += ["", f"The whole run took {sum(figures['seconds'].values()):.0f} s ("
              + ", ".join(f"{part} {seconds:.0f}" for part, seconds in figures["seconds"].items())
              + f"); load average before it {figures['load average']}."]
    lines += ["", "## Budgets missed in this run", ""] + ([f"- {line}" for line in over] or ["None."])
    return "\n".join(lines) + "\n"


def _live(live: dict[str, Any]) -> list[str]:
    lines = [
        "", "## Live discussions: ten seats each, PostgreSQL with fsync, two workers, all on the same two cores", "",
        "Each seat polls every 2 s and writes once every 20 s, into a private round or the notes, with two rounds of 20 entries",
        "open above it; after a write it loads the page again. Seen: from the sending of a write until the last other seat of its",
        "discussion has the piece of page that holds it. Memory: PSS of the server’s processes, the sealer’s and all of",
        "PostgreSQL’s, the most of a reading every 2 s. Cores: what those processes used. The client (asyncio, not counted) runs",
        "on the same cores.", "",
        "| Seats | Discussions | Changes | Seen by all, p50 s | p95 s (3) | Slowest s | Errors (0) | Requests a second "
        "| Polls with news, a second | Poll p50 ms | p95 ms | Memory, MB (1,536) | Cores |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|"]
    for one in live["sizes"]:
        seen = [one[key] if one[key] is not None else "not in time" for key in ("p50", "p95", "most")]
        lines.append(f"| {one['seats']} | {one['discussions']} | {one['changes']} | {seen[0]} | {seen[1]} | {seen[2]} | "
                     f"{sum(one['errors'].values())} | {one['per second']} | {one['requests'].get('poll, new', 0)} | "
                     f"{one['poll p50 ms']} | {one['poll p95 ms']} | {one['memory, MB']} | {one['cores']} |")
    bends = live["bends at"]
    return [*lines, "", f"It bends at {bends} seats." if bends else f"It did not bend up to {live['sizes'][-1]['seats']} seats."]


def _live_missed(one: dict[str, Any]) -> list[str]:
    found = []
    if one["p95"] is None or one["p95"] > live_seats.BUDGET:
        found.append(f"live, {one['seats']} seats: seen by all in {one['p95'] or 'more than 3'} s (95th percentile, 3)")
    if one["errors"]:
        found.append(f"live, {one['seats']} seats: {one['errors']} (no error)")
    if one["memory, MB"] > live.MEMORY_BUDGET:
        found.append(f"live, {one['seats']} seats: {one['memory, MB']} MB (1,536)")
    return found


def missed(figures: dict[str, Any]) -> list[str]:
    """Every budget of the design that this run did not keep, in words."""
    found = []
    small, large = str(figures["sizes"][0]), str(figures["sizes"][-1])
    for kind, sizes in figures["databases"].items():
        for few, many in zip(sizes[small]["pages"], sizes[large]["pages"], strict=True):
            if many["ratio"] > 1.5:
                found.append(f"{kind}, {many['page']}: {many['ratio']} times the floor (1.5)")
            if many["milliseconds"] > 1.2 * few["milliseconds"]:
                growth = many["milliseconds"] / few["milliseconds"]
                found.append(f"{kind}, {many['page']}: {growth:.2f} times as slow when full (1.2)")
            if many["statements"] > 12:
                found.append(f"{kind}, {many['page']}: {many['statements']} statements (12)")
        if sizes[large]["search"]["p50"] > 10 * sizes[small]["search"]["p50"]:
            found.append(f"{kind}: search more than 10 times as slow when full")
        if sizes[large]["search"]["recall"] < .95:
            found.append(f"{kind}: search found {sizes[large]['search']['recall']} of misspelt names (0.95)")
    if figures["wire"]["first visit"] > 60_000:
        found.append(f"first visit {figures['wire']['first visit']:,} bytes (60,000)")
    for name in ("mapping", "plan", "people"):
        if figures["wire"][name] > 20_000:
            found.append(f"{name} page {figures['wire'][name]:,} bytes (20,000)")
    found += [f"{kind} kept: {one['again']} ms (20)" for kind, one in figures["papers"].items() if (one["again"] or 0) > 20]
    found += [] if figures["load"] else [NO_AB]
    found += [f"no {kind} was measured" for kind in PAPER_KINDS if kind not in figures["papers"]]
    found += _live_missed(figures["live"]["sizes"][0])
    if figures["paper"].get("ratio to Chromium", 0) > .7:
        found.append(f"PDF {figures['paper']['ratio to Chromium']} times Chromium (0.7)")
    return found
