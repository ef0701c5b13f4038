import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { ReportResult } from '../../shared/contract/reports.ts';
import { studentQuery } from '../../shared/contract/students.ts';
import { GROUP_BY } from '../../shared/domain/groupFields.ts';
import { STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';
import { resultOf } from '../harness/openCore.ts';
import { codeOfRefusal } from '../harness/runImport.ts';
import { sheetCells } from '../harness/sheetCells.ts';
import { takenDownload } from '../harness/takenDownload.ts';
import type { Office } from './Office.ts';
import { randomQuery, studentsOf } from './queries.ts';

/** Sheets for a class or for all, on paper or in Excel. */
export async function drawReport(office: Office, random: SeededRandom): Promise<void> {
  const { model, client, core, people } = office;
  const kind = random.pick(['statistics', 'record-check-sheet'] as const);
  const format = random.chance(0.2) ? 'pdf' : 'xlsx';
  const filter = random.chance(0.5) ? { fields: { className: [random.pick(people).className!] } } : {};
  const campaign =
    model.campaigns.size > 0 && random.chance(0.7) ? random.pick([...model.campaigns.keys()]) : null;
  // A report without a campaign is about the one that is current, and its students.
  const query = studentQuery.parse({ campaign: campaign ?? model.currentCampaign()?.id ?? null, filter });
  const students = studentsOf(office, query);
  const request = { kind, campaign, filter, format, by: random.pick(GROUP_BY), unmasked: true } as const;
  office.note(`${kind} as ${format} of ${students.length}`);
  const estimate = await client.reports.estimate(request);
  // The figures of a closed campaign keep whoever is gone since; a sheet has nobody to print for them.
  const keepsGone = kind === 'statistics' && query.campaign !== null && model.finals.has(query.campaign);
  if (keepsGone) expect(estimate.students).toBeGreaterThanOrEqual(students.length);
  else expect(estimate.students).toBe(students.length);
  const create = async () => resultOf<ReportResult>(await client.reports.create(request));
  if (estimate.students === 0) {
    expect(await codeOfRefusal(create())).toBe('NOT_FOUND');
    return;
  }
  const made = await create();
  expect(made.sheets).toBe(estimate.sheets);
  const path = await takenDownload(core, made.download);
  if (format === 'pdf') {
    expect(readFileSync(path).subarray(0, 5).toString()).toBe('%PDF-');
    expect(made.pages).toBeGreaterThanOrEqual(made.sheets);
    return;
  }
  const text = (await sheetCells(path)).join('\n');
  if (kind === 'statistics') return;
  for (const student of students) {
    const { name, studentNo } = model.viewOf(student);
    for (const value of [name, studentNo]) if (value !== null) expect(text).toContain(value);
  }
}

/** A list that is taken away holds what the office knows, and in full only when that was asked for. */
export async function exportStudents(office: Office, random: SeededRandom): Promise<void> {
  const { model, client, core } = office;
  const query = { ...randomQuery(office, random), search: '' };
  const format = random.pick(['jsonl', 'csv', 'xlsx'] as const);
  const unmasked = format === 'jsonl' && random.chance(0.7);
  const students = studentsOf(office, query);
  office.note(`${format} of ${students.length}`);
  const { download, rows } = await resultOf<{ download: string; rows: number }>(
    await client.students.export({ selection: { query }, format, unmasked }),
  );
  expect(rows).toBe(students.length);
  const path = await takenDownload(core, download);
  const text = format === 'xlsx' ? (await sheetCells(path)).join('\n') : readFileSync(path, 'utf8');
  if (!unmasked) {
    for (const { idNumber } of office.people) expect(text).not.toContain(idNumber!);
    return;
  }
  const lines = text.split('\n').slice(0, -1);
  const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const student of students) {
    const line = told.find(({ id }) => id === student.id)!;
    expect(STUDENT_FIELDS.map((field) => line[field])).toEqual(
      STUDENT_FIELDS.map((field) => model.viewOf(student)[field]),
    );
  }
  expect(lines).toHaveLength(students.length);
}
