import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Core, CoreSession } from '../../electron/core/core.ts';
import { errorParts } from '../../renderer/ui/errorParts.ts';
import { type Principal, ROLES, type Role, type Scope, WHOLE_SCHOOL } from '../../shared/domain/roles.ts';
import { askAll, contractProcedures } from '../harness/contractProcedures.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore } from '../harness/openCore.ts';
import { ACCESS_TABLE } from './accessTable.ts';

const ONE_COLLEGE: Scope = { kind: 'colleges', colleges: ['文学院'] };
const principal = (role: Role, scope: Scope = WHOLE_SCHOOL): Principal => ({
  user: role,
  name: role,
  role,
  scope,
});

/** The columns of the table, in its order. */
const COLUMNS: [string, Principal | null][] = [
  ...ROLES.map((role): [string, Principal] => [
    role,
    principal(role, role === 'department' ? ONE_COLLEGE : WHOLE_SCHOOL),
  ]),
  ['clerk of a college', principal('clerk', ONE_COLLEGE)],
  ['reader of a college', principal('reader', ONE_COLLEGE)],
  ['nobody', null],
];

const folder = folderForAll();
const PROCEDURES = contractProcedures();
let core: Core;

beforeAll(async () => {
  core = await openCore(join(folder, 'data'));
});
afterAll(async () => core.close());

/** Whether the session was let in. What takes input is asked with none that it can take, so that nothing is done. */
async function isLetIn(session: CoreSession, path: readonly string[], hasInput: boolean): Promise<boolean> {
  try {
    await askAll(session, path, hasInput ? 7 : undefined);
    return true;
  } catch (error) {
    const parts = errorParts(error);
    expect(parts?.code).not.toBe('INTERNAL');
    return parts?.code !== 'NOT_ALLOWED' && parts?.code !== 'NOT_SIGNED_IN';
  }
}

/** The table: a procedure a line, ● where it answers. */
const LINES = new Map(
  ACCESS_TABLE.trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([name, ...marks]) => [name!, marks.map((mark) => mark === '●')]),
);

describe('every procedure, as everybody', () => {
  test('each says what it needs', () => {
    expect(PROCEDURES.filter(({ access }) => access === null).map(({ name }) => name)).toEqual([]);
  });

  test('each has its line in the table, and no line is of none', () => {
    expect([...LINES.keys()].sort()).toEqual(PROCEDURES.map(({ name }) => name).sort());
  });

  test.each(COLUMNS)('as %s', async (column, who) => {
    const place = COLUMNS.findIndex(([name]) => name === column);
    const session = core.openSession({ as: who });
    const wrong: string[] = [];
    for (const { name, path, schema } of PROCEDURES) {
      const wanted = LINES.get(name)?.[place];
      if ((await isLetIn(session, path, schema !== null)) !== wanted) wrong.push(name);
    }
    expect(wrong).toEqual([]);
  });

  test('what shows whole numbers on demand says so', () => {
    const silent = PROCEDURES.filter(
      ({ schema, access }) =>
        schema && 'unmasked' in (Reflect.get(schema, 'shape') ?? {}) && !access?.unmasks,
    ).map(({ name }) => name);
    // An estimate counts sheets and shows none.
    expect(silent).toEqual(['reports.estimate']);
  });
});
