"""The task file: text → TaskFile, or all its problems with their places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.events import DocumentStartEvent, MappingStartEvent, SequenceStartEvent

from dispatch_cli.errors import ProblemsError
from dispatch_cli.fields import ITEM_KEYS, TOP_KEYS, KeyCheck, nearest, report_shape
from dispatch_cli.items import ItemReader, TaggedItem
from dispatch_cli.messages import say
from dispatch_cli.model import Mode, TaskFile
from dispatch_cli.source import Source
from dispatch_cli.tags import check_tags, make_tags, read_cadences
from dispatch_cli.yamlevents import NotYamlError, Shape, Text, YamlEvents

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dispatch_cli.errors import Problem
    from dispatch_cli.model import Cadence

    IsZone = Callable[[str], bool]

_BROKEN_ITEMS = 20


def parse(source: Source, is_zone: IsZone, doubt_after: date | None = None) -> TaskFile:
    """Understand a task file.

    `is_zone` knows the time zones. With `doubt_after`, what is legal but doubtful is a
    problem too: a `last` or `closed` later than that day. Raises ProblemsError.
    """
    text = source.text
    mistakes: list[Problem] = []
    gaps: list[tuple[int, int]] = []
    for _ in range(_BROKEN_ITEMS):
        attempt = Source(source.path, text, gaps)
        reader = _Reader(attempt, is_zone, doubt_after, whole=text == source.text)
        try:
            plan = reader.read()
        except NotYamlError as error:
            from dispatch_cli.yamlerrors import explain_not_yaml, without

            known = len(attempt.problems)
            text, more = without(text, explain_not_yaml(attempt, error, ITEM_KEYS + TOP_KEYS))
            gaps += more
            mistakes += attempt.problems[known:]
            if text != attempt.text:
                continue
            raise ProblemsError([*mistakes, *attempt.problems[:known]]) from None
        break
    if problems := mistakes + attempt.problems:
        raise ProblemsError(problems)
    return plan


class _Reader:
    """One reading of one text, front to back; not `whole` when items were blanked out of it."""

    def __init__(self, source: Source, is_zone: IsZone, doubt_after: date | None, *, whole: bool) -> None:
        self.source = source
        self.events = YamlEvents(source)
        self.is_zone = is_zone
        self.whole = whole
        self.item_reader = ItemReader(source, doubt_after)
        self.texts: dict[str, Text] = {}
        self.cadences: dict[str, Cadence] = {}
        self.tagged: list[TaggedItem] = []

    def read(self) -> TaskFile:
        """Read the whole document, reporting what is wrong with it."""
        check = KeyCheck(self.source, TOP_KEYS)
        root = self.events.root()
        if root.__class__ is MappingStartEvent:
            for key, event in self.events.pairs():
                self._top(key, event, known=check.accept(key))
        elif root is not None:
            self.events.text(root)
        if "tasks" not in check.places:
            self._report_no_tasks(root)
        self._end()
        tags = make_tags(self.cadences)
        check_tags(self.source, self.tagged, tags)
        items = tuple(tagged.item for tagged in self.tagged)
        return TaskFile(self._text("branch"), self._timezone(), self._mode(), tags, items)

    def _top(self, key: Text, event: Any, *, known: bool) -> None:
        if known and key.value == "tasks":
            self._tasks(event)
        elif known and key.value == "cadence":
            self.cadences = read_cadences(self.source, self.events, event)
        else:
            value = self.events.text(event)
            if known and isinstance(value, Shape):
                report_shape(self.source, key.value, value.at)
            elif known and isinstance(value, Text) and value.value:
                self.texts[key.value] = value

    def _tasks(self, event: Any) -> None:
        if event.__class__ is SequenceStartEvent:
            for element in self.events.elements():
                if tagged := self.item_reader.read(self.events, element):
                    self.tagged.append(tagged)
            return
        value = self.events.text(event)
        if not self.whole and value == Text("", value.at):
            return
        message = say("`tasks` must be a list of items")
        self.source.report(value.at, message, say("begin each item with `- `; an empty list is `tasks: []`"))

    def _report_no_tasks(self, root: Any) -> None:
        if root is None or not self.source.text.strip():
            message, hint = say("the file is empty"), say("`dispatch init` writes a file to start from")
        elif root.__class__ is MappingStartEvent:
            message, hint = say("the required key `tasks` is missing"), say("add `tasks:` and below it the items")
        else:
            message = say("this is not a task file: it has no keys")
            hint = say("it should begin with `tasks:`; `dispatch init` writes an example")
        self.source.report(0, message, hint)

    def _end(self) -> None:
        while (event := self.events.next()) is not None:
            at = event.start_mark.index
            if event.__class__ is DocumentStartEvent:
                hint = say("keep one list in one file; delete the line `---` or move the rest to another file")
                self.source.report(at, say("a second document begins here"), hint)
                return

    def _text(self, key: str) -> str | None:
        text = self.texts.get(key)
        return text.value if text else None

    def _timezone(self) -> str | None:
        text = self.texts.get("timezone")
        if text and not self.is_zone(text.value):
            message = say("unknown time zone `{zone}`", zone=text.value)
            self.source.report(text.at, message, say("use a name such as Asia/Shanghai"))
        return self._text("timezone")

    def _mode(self) -> Mode:
        text = self.texts.get("mode")
        if text and text.value not in tuple(Mode):
            self.source.report(text.at, say("unknown mode `{mode}`", mode=text.value), nearest(text.value, tuple(Mode)))
            return Mode.ROLLING
        return Mode(text.value) if text else Mode.ROLLING
