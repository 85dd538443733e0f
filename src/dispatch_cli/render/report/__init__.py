"""The report: its figures and its columns, as a table, a page and a workbook."""
