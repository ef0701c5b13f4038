import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wholeOf } from '../../electron/archive/piecesOf.ts';
import type { Core, CoreSession } from '../../electron/core/core.ts';
import { errorParts } from '../../renderer/ui/errorParts.ts';
import type { Principal } from '../../shared/domain/roles.ts';
import { deepText } from '../harness/deepText.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore } from '../harness/openCore.ts';
import { setClock } from '../harness/runImport.ts';
import { liveOn, visitCounter } from '../harness/schoolLife.ts';
import { foreignCalls, OWN_COLLEGE, scopedCalls } from '../harness/scopedCalls.ts';
import { type ThreeColleges, threeColleges } from '../harness/threeColleges.ts';

/**
 * Two schools in which the same happened: one with other colleges, one in which there is nothing but the first. What
 * somebody of the first college is told, and every file they get, holds no mark of the others; and every number in it
 * is the one that they would be told where there are no others.
 */
const folder = folderForAll();
const EVERYBODY = [0, 1, 2, 3];
const clock = setClock(Date.UTC(2026, 10, 30, 4));
let cores: { whole: Core; alone: Core };
let schools: { whole: ThreeColleges; alone: ThreeColleges };

const scope = { kind: 'colleges' as const, colleges: [OWN_COLLEGE] };
const secretary: Principal = { user: 'mi', name: '院系秘书', role: 'department', scope };
/** Writes mails and decides besides, and sees no more. */
const clerk: Principal = { ...secretary, user: 'ke', name: '学院学籍员', role: 'clerk' };

beforeAll(async () => {
  const lived = async (name: string, places: readonly number[]) => {
    const core = await openCore(join(folder, name), clock);
    const school = await threeColleges(core, folder, places);
    await liveOn(core, folder, school, places);
    return { core, school };
  };
  const whole = await lived('whole', EVERYBODY);
  const alone = await lived('alone', [0]);
  cores = { whole: whole.core, alone: alone.core };
  schools = { whole: whole.school, alone: alone.school };
}, 240_000);
afterAll(async () => {
  await cores.whole.close();
  await cores.alone.close();
});

function signedIn(core: Core, as: Principal): CoreSession {
  const session = core.openSession({ as });
  session.context.session.unmask('核对', clock.now());
  return session;
}

/** Everything that a call told, events of streams one after the other, and what stands in the files it made. */
async function toldBy(session: CoreSession, call: (client: CoreSession['client']) => Promise<unknown>) {
  const told: unknown[] = [];
  let refused: string | null = null;
  try {
    const answer = await call(session.client);
    if (isStream(answer)) for await (const event of answer) told.push(event);
    else told.push(answer);
  } catch (error) {
    const parts = errorParts(error);
    expect(parts?.code, String(error)).not.toBe('INTERNAL');
    refused = parts?.code ?? String(error);
    told.push(parts);
  }
  let files = '';
  for (const [, download] of JSON.stringify(told).matchAll(/"download":"([^"]+)"/g)) {
    const file = await session.readDownload(download!);
    expect(file).not.toBeNull();
    files += `${file!.name}\n${await deepText(await wholeOf(file!.place))}\n`;
  }
  return { told, refused, files };
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Places in the log and in the queue, which grow with whatever anybody does, and tell of nobody. */
const COUNTS_NOBODY = new Set(['version', 'dataVersion', 'n', 'bytes', 'size', 'seq']);

/**
 * Of a photo it is told that it looks like somebody else's, which is a finding about it; of whose, and of how many,
 * nothing. Where there are no others, neither is there the finding.
 */
const LIKE_OTHERS = new Set(['alike', 'look-alike', 'twice']);
const ABOUT_LOOKS = new Set(['photos.wallCounts', 'photos.wallPage', 'photos.alikeGroups', 'photos.retakes']);

function withoutOthersLooks(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .filter((one) => !LIKE_OTHERS.has(one as string) && Reflect.get(Object(one), 'elsewhere') !== true)
      .map(withoutOthersLooks);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !LIKE_OTHERS.has(key) && key !== 'states');
  const isOfGroups = 'groups' in value;
  return Object.fromEntries(
    kept
      .filter(([key]) => !isOfGroups || key !== 'total')
      .map(([key, inner]) => [key, withoutOthersLooks(inner)]),
  );
}

/** How far something is may be told or not, as it happens; but of nobody's else. */
function totalsOf(told: readonly unknown[]): Map<string, Set<number>> {
  const totals = new Map<string, Set<number>>();
  for (const { stage, total } of told.filter(isProgress))
    if (total !== null) totals.set(stage, (totals.get(stage) ?? new Set()).add(total));
  return totals;
}
function isProgress(event: unknown): event is { type: 'progress'; stage: string; total: number | null } {
  return Reflect.get(Object(event), 'type') === 'progress';
}

