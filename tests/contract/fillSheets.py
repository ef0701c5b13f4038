# Fills in class sheets as a department does; what stdin holds is told in fillSheets.ts.
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
    for row in range(sheet.max_row, 5, -1):
        student = str(sheet.cell(row=row, column=headings["学号"]).value)
        for heading, text in given["fill"].get(student, {}).items():
            sheet.cell(row=row, column=headings[heading]).value = text
        if student in given.get("without", []):
            sheet.delete_rows(row)
    if "number" in given:
        old = str(sheet["A3"].value)
        sheet["A3"].value = old.replace(old.split("表号：")[1], given["number"])
if given.get("twice"):
    workbook.copy_worksheet(workbook.worksheets[0])
workbook.save(given["out"])
