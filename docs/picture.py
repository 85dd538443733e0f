"""Draw docs/check.svg and docs/check.zh.svg: what `dispatch check` shows on a terminal.

Run it from the project's folder, where tasks.yaml lies: `.venv/bin/python docs/picture.py`.
The program runs in a pseudo-terminal, so that the picture is of its real output. rich could
draw it too, but places what follows a Chinese character wrongly: it takes it for narrow.
"""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.color import Color, blend_rgb
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME as THEME
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.color_triplet import ColorTriplet
    from rich.segment import Segment
    from rich.style import Style

DOCS = Path(__file__).parent
COMMAND = "dispatch check --soon --today 2026-11-22"
COLUMNS, CELL, LINE, MARGIN = 118, 8, 20, 16
FONTS = "'Sarasa Mono SC', 'Noto Sans Mono CJK SC', Menlo, Consolas, 'PingFang SC', 'Microsoft YaHei', monospace"


def on_terminal(language: str) -> str:
    """Return what the command writes to a terminal of our width."""
    master, slave = pty.openpty()
    environment = {"TERM": "xterm-256color", "COLUMNS": f"{COLUMNS}", "DISPATCH_LANG": language}
    program = Path(sys.executable).with_name("dispatch")
    with subprocess.Popen([program, *COMMAND.split()[1:]], stdout=slave, env=environment):
        os.close(slave)
        return read_all(master).decode().replace("\r\n", "\n")


def read_all(descriptor: int) -> bytes:
    """Return all that is written until the other side closes, which Linux tells by an error."""
    data = b""
    try:
        while piece := os.read(descriptor, 65536):
            data += piece
    except OSError:
        pass
    os.close(descriptor)
    return data


def draw(language: str) -> str:
    """Return the picture of the command and of what it shows."""
    console = Console(width=COLUMNS, file=io.StringIO(), color_system="truecolor")
    page = Text.assemble((f"$ {COMMAND}\n", "bold"), Text.from_ansi(on_terminal(language)))
    lines = console.render_lines(page, pad=False)
    width, height = COLUMNS * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    body = "\n".join(part for number, line in enumerate(lines) for part in draw_line(number, line))
    frame = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"'
    ground = f'<rect width="100%" height="100%" rx="8" fill="{THEME.background_color.hex}"/>'
    return f'{frame} font-family="{FONTS}" font-size="14">\n{ground}\n{body}\n</svg>\n'


def draw_line(number: int, line: Iterable[Segment]) -> Iterator[str]:
    """Yield the elements of one line; each run of equally wide characters has its own place."""
    column, top = 0, MARGIN + number * LINE
    for text, style, _ in line:
        for _, run in groupby(text, key=cell_len):
            piece = "".join(run)
            yield from draw_run(piece, style, MARGIN + column * CELL, top)
            column += cell_len(piece)


def draw_run(text: str, style: Style | None, x: float, y: float) -> Iterator[str]:
    """Yield a run's background, if it has one, and the run itself."""
    length = cell_len(text) * CELL
    front, back = colours(style)
    if back:
        yield f'<rect x="{x:.1f}" y="{y}" width="{length:.1f}" height="{LINE}" fill="{back.hex}"/>'
    if text.strip():
        place = f'x="{x:.1f}" y="{y + LINE - 5}" textLength="{length:.1f}" fill="{front.hex}"'
        yield f'<text xml:space="preserve" {place}{face(style)}>{escape(text)}</text>'


def colours(style: Style | None) -> tuple[ColorTriplet, ColorTriplet | None]:
    """Return the colours of letters and ground; no ground is the picture's own."""
    plain, ground = THEME.foreground_color, THEME.background_color
    if style is None:
        return plain, None
    front = (style.color or Color.default()).get_truecolor(THEME)
    if style.reverse:
        return ground, front
    return (blend_rgb(front, ground, 0.4) if style.dim else front), None


def face(style: Style | None) -> str:
    """Return the attributes of a bold or slanted face."""
    bold = ' font-weight="bold"' if style and style.bold else ""
    return bold + (' font-style="italic"' if style and style.italic else "")


if __name__ == "__main__":
    for code, name in (("en", "check.svg"), ("zh", "check.zh.svg")):
        (DOCS / name).write_text(draw(code), encoding="utf-8")