/** The numbers of an answer and how many of everything there are, without the words: order aside, since ids differ. */
function numbersOf(value: unknown): unknown {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return value.map(numbersOf).sort((a, b) => (text(a) < text(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !COUNTS_NOBODY.has(key))
      .map(([key, inner]) => [key, numbersOf(inner)]),
  );
}
const text = (value: unknown) => JSON.stringify(value) ?? '';

/** Which calls answered, by name. */
const answered = new Set<string>();

const names = scopedCalls({
  ...({ campaign: '', foreign: [] } as Omit<ThreeColleges, 'students' | 'cases' | 'sheets'>),
  students: [['']],
  cases: [['']],
  sheets: [['']],
}).map(([name]) => name);

describe('what is told to one college, in answers and in files', () => {
  test.each(names)('%s', { timeout: 120_000 }, async (name) => {
    const callOf = (school: ThreeColleges) => scopedCalls(school).find(([of]) => of === name)![1];
    for (const who of [secretary, clerk]) {
      const whole = await toldBy(signedIn(cores.whole, who), callOf(schools.whole));
      const alone = await toldBy(signedIn(cores.alone, who), callOf(schools.alone));
      const everything = text(whole.told) + whole.files;
      expect(schools.whole.foreign.filter((mark) => everything.includes(mark))).toEqual([]);
      const seen = (told: readonly unknown[]) => {
        const ends = told.filter((event) => !isProgress(event));
        return numbersOf(ABOUT_LOOKS.has(name) ? withoutOthersLooks(ends) : ends);
      };
      expect(seen(whole.told)).toEqual(seen(alone.told));
      const totals = totalsOf(alone.told);
      for (const [stage, told] of totalsOf(whole.told))
        if (totals.has(stage)) expect([...told]).toEqual([...totals.get(stage)!]);
      expect(whole.refused).toBe(alone.refused);
      if (whole.refused === null) answered.add(name);
    }
  });

  test('was truly told', () => {
    const never = names.filter((name) => !answered.has(name));
    // Nobody of this school is flagged by the platform, and of no case a correction was granted.
    expect([...new Set(never.map((name) => name.replace(/ (pdf|xlsx)( split)?$/, '')))]).toEqual(
      ['identity-review', 'identity-confirmation', 'case-corrections', 'case-filing'].map(
        (kind) => `reports.create ${kind}`,
      ),
    );
  });

  test('of others nothing is there, in the words for what there is not', async () => {
    const nobody = {
      ...schools.whole,
      students: [schools.whole.students[0]!, ['0'.repeat(32)]],
      cases: [[], ['0']],
    };
    for (const place of [1, 2, 3]) {
      const calls = foreignCalls(schools.whole, place);
      const unknown = foreignCalls(nobody, 1);
      for (const [at, [name, call]] of calls.entries()) {
        const told = await toldBy(signedIn(cores.whole, clerk), call);
        expect(told.refused, name).toBe('NOT_FOUND');
        expect(told.told, name).toEqual((await toldBy(signedIn(cores.whole, clerk), unknown[at]![1])).told);
      }
    }
  });
});

describe('what is told without being asked for', () => {
  test('a counter at which somebody of another college stands shows nobody', async () => {
    const over = new AbortController();
    const session = signedIn(cores.whole, secretary);
    const heard: unknown[] = [];
    const watching = (async () => {
      for await (const state of await session.client.counter.watch(undefined, { signal: over.signal }))
        heard.push(state);
    })();
    await visitCounter(cores.whole, schools.whole.students[1]![5]!);
    const others = text(heard);
    await visitCounter(cores.whole, schools.whole.students[0]![5]!);
    over.abort();
    await watching.catch(() => undefined);
    expect(schools.whole.foreign.filter((mark) => text(heard).includes(mark))).toEqual([]);
    expect(others).not.toContain('生');
    expect(text(heard)).toContain('甲生六');
  });

  test('and a change of others is a number that grows, with nothing about it', async () => {
    const over = new AbortController();
    const session = signedIn(cores.whole, secretary);
    const heard: unknown[] = [];
    for await (const event of await session.client.admin.watch(undefined, { signal: over.signal })) {
      heard.push(event);
      if (heard.length === 2) break;
      const [id] = schools.whole.students[1]! as [string];
      await cores.whole.client.students.setFields({ id, values: { remark: '龘' }, reason: '龘' });
    }
    over.abort();
    expect(heard.map((event) => Object.keys(event as object))).toEqual([['dataVersion'], ['dataVersion']]);
  });
});
