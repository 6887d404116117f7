"""What a table promises, and how a frame is held to it: columns in order, types, ranges, key."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

TEXT, COUNT, REAL, YEAR = pl.String, pl.Int64, pl.Float64, pl.Int32
"""The types most columns have: words, whole numbers, fractions, years."""


@dataclass(frozen=True)
class Column:
    """One column: its polars type, what it means, and the closed range of its values where it has one."""

    name: str
    dtype: pl.DataType | type[pl.DataType]
    meaning: str
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    nullable: bool = False


@dataclass(frozen=True)
class Table:
    """A table's contract: its columns in order and the columns whose values together name one row.

    `open` tables may carry further columns (a corpus's own group columns, say) after the stated ones.
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    open: bool = False

    @property
    def schema(self) -> pl.Schema:
        """Column names and types, in order."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """Give a table of no rows."""
        return pl.DataFrame(schema=self.schema)

    def check(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Give the frame back, its columns in the stated order, or fail on the first broken promise.

        Raises
        ------
        ValueError
            A column is missing, of another type, null or out of its range, a column is not known, or the key is not
            unique. Such a fault is the program's, not the user's.
        """
        stated = [column.name for column in self.columns]
        missing = [name for name in stated if name not in frame.columns]
        extra = [name for name in frame.columns if name not in stated]
        if missing or (extra and not self.open):
            raise ValueError(f"table {self.name}: missing columns {missing}, unknown columns {extra}")
        for column in self.columns:
            self._check_column(frame, column)
        if self.key and frame.select(self.key).is_duplicated().any():
            raise ValueError(f"table {self.name}: the key {self.key} is not unique")
        return frame.select([*stated, *extra])

    def _check_column(self, frame: pl.DataFrame, column: Column) -> None:
        series, where = frame[column.name], f"table {self.name}, column {column.name}"
        if series.dtype != column.dtype:
            raise ValueError(f"{where}: type {series.dtype}, not {column.dtype}")
        if not column.nullable and series.null_count():
            raise ValueError(f"{where}: {series.null_count()} nulls")
        if column.values and not series.drop_nulls().is_in(column.values).all():
            raise ValueError(f"{where}: a value outside {column.values}")
        if column.low is None and column.high is None:
            return
        low, high = series.min(), series.max()
        if column.low is not None and isinstance(low, int | float) and low < column.low:
            raise ValueError(f"{where}: {low} below {column.low}")
        if column.high is not None and isinstance(high, int | float) and high > column.high:
            raise ValueError(f"{where}: {high} above {column.high}")
