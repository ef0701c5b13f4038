# Writes a workbook from a description on stdin: {"path", "sheets": [{"name", "rows": [[cell…]…], "merge": ["A1:F1"]}]}.
# A cell is a text, null, {"number": …}, {"formula": "=…"} or {"error": "#N/A"}; texts are written as texts.
import json
import sys

from openpyxl import Workbook

book = json.load(sys.stdin)
workbook = Workbook()
workbook.remove(workbook.active)
for described in book["sheets"]:
    sheet = workbook.create_sheet(described["name"])
    sheet.sheet_state = described.get("state", "visible")
    for row, cells in enumerate(described["rows"], start=1):
        for column, cell in enumerate(cells, start=1):
            if cell is None:
                continue
            target = sheet.cell(row=row, column=column)
            if isinstance(cell, str):
                target.value = cell
                target.data_type = "s"
                target.number_format = "@"
            elif "number" in cell:
                target.value = cell["number"]
            elif "formula" in cell:
                target.value = cell["formula"]
            else:
                target.value = cell["error"]
                target.data_type = "e"
    for area in described.get("merge", []):
        sheet.merge_cells(area)
workbook.save(book["path"])
