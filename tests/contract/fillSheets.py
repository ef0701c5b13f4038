# Fills in class sheets as a department does. stdin: {"path", "out", "fill": {学号: {heading: text}}, "rename"?}
import json
import sys

from openpyxl import load_workbook

given = json.load(sys.stdin)
workbook = load_workbook(given["path"])
for sheet in workbook.worksheets:
    headings = {}
    for row in sheet.iter_rows(min_row=4, max_row=5):
        for cell in row:
            if cell.value:
                headings[str(cell.value)] = cell.column
    for row in range(6, sheet.max_row + 1):
        wanted = given["fill"].get(str(sheet.cell(row=row, column=headings["学号"]).value), {})
        for heading, text in wanted.items():
            sheet.cell(row=row, column=headings[heading]).value = text
    if "number" in given:
        old = str(sheet["A3"].value)
        sheet["A3"].value = old.replace(old.split("表号：")[1], given["number"])
workbook.save(given["out"])
