import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isContractProcedure } from '@orpc/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Core } from '../../electron/core/core.ts';
import { errorParts } from '../../renderer/ui/errorParts.ts';
import { contract } from '../../shared/contract/index.ts';
import { createText } from '../../shared/text/createText.ts';
import { anyDamage, anyInput, damaged } from '../harness/anyInput.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { FUZZ_SEED, TIMES } from '../harness/fuzzBudget.ts';
import { openCore, resultOf } from '../harness/openCore.ts';

const RUNS = 12 * TIMES;
const STUDENTS = 60;
/** Of each field no more answers are remembered than this. */
const KNOWN_EACH = 40;

type Call = (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>;
const PROCEDURES = [...proceduresOf(contract, [])];

const folder = folderForAll();
const known = new Map<string, Set<string>>();
const accepted = new Set<string>();
let core: Core;
/** For what makes people: from then on a store answers nobody who has not signed in, and the rest would not be asked. */
let apart: Core;

beforeAll(async () => {
  core = await openCore(join(folder, 'data'));
  await resultOf(await core.client.admin.fillDemo({ students: STUDENTS, seed: 1 }));
  apart = await openCore(join(folder, 'apart'));
  await resultOf(await apart.client.admin.fillDemo({ students: 5, seed: 2 }));
  for (const [name, text] of [
    ['名册.csv', '考生号,姓名,身份证号\n21440101110001,张伟,11010519491231002X\n'],
    ['乱.xlsx', 'PK\u0003\u0004 no workbook'],
    ['图.jpg', '\u00ff\u00d8\u00ff no picture'],
  ] as const) {
    writeFileSync(join(folder, name), text);
    for (let times = 0; times < 4; times++) learn('file', (await core.offerPath(join(folder, name))).file);
  }
  // What a window would know by then: everything that can be asked for without a question.
  for (const { path } of PROCEDURES) await ask(path, {}).catch(() => undefined);
}, 120_000);

afterAll(async () => {
  await core.close();
  await apart.close();
});

test.each(PROCEDURES)(
  '$name answers anything with an answer or a sentence',
  { timeout: 60_000 * TIMES },
  async ({ name, path, schema }) => {
    const right = schema ? anyInput(schema, known) : fc.constant(undefined);
    const wrong = fc.tuple(right, fc.array(anyDamage, { minLength: 1, maxLength: 2 }));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          right,
          wrong.map(([input, damages]) => damages.reduce<unknown>(damaged, input)),
        ),
        async (input) => {
          try {
            await ask(path, input);
            accepted.add(name);
          } catch (error) {
            expectSentence(error);
            if (errorParts(error)?.params.case !== 'input') accepted.add(name);
          }
        },
      ),
      { seed: FUZZ_SEED, numRuns: RUNS, endOnFailure: true },
    );
  },
);

test('most procedures were truly asked, not only refused at the door', () => {
  const never = PROCEDURES.filter(({ name }) => !accepted.has(name)).map(({ name }) => name);
  // What asks for several things at once that fit each other is met in a long run only.
  expect(never.length, never.join(' ')).toBeLessThan(PROCEDURES.length / 20);
});

test('a college that is named twice with two days is refused', async () => {
  const campaign = await core.client.campaigns.create({
    name: '期限',
    type: 'graduation-photo',
    deadline: '2027-03-30',
    lockRule: '24h',
    population: {},
  });
  const rule = { collegeName: '甲', className: null };
  const twice = [
    { ...rule, deadline: null },
    { ...rule, deadline: '2027-01-08' },
    { ...rule, deadline: '2027-01-09' },
  ];
  await expect(
    core.client.campaigns.setDeadlines({ campaign: campaign.id, rules: twice }),
  ).rejects.toMatchObject({ data: { code: 'USAGE', params: { field: 'rules' } } });
});

test('the store is whole after all that', async () => {
  expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  expect((await core.client.admin.status()).students).toBeGreaterThan(0);
});

/** An error of the closed set, with its sentence and what to do next, and without anything of the machine in it. */
function expectSentence(error: unknown): void {
  const parts = errorParts(error);
  if (!parts || parts.code === 'INTERNAL') throw error;
  for (const language of ['zh', 'en'] as const) {
    const { message, hint } = createText(language).sayError(parts);
    expect(message).not.toMatch(/\{\{|undefined|\[object|node_modules|at .*\.ts/);
    expect(message.length + hint.length).toBeGreaterThan(4);
  }
}

/** Calls it as a window does. A stream is read to its end, one that has none to its first event. */
async function ask(path: readonly string[], input: unknown): Promise<void> {
  const client: unknown = path.reduce<object>(
    (at, key) => Reflect.get(at, key),
    path[0] === 'people' ? apart.client : core.client,
  );
  const over = new AbortController();
  const answer = await (client as Call)(input, { signal: over.signal });
  if (!isStream(answer)) return learnAll(answer);
  const isEndless = path.at(-1) === 'watch' || path.at(-1) === 'run';
  for await (const event of answer) {
    learnAll(event);
    if (isEndless) break;
  }
  over.abort();
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function learn(name: string, text: string): void {
  const texts = known.get(name) ?? new Set();
  known.set(name, texts);
  if (texts.size < KNOWN_EACH && text.length <= 80) texts.add(text);
}

function learnAll(value: unknown, name = ''): void {
  if (typeof value === 'string') learn(name, value);
  else if (Array.isArray(value)) for (const item of value.slice(0, 20)) learnAll(item, name);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) learnAll(inner, key);
}

interface Procedure {
  name: string;
  path: readonly string[];
  schema: z.ZodType | null;
}
function* proceduresOf(part: object, path: readonly string[]): Generator<Procedure> {
  for (const [key, inner] of Object.entries(part)) {
    const here = [...path, key];
    if (!isContractProcedure(inner)) yield* proceduresOf(inner, here);
    else
      yield {
        name: here.join('.'),
        path: here,
        schema: (inner['~orpc'].inputSchema ?? null) as z.ZodType | null,
      };
  }
}
