"""The roll-up of many units: as a table, a page, a workbook, as data, and as a page for each unit."""
