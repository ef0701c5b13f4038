# Turns the students of a class sheet round and writes more behind them, as untidy hands do: stdin holds them as
# [[学号, 姓名, 学生签字], ...].
import json
import sys

from openpyxl import load_workbook

path = sys.argv[1]
workbook = load_workbook(path)
sheet = workbook.worksheets[0]
headings = {}
for row in sheet.iter_rows(min_row=4, max_row=5):
    for cell in row:
        if cell.value:
            headings[str(cell.value)] = cell.column
widest = max(headings.values())
first = 6
last = first
while str(sheet.cell(row=last + 1, column=headings["学号"]).value or "").isdigit():
    last += 1
rows = [[sheet.cell(row=row, column=at).value for at in range(1, widest + 1)] for row in range(first, last + 1)]
for at, values in enumerate(reversed(rows)):
    for column, value in enumerate(values, start=1):
        sheet.cell(row=first + at, column=column).value = value
for at, student in enumerate(json.load(sys.stdin), start=1):
    for heading, text in zip(("学号", "姓名", "学生签字"), student):
        sheet.cell(row=last + at, column=headings[heading]).value = text
workbook.save(path)
