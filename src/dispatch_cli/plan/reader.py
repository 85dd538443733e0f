"""The task file: text → TaskFile, or all its problems with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.errors import ProblemsError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import say
from dispatch_cli.model import Mode, TaskFile
from dispatch_cli.plan.fields import KeyCheck, read_date, read_mode, report_shape
from dispatch_cli.plan.items import ItemReader, TaggedItem
from dispatch_cli.plan.keys import TOP_KEYS
from dispatch_cli.plan.meetings import read_meeting
from dispatch_cli.plan.names import named
from dispatch_cli.plan.remind import RemindReader, RemindRules, check_names
from dispatch_cli.plan.tags import check_tags, make_tags, read_cadences
from dispatch_cli.plan.yaml_events import (
    PARSER_TOO_DEEP,
    TOO_DEEP,
    NotText,
    NotYamlError,
    PlacedText,
    YamlEvents,
    not_yaml,
)
from dispatch_cli.plan.yaml_parser import DOCUMENT_START, MAPPING_START, SEQUENCE_START
from dispatch_cli.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dispatch_cli.model import Cadence, Workdays
    from dispatch_cli.plan.yaml_parser import YamlEvent

    IsZone = Callable[[str], bool]
    TodayIn = Callable[[str | None], date]

_BROKEN_ITEMS, _READ_AGAIN = 20, 20_000_000
_LARGE = 50_000  # characters: to make the pattern costs one small list more than it saves


def parse(
    source: Source, is_zone: IsZone, today_in: TodayIn | None = None, tries: int = _BROKEN_ITEMS, *, many: bool = False
) -> TaskFile:
    """Return the plan that a task file, perhaps one of `many`, holds. Raises ProblemsError with all problems.

    `is_zone` says whether a time zone has a name. `today_in` returns today's date in one; with it, a `last` or `closed`
    to come is a problem too. What is not YAML is blanked and the rest read again, up to `tries` times.
    """
    if today_in is None and (many or len(source.text) >= _LARGE):
        from dispatch_cli.plan.usual import read_usual

        if usual := read_usual(source, lambda head: parse(head, is_zone)):
            return usual
    try:
        with not_yaml():
            plan = _Reader(source, is_zone, today_in).read()
    except NotYamlError as error:
        count = len(source.problems)
        error = _where_it_began(source, error, is_zone)
        rest = _explain(source, error) if len(source.text) * (_BROKEN_ITEMS - tries) < _READ_AGAIN and tries else None
        if rest is None:
            raise ProblemsError(source.problems) from None
        problems = source.problems[count:]  # the others will be found again in the rest
        try:
            parse(rest, is_zone, today_in, tries - 1)
        except ProblemsError as error_of_rest:
            problems += error_of_rest.problems
        raise ProblemsError(problems) from None
    if source.problems:
        raise ProblemsError(source.problems)
    return plan


def _where_it_began(source: Source, error: NotYamlError, is_zone: IsZone) -> NotYamlError:
    """Return the error where it began: the parser objects late to lists and mappings that are nested too deeply."""
    if PARSER_TOO_DEEP not in error.reason:
        return error
    before = Source(source.path, source.text[: error.at])
    try:
        with not_yaml():
            _Reader(before, is_zone, None).read()
    except NotYamlError as earlier:
        return earlier if earlier.reason == TOO_DEEP else error
    except ProblemsError:
        pass
    return error


def _explain(source: Source, error: NotYamlError) -> Source | None:
    """Report why the text is not YAML; return the part that can still be read."""
    from dispatch_cli.plan.yaml_mistakes import explain_not_yaml, without

    return without(source, explain_not_yaml(source, error))


class _Reader:
    """One reading of one text, front to back."""

    def __init__(self, source: Source, is_zone: IsZone, today_in: TodayIn | None) -> None:
        self.source = source
        self.events = YamlEvents(source)
        self.is_zone = is_zone
        self.today_in = today_in
        self.item_reader = ItemReader(source)
        self.texts: dict[str, PlacedText] = {}
        self.cadences: dict[str, Cadence] = {}
        self.remind_reader = RemindReader(source, self.events)
        self.people: dict[str, str] = {}
        self.remind = RemindRules()
        self.workdays: Workdays | None = None
        self.due: PlacedText | None = None
        self.items: list[TaggedItem] = []

    def read(self) -> TaskFile:
        """Return the plan of the whole document; report what is wrong with it."""
        self._read_sections()
        before = {tag.value: days for tag, days in self.remind.before.items()}
        again = {tag.value: days for tag, days in self.remind.again.items()}
        tags = make_tags(self.cadences, before, again)
        check_tags(self.source, self.items, tags)
        addresses = self.remind_reader.addresses
        check_names(self.source, self.remind, tags, {name.value for name, _ in addresses})
        zone = self._timezone()
        if self.today_in:
            self.item_reader.report_doubtful(self.today_in(zone))
            self._report_names()
        items, rules = tuple(named(tagged.item, self.people) for tagged in self.items if tagged.item), self.remind
        return TaskFile(
            self._text("branch"),
            zone,
            self._mode(),
            tags,
            items,
            self.people,
            rules.escalate,
            rules.mail,
            self._since(),
            self._meeting(),
            rules.deadline,
            self.workdays,
            rules.contact,
        )

    def _read_sections(self) -> None:
        """Read each key at the top and its value, to the end of the document."""
        check = KeyCheck(self.source, TOP_KEYS)
        root = self.events.root()
        if root.__class__ is MAPPING_START:
            for key, event in self.events.pairs():
                if check.accept(key):
                    self._section(key, event)
                else:
                    self.events.text(event)
        elif root is not None:
            self.events.text(root)
        self._end()
        if "tasks" not in check.places:
            self._report_no_tasks(root)

    def _report_names(self) -> None:
        from dispatch_cli.plan.doubts import PlacedAddress, PlacedName, PlacedNames, report_names

        items = [PlacedName(key, name) for key, name in self.item_reader.names]
        people = [PlacedAddress(name, address) for name, address in self.remind_reader.addresses]
        report_names(self.source, PlacedNames(items, people, self.remind_reader.escalated))

    def _section(self, key: PlacedText, event: YamlEvent) -> None:
        """Read the value of a known key at the top."""
        if key.value == "tasks":
            self._tasks(event)
        elif key.value == "cadence":
            self.cadences = read_cadences(self.source, self.events, event)
        elif key.value == "people":
            self.people = self.remind_reader.people(event)
        elif key.value == "remind":
            self.remind = self.remind_reader.remind(event)
        elif key.value == "workdays":
            self._workdays(event)
        else:
            value = self.events.text(event)
            if isinstance(value, NotText):
                report_shape(self.source, key.value, value)
            elif value.value:
                self.texts[key.value] = value

    def _workdays(self, event: YamlEvent) -> None:
        from dispatch_cli.plan.workdays import WorkdaysReader

        self.workdays, self.due = WorkdaysReader(self.source, self.events).read(event) or (None, None)

    def _tasks(self, event: YamlEvent) -> None:
        if event.__class__ is SEQUENCE_START:
            for element in self.events.elements():
                if item := self.item_reader.read(self.events, element):
                    self.items.append(item)
            return
        value = self.events.text(event)
        if value in {NotText(value.at, reported=True), PlacedText("", value.at)}:  # nothing below it is an empty list
            return
        message = say("`tasks` must be a list of items")
        self.source.report(value.at, message, say("begin each item with `- `; an empty list is `tasks: []`"))

    def _report_no_tasks(self, root: YamlEvent | None) -> None:
        if root is None or not self.source.text.strip():
            message, hint = say("the file is empty"), say("`dispatch init` writes a file to start from")
        elif root.__class__ is MAPPING_START:
            message, hint = say("the required key `tasks` is missing"), say("add `tasks:` and below it the items")
        else:
            message = say("this is not a task file: it has no keys")
            hint = say("it should begin with `tasks:`; `dispatch init` writes an example")
        self.source.report(0, message, hint)

    def _end(self) -> None:
        for event in self.events.rest():
            if event.__class__ is DOCUMENT_START:
                hint = say("keep one list in one file; delete the line `---` or move the rest to another file")
                self.source.report(event.start_mark.index, say("a second document begins here"), hint)
                return

    def _text(self, key: str) -> str | None:
        text = self.texts.get(key)
        return text.value if text else None

    def _timezone(self) -> str | None:
        text = self.texts.get("timezone")
        if text and not self.is_zone(text.value):
            message = say("unknown time zone `{zone}`", zone=brief(text.value))
            self.source.report(text.at, message, say("use a name such as Asia/Shanghai"))
            return None
        return self._text("timezone")

    def _since(self) -> date | None:
        text = self.texts.get("since")
        return read_date(self.source, text) if text else None

    def _meeting(self) -> str | None:
        text = self.texts.get("meeting")
        return read_meeting(self.source, text, self.texts.get("since")) if text else None

    def _mode(self) -> Mode:
        mode = read_mode(self.source, self.texts.get("mode"))
        if self.due:
            from dispatch_cli.plan.workdays import check_due

            check_due(self.source, self.due, mode)
        return mode
