import { expect, it } from 'vitest';
import { actOnCasesAs, openCasesFor } from '../../electron/cases/recordCases.ts';
import { noteLeft } from '../../electron/sync/client/leftRows.ts';
import type { SimDesk } from './rig/SimDesk.ts';
import { TwoDesks } from './rig/TwoDesks.ts';

/** What is kept for a hub that may be put back, of which some has left the desk. */

const needs = ({ scene, name }: SimDesk) => ({
  ...{ db: scene.db, clock: { now: () => scene.now }, ids: { next: () => scene.nextId() }, actor: name },
  commit: scene.write.bind(scene),
});

const kept = ({ db }: SimDesk) =>
  db
    .read<{ entity: string; id: string; name: string }>(
      `SELECT entity, entity_id AS id, name FROM pending_row JOIN outbox USING (mid) JOIN mutation ON mutation.mid = mutation
       WHERE entity IN ('case', 'caseEntry') AND name IN ('case.open', 'case.act') ORDER BY 1, 2`,
    )
    .all();

async function twoCases() {
  const desks = await TwoDesks.make('steps');
  const { office, clerk } = desks;
  office.scene.importRoster('sis', [
    { studentNo: '1', name: '甲', collegeName: '法学院' },
    { studentNo: '2', name: '乙', collegeName: '法学院' },
  ]);
  await desks.sync(office, clerk);
  const backup = desks.hub.backUp();
  const opening = { form: {}, note: '', origin: { kind: 'staff' as const, id: null }, assignee: null };
  const both = ['甲', '乙'].map((name) => ({ student: desks.student(name), opening }));
  openCasesFor(needs(clerk), 'wrong-photo', both);
  const cases = clerk.db.read<{ id: string; version: number }>('SELECT id, version FROM case_file').all();
  const action = { do: 'comment' as const, text: '备注' };
  actOnCasesAs(
    needs(clerk),
    cases.map(({ id, version }) => ({ case: id, seen: version, action })),
  );
  await desks.sync(clerk, office);
  expect(kept(clerk)).toHaveLength(8);
  return { desks, office, clerk, backup, of: cases[0]!.id };
}

it.each(['case', 'caseEntry'] as const)(
  'forgets a step of a case whole, whichever of it goes first (%s), and keeps those of others',
  async (first) => {
    const { desks, office, clerk, backup, of } = await twoCases();
    const gone =
      first === 'case'
        ? [of]
        : clerk.db
            .read<{ id: string }>('SELECT id FROM case_entry WHERE case_id = ?')
            .all(of)
            .map(({ id }) => id);
    for (const id of gone) noteLeft(clerk.db, first, id);
    await desks.sync(clerk);
    expect(kept(clerk)).toHaveLength(4);
    expect(kept(clerk).map(({ id }) => id)).not.toContain(of);
    // A hub that was put back gets what was kept, and nothing of it is half.
    desks.hub.restore(backup);
    await desks.sync(clerk, office, clerk);
    expect(desks.outcomes(clerk)).not.toContain('moved');
    const there = desks.hub.look("SELECT row_id AS id FROM row WHERE entity = 'case' AND fields <> 'null'");
    expect(there.all()).toHaveLength(office.db.read('SELECT id FROM case_file').all().length);
    await desks.end();
  },
);
