"""The formats: each draws any sheet, document or workbook."""
