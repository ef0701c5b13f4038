import { expect, it } from 'vitest';
import { actOnCasesAs, openCasesFor } from '../../electron/cases/recordCases.ts';
import { readRow } from '../../electron/changes/readRow.ts';
import type { CaseAction, CaseOpening } from '../../shared/domain/cases/caseState.ts';
import type { SimDesk } from './rig/SimDesk.ts';
import { TwoDesks } from './rig/TwoDesks.ts';

const needs = ({ scene, name }: SimDesk) => ({
  ...{ db: scene.db, clock: { now: () => scene.now }, ids: { next: () => scene.nextId() }, actor: name },
  commit: scene.write.bind(scene),
});

function act(desk: SimDesk, action: Exclude<CaseAction, CaseOpening>): void {
  const { id, version } = desk.db
    .read<{ id: string; version: number }>('SELECT id, version FROM case_file')
    .get()!;
  actOnCasesAs(needs(desk), [{ case: id, seen: version, action }]);
}

const move = (name: string): Exclude<CaseAction, CaseOpening> => ({
  ...{ do: 'move', move: name, person: '戊', note: '说明', reference: '1', exception: '' },
});
const stateOf = ({ db }: SimDesk) =>
  readRow(db, 'case', db.read<{ id: string }>('SELECT id FROM case_file').get()!.id)!.state;

it('a step on a step that was refused is refused as well, though another stands under its number', async () => {
  const desks = await TwoDesks.make('steps');
  const { office, clerk } = desks;
  office.scene.importRoster('sis', [{ studentNo: '1', name: '甲', collegeName: '法学院' }]);
  const opening = { form: {}, note: '', origin: { kind: 'staff' as const, id: null }, assignee: null };
  openCasesFor(needs(office), 'wrong-photo', [{ student: desks.student('甲'), opening }]);
  await desks.sync(office, clerk);

  act(office, move('refuse'));
  act(clerk, { do: 'comment', text: '备注' });
  act(clerk, move('ask-retake'));
  await desks.sync(office, clerk, office);
  for (const desk of [office, clerk]) expect(stateOf(desk)).toBe('refused');
  expect(desks.outcomes(clerk).filter((one) => one === 'moved')).toEqual(['moved', 'moved']);
  await desks.end();
});

it('a step that came in the place of an own one is taken back where it was taken, and there whole', async () => {
  const desks = await TwoDesks.make('taken back', '*');
  const { office, clerk } = desks;
  office.scene.importRoster('sis', [{ studentNo: '1', name: '甲', collegeName: '法学院' }]);
  const opening = { form: {}, note: '', origin: { kind: 'staff' as const, id: null }, assignee: null };
  openCasesFor(needs(office), 'wrong-photo', [{ student: desks.student('甲'), opening }]);
  await desks.sync(office, clerk);

  act(office, { do: 'assign', person: '己' });
  act(clerk, { do: 'comment', text: '备注' });
  await desks.sync(office, clerk, office);
  const whole = ({ db }: SimDesk) => ({
    versions: db.read<{ version: number }>('SELECT version FROM case_file').all(),
    steps: db.read<{ n: number }>('SELECT count(*) AS n FROM case_entry WHERE voided_by IS NULL').get(),
  });
  const before = { versions: [{ version: 2 }], steps: { n: 2 } };
  for (const desk of [office, clerk]) expect(whole(desk)).toEqual(before);
  const { batch } = office.db
    .read<{ batch: string }>("SELECT batch FROM mutation WHERE name = 'case.act' AND device = 'office'")
    .get()!;
  await clerk.scene.undo(batch);
  await desks.sync(clerk, office);
  for (const desk of [office, clerk]) expect(whole(desk)).toEqual(before);
  await desks.end();
});
