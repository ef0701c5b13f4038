import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import type { PartialStudentValues, StudentField } from '../../shared/domain/studentFields.ts';
import { codeOfRefusal, undoImport } from '../harness/runImport.ts';
import { isContacted } from './chaseSteps.ts';
import type { Office } from './Office.ts';
import type { Effect, ModelStudent } from './officeModel.ts';
import { randomQuery } from './queries.ts';
import { takeBack } from './takeBack.ts';

const EDITED: readonly StudentField[] = ['name', 'phone', 'majorName', 'className', 'studentNo', 'remark'];

/** Staff's own word on some fields of one student, or of a few at the same moment. */
export async function editStudents(office: Office, random: SeededRandom): Promise<void> {
  const { model, client } = office;
  const chosen = random.shuffled([...model.students.values()]).slice(0, random.pick([1, 1, 1, 3]));
  if (chosen.length === 0) {
    expect(await codeOfRefusal(client.students.setFields({ id: 'nobody', values: {}, reason: '' }))).toBe(
      'NOT_FOUND',
    );
    return;
  }
  const edits = chosen.map((student) => ({ student, values: randomValues(office, random) }));
  office.note(edits.map(({ values }) => Object.keys(values).join('+')).join(', '));
  const batches = await Promise.all(
    edits.map(({ student, values }) => client.students.setFields({ id: student.id, values, reason: '来电' })),
  );
  for (const [index, { student, values }] of edits.entries()) {
    const effect = editOf(student, values);
    await office.applyBatch(batches[index]!.batch, new Map(effect ? [[student.id, effect]] : []));
  }
}

function randomValues(office: Office, random: SeededRandom): PartialStudentValues {
  const values: PartialStudentValues = {};
  for (const field of random.shuffled(EDITED).slice(0, random.between(1, 3))) {
    const known = random.pick(office.people)[field] ?? '无';
    values[field] = random.pick([null, '', known, ` ${known} `, known]);
  }
  return values;
}

function editOf(student: ModelStudent, values: PartialStudentValues): Effect | null {
  const effect: Effect = { kind: 'record', source: 'staff', from: {}, to: {} };
  for (const [field, value] of Object.entries(values) as [StudentField, string | null][]) {
    const before = student.records.staff?.[field];
    const after = value?.trim() || undefined;
    if (before === after) continue;
    if (before !== undefined) effect.from[field] = before;
    if (after !== undefined) effect.to[field] = after;
  }
  return Object.keys(effect.from).length + Object.keys(effect.to).length > 0 ? effect : null;
}

/** Closing a campaign is no batch to take back; an edit of one and a hand-out are where they were made. */
const NOT_OF_STUDENTS: ReadonlySet<string> = new Set([
  'campaign',
  'timetable',
  'close',
  'reopen',
  'sheetHandling',
  'chase',
]);

/** Any batch, however old, is taken back: what came after it stays. */
export async function undoBatch(office: Office, random: SeededRandom): Promise<void> {
  const { model, client, core } = office;
  const standing = model.batches.filter(({ undone, kind }) => !undone && !NOT_OF_STUDENTS.has(kind));
  const undone = model.batches.filter((batch) => batch.undone);
  if (undone.length > 0 && random.chance(0.1)) {
    await office.expectNothingChanged(async () => {
      expect(await codeOfRefusal(undoImport(core, random.pick(undone).batch))).toBe('BATCH_UNDONE');
    });
  }
  if (standing.length === 0) {
    expect(await codeOfRefusal(undoImport(core, 'none'))).toBe('NOT_FOUND');
    return;
  }
  const chosen = random.chance(0.3) ? standing.at(-1)! : random.pick(standing);
  if (random.chance(0.15)) {
    const controller = new AbortController();
    const stream = await client.imports.undo({ batch: chosen.batch }, { signal: controller.signal });
    controller.abort();
    await office.expectNothingChanged(async () => {
      await expect(stream.next()).rejects.toMatchObject({ code: 'CANCELLED' });
    });
  }
  const answer = await undoImport(core, chosen.batch);
  office.note(
    `${chosen.kind} of ${chosen.effects.size}, ${standing.indexOf(chosen) + 1} of ${standing.length}, kept ${answer.kept.length}`,
  );
  takeBack(model, chosen, answer, (student) => isContacted(office, student));
}

export async function saveView(office: Office, random: SeededRandom): Promise<void> {
  const { model, client } = office;
  const known = [...model.views.keys()];
  const id = known.length > 0 && random.chance(0.6) ? random.pick(known) : null;
  if (id !== null && random.chance(0.4)) {
    expect(await client.students.deleteView({ id })).toEqual({ deleted: model.views.get(id) });
    model.views.delete(id);
    expect(await client.students.deleteView({ id })).toEqual({ deleted: null });
    return;
  }
  const name = random.pick(['未核对的', '有误的', '本班']);
  const view = { id, name, query: randomQuery(office, random), columns: random.shuffled(EDITED).slice(0, 3) };
  const saved = await client.students.saveView(view);
  expect(saved).toEqual({ ...view, id: id ?? saved.id });
  model.views.set(saved.id, saved);
}
