import { expect } from 'vitest';
import type { Effect, ModelBatch, ModelStudent, OfficeModel } from './officeModel.ts';

/** What an undo answered, brought into the model; and whether that answer can be right. */
export function takeBack(
  model: OfficeModel,
  batch: ModelBatch,
  { reverted, kept }: { reverted: number; kept: readonly { student: string; fields: readonly string[] }[] },
  /** Whether a contact about a student stands: a student who was spoken to is not taken away. */
  isContacted: (student: string) => boolean,
): void {
  const keptFields = new Map(kept.map(({ student, fields }) => [student, fields]));
  for (const { student, fields } of kept) {
    expect(batch.effects.has(student), `${student} was of the batch`).toBe(true);
    expect(fields).not.toEqual([]);
  }
  const later = model.batches.slice(model.batches.indexOf(batch) + 1);
  for (const [id, effect] of batch.effects) {
    const isAsThen = model.textOf(id) === batch.after.get(id);
    if (keptFields.has(id)) {
      const cameAfter = later.some(({ effects, undone }) => !undone && effects.has(id));
      const isSpokenTo = keptFields.get(id)!.includes('contact') && isContacted(id);
      expect(!isAsThen || cameAfter || isSpokenTo, `${id} was kept because something came after`).toBe(true);
      continue;
    }
    const student = model.students.get(id);
    expect(student && stands(student, effect), `${id} was taken back, and what came after with it`).toBe(
      true,
    );
    model.revert(id, effect);
    if (isAsThen) expect(model.textOf(id), `${id} is as before`).toBe(batch.before.get(id));
  }
  expect(reverted, 'as many as were not kept').toBe(batch.effects.size - keptFields.size);
  batch.undone = true;
}

/** Whether what a batch did is still so. */
function stands(student: ModelStudent, effect: Effect): boolean {
  switch (effect.kind) {
    case 'photo':
      return student.photos[effect.role]?.hash === effect.to.hash;
    case 'event':
      return student.events.includes(effect.event);
    case 'record': {
      const record = student.records[effect.source] ?? {};
      const fields = Object.keys({ ...effect.from, ...effect.to }) as (keyof typeof record)[];
      return fields.every((field) => record[field] === effect.to[field]);
    }
  }
}
