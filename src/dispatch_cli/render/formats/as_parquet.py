"""Parquet: a typed table of columns, for programs that read millions of rows."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from dispatch_cli.extras import load

if TYPE_CHECKING:
    from dispatch_cli.render.formats.data import Data
    from dispatch_cli.render.style import Style

_TYPES = {"text": "string", "date": "date32", "count": "int64", "share": "float64"}


def render(data: Data, style: Style) -> bytes:  # noqa: ARG001 names and values are English in every language
    """Return the file. Raises CommandLineError where the library is not installed."""
    arrow, parquet = load("pyarrow", "parquet"), load("pyarrow.parquet", "parquet")
    schema = arrow.schema([(column.name, getattr(arrow, _TYPES[column.kind])()) for column in data.columns])
    columns = [*zip(*data.rows, strict=True)] or [() for _ in data.columns]
    table = arrow.table(
        [arrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema
    )
    file = BytesIO()
    parquet.write_table(table, file, compression="zstd")
    return file.getvalue()
