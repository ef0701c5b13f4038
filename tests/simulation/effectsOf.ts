import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { expect } from 'vitest';
import { keyForm } from '../../shared/domain/keyForm.ts';
import { KEY_FIELDS, type StudentField } from '../../shared/domain/studentFields.ts';
import type { MadeRow } from './madeRoster.ts';
import { instantOf, LIST_WORDS } from './madeStatusList.ts';
import type { Office } from './Office.ts';
import type { OfficeFile, PlannedFile } from './officeFile.ts';
import type { Effect } from './officeModel.ts';
import type { Said } from './people.ts';

type FileOf<Kind extends OfficeFile['kind']> = Extract<OfficeFile, { kind: Kind }>;
/** What a row says by field, whatever kind of file it is of. */
type RowSays = Partial<Record<string, string>>;

const WRITTEN = new Set(['created', 'updated']);

/** What a plan, committed, does to the students: from what the file was made to say and what became of its rows. */
export function effectsOf(office: Office, planned: PlannedFile): Map<string, Effect> {
  const { file } = planned;
  switch (file.kind) {
    case 'roster':
      return rosterEffects(office, planned, file);
    case 'status':
      return statusEffects(office, planned, file);
    case 'photos':
      return photoEffects(office, planned, file);
  }
}

/** What a row says under the mapping that is in force. */
function saysOf(row: MadeRow, { view, file }: PlannedFile): RowSays {
  const columns = file.kind === 'photos' ? [] : file.sheet.columns;
  const says: RowSays = {};
  for (const { column, field } of view.mapping) {
    if (field === null) continue;
    expect(field, `column ${column}`).toBe(columns[column]);
    const said = row.cells[column]?.says;
    if (typeof said === 'string') says[field] = said;
  }
  return says;
}

function madeRow(planned: PlannedFile, row: number, outcome: string): MadeRow {
  const { file } = planned;
  const made = file.kind === 'photos' ? undefined : file.sheet.made.get(row);
  expect(made, `row ${row} was written`).toBeDefined();
  if (made!.kind === 'dropped') expect(outcome, `row ${row}`).toBe('dropped');
  else expect(outcome, `row ${row}`).not.toBe('dropped');
  if (made!.kind === 'nobody') expect(outcome, `row ${row}`).toBe('rejected');
  return made!;
}

function rosterEffects(
  { model }: Office,
  planned: PlannedFile,
  { source }: FileOf<'roster'>,
): Map<string, Effect> {
  /** Rows of one student that are taken together, in the order of the file. */
  const groups = new Map<string, { outcome: string; says: Said }>();
  for (const { row, outcome, student } of planned.outcomes) {
    const made = madeRow(planned, row, outcome);
    if (!WRITTEN.has(outcome) && outcome !== 'unchanged') continue;
    expect(student, `row ${row}`).not.toBeNull();
    const says: Said = saysOf(made, planned);
    if (says.idNumber !== undefined) says.idType = 'resident';
    const group = groups.get(student!);
    if (!group) groups.set(student!, { outcome, says });
    else {
      expect(outcome, `row ${row}, said again`).toBe('unchanged');
      group.says = { ...says, ...group.says };
    }
  }
  const effects = new Map<string, Effect>();
  for (const [id, { outcome, says }] of groups) {
    const known = model.students.get(id);
    expect(known === undefined, `${id} is new`).toBe(outcome === 'created');
    const effect: Effect = { kind: 'record', source, from: {}, to: {} };
    for (const [field, value] of Object.entries(says) as [StudentField, string][]) {
      const before = known?.records[source]?.[field];
      if (before === value) continue;
      if (before !== undefined) effect.from[field] = before;
      effect.to[field] = value;
    }
    const changes = Object.keys(effect.to).length > 0;
    expect(changes, `${id} is ${outcome}, ${JSON.stringify(effect)}`).toBe(outcome !== 'unchanged');
    if (changes) effects.set(id, effect);
  }
  return effects;
}

function statusEffects(
  { model, clock }: Office,
  planned: PlannedFile,
  { campaign: campaignId }: FileOf<'status'>,
): Map<string, Effect> {
  const campaign = model.campaigns.get(campaignId)!;
  const effects = new Map<string, Effect>();
  const unchanged: { student: string; verdict: string }[] = [];
  for (const { row, outcome, student } of planned.outcomes) {
    const says = saysOf(madeRow(planned, row, outcome), planned);
    if (!WRITTEN.has(outcome) && outcome !== 'unchanged') continue;
    const known = model.students.get(student!);
    expect(known, `row ${row} is about a student`).toBeDefined();
    const verdict = LIST_WORDS.get(says.verdict ?? '') ?? null;
    expect(verdict, `row ${row} has a verdict`).not.toBeNull();
    if (outcome === 'unchanged') {
      unchanged.push({ student: student!, verdict: verdict! });
      continue;
    }
    expect(effects.has(student!), `row ${row}, said again`).toBe(false);
    const newest = model.newestEvent(known!, campaignId);
    expect(newest?.source, `row ${row}: a list never overrides a person`).not.toBe('staff');
    const at = instantOf(says.verifiedAt) ?? clock.now();
    const event = model.eventOf(known!, campaign, { source: 'status-list', verdict: verdict!, at });
    effects.set(student!, { kind: 'event', event });
  }
  for (const { student, verdict } of unchanged) {
    const said = model.students.get(student)!.events.filter((event) => event.campaign === campaignId);
    const effect = effects.get(student);
    if (effect?.kind === 'event') said.push(effect.event);
    if (verdict === 'unverified' && said.length === 0) continue;
    expect(
      said.map((event) => event.verdict),
      `${student} is unchanged`,
    ).toContain(verdict);
  }
  return effects;
}

function photoEffects(
  { model }: Office,
  planned: PlannedFile,
  { role, entries }: FileOf<'photos'>,
): Map<string, Effect> {
  const effects = new Map<string, Effect>();
  const unchanged: { student: string; hash: string }[] = [];
  for (const { sheet: path, outcome, student: id } of planned.outcomes) {
    if (!WRITTEN.has(outcome) && outcome !== 'unchanged') continue;
    const student = model.students.get(id!);
    expect(student, `${path} is somebody's`).toBeDefined();
    const name = keyForm(path)!;
    const keys = Object.values(student!.records).flatMap((record) =>
      KEY_FIELDS.flatMap((field) => keyForm(record[field]) ?? []),
    );
    expect(
      keys.some((key) => name.includes(key)),
      `${path} names a key of ${id}`,
    ).toBe(true);
    const hash = hashOf(entries.get(path!)!);
    const fileName = basename(path!);
    const from = student!.photos[role] ?? null;
    if (outcome === 'unchanged') unchanged.push({ student: id!, hash });
    else {
      expect(from === null, `${path} is ${outcome}`).toBe(outcome === 'created');
      expect(effects.has(id!), `${path}: one photo for one student`).toBe(false);
      effects.set(id!, { kind: 'photo', role, from, to: { hash, fileName } });
    }
  }
  for (const { student, hash } of unchanged) {
    const effect = effects.get(student);
    const photo = effect?.kind === 'photo' ? effect.to : model.students.get(student)!.photos[role];
    expect(photo?.hash).toBe(hash);
  }
  return effects;
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
