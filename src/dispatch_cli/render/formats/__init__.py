"""The formats, one file for each: a sheet, a document or a workbook becomes text or bytes."""
