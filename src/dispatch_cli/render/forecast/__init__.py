"""The forecast: its figures and its calls, as a table, a page, a workbook and a calendar."""
