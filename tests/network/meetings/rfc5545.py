"""What RFC 5545 asks of a calendar, checked line by line, without a program that forgives."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

LINE = re.compile(r'([A-Z][A-Z0-9-]*)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,[^";:]*)*)*):(.*)')
TZID = re.compile(r";TZID=([^;:]+)")
INSTANT = re.compile(r"\d{8}T\d{6}Z")
ONCE = ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "STATUS")
STATES = {"TENTATIVE", "CONFIRMED", "CANCELLED"}


def unfold(content: bytes) -> tuple[list[str], list[str]]:
    """The content lines (section 3.1), and what is wrong with how they are written."""
    faults = []
    if not content.endswith(b"\r\n"):
        faults.append("the last line does not end")
    raw = content.split(b"\r\n")[:-1]
    if any(b"\n" in line or b"\r" in line for line in raw):
        faults.append("a line ends otherwise than by CRLF")
    if any(len(line) > 75 for line in raw):
        faults.append("a line has more than 75 octets")
    if any(not line.strip() for line in raw):
        faults.append("a line is empty")
    for line in raw:
        try:
            line.decode()
        except UnicodeDecodeError:
            faults.append("a character is cut by a fold")
    text = b"\r\n".join(raw).replace(b"\r\n ", b"").replace(b"\r\n\t", b"")
    return text.decode(errors="replace").split("\r\n"), faults


@dataclass
class Component:
    """What stands between a BEGIN and its END: values by the names of properties."""

    name: str
    values: dict[str, list[str]] = field(default_factory=dict)
    zones: set[str] = field(default_factory=set)


def components_in(lines: list[str]) -> tuple[list[Component], list[str]]:
    """All components, however deep, and what is wrong with their order."""
    faults, done, still_open = [], [], []
    for line in lines:
        match = LINE.fullmatch(line)
        name, parameters, value = match.groups() if match else ("", "", "")
        if name == "BEGIN":
            still_open.append(Component(value))
        elif not still_open or not match:
            faults.append(f"this line has no place in a calendar: {line}")
        elif name == "END":
            done.append(still_open.pop())
            if done[-1].name != value:
                faults.append(f"{value} ends where it is not open")
        else:
            still_open[-1].values.setdefault(name, []).append(value)
            still_open[-1].zones.update(TZID.findall(parameters))
    if still_open or not done or done[-1].name != "VCALENDAR":
        faults.append("the calendar is not whole")
    return done, faults


def faults_of(content: bytes) -> list[str]:
    """Everything that is wrong with a calendar; empty for one that is right."""
    lines, faults = unfold(content)
    components, misplaced = components_in(lines)
    faults += misplaced
    for calendar in (one for one in components if one.name == "VCALENDAR"):
        faults += not_once(calendar, ("VERSION", "PRODID"))
    events = [one for one in components if one.name == "VEVENT"]
    for event in events:
        faults += not_once(event, ONCE) + faults_of_event(event.values)
    zones = {one.values.get("TZID", [""])[0] for one in components if one.name == "VTIMEZONE"}
    named = {zone for event in events for zone in event.zones}
    faults += [f"no rules for the zone {zone}" for zone in named - zones]
    uids = Counter(uid for event in events for uid in event.values.get("UID", []))
    return faults + [f"two events have the UID {uid}" for uid in uids if uids[uid] > 1]


def not_once(component: Component, names: Iterable[str]) -> list[str]:
    values = component.values
    return [f"{name} is not there once" for name in names if len(values.get(name, [])) != 1]


def faults_of_event(event: dict[str, list[str]]) -> list[str]:
    """Section 3.6.1: instants in UTC, states that are known, texts in which signs are escaped."""
    faults = []
    for name in ("DTSTAMP", "LAST-MODIFIED", "CREATED"):
        faults += [f"{name} is not in UTC" for v in event.get(name, []) if not INSTANT.fullmatch(v)]
    faults += ["unknown STATUS" for value in event.get("STATUS", []) if value not in STATES]
    faults += ["SEQUENCE is no number" for v in event.get("SEQUENCE", []) if not v.isdecimal()]
    if "DTEND" in event and "DURATION" in event:
        faults.append("both DTEND and DURATION")
    for value in event.get("SUMMARY", []) + event.get("DESCRIPTION", []):
        if re.search(r"(?<!\\)(?:\\\\)*[,;]", value):
            faults.append("a comma or semicolon is not escaped")
    return faults
