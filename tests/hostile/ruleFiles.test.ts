import { generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { readLatest } from '../../electron/update/readLatest.ts';
import { LATEST } from '../../electron/update/release.ts';
import { errorParts } from '../../renderer/ui/errorParts.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { createText } from '../../shared/text/createText.ts';
import { anyDamage, damaged } from '../harness/anyInput.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { FUZZ_SEED, TIMES } from '../harness/fuzzBudget.ts';
import { openCore } from '../harness/openCore.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

const RULES = join(import.meta.dirname, '../../resources/cases');
const folder = folderForAll();
const shipped = JSON.parse(readFileSync(join(RULES, 'data-change.json'), 'utf8')) as Record<string, unknown>;
/** What no editor writes: each as the whole text of a file. */
const TEXTS: [string, string | Buffer][] = [
  ['nothing', ''],
  ['no JSON', '{"id":'],
  ['brackets without end', '['.repeat(2_000_000)],
  ['brackets that end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['objects within objects', `{"id":"data-change","moves":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
  ['a name of 20 MB', JSON.stringify({ ...shipped, name: { zh: 'x'.repeat(20 * 2 ** 20), en: 'x' } })],
  [
    'a hundred thousand moves',
    JSON.stringify({ ...shipped, moves: Array(100_000).fill((shipped.moves as unknown[])[0]) }),
  ],
  [
    'names of prototypes',
    '{"id":"data-change","__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
  ],
  ['null', 'null'],
  ['a number beyond all', '{"id":"data-change","moves":1e999}'],
  ['bytes that are no text', Buffer.alloc(5000, 0xfe)],
  ['UTF-16', Buffer.from(`\ufeff${JSON.stringify(shipped)}`, 'utf16le')],
  ['the name of another', JSON.stringify({ ...shipped, id: 'constructor' })],
];

describe('files of rules', () => {
  const dataDir = join(folder, 'data');
  const file = join(folder, 'rule.json');
  const roster = join(folder, '名单.csv');
  const desk = <T = { error?: { code: string; message: string; hint: string } }>(...args: string[]) =>
    xuejiInside<T>(...args, '--data', dataDir, '--json');

  beforeAll(async () => {
    writeFileSync(roster, '学号,姓名\n20230001,张三\n');
    await desk('init', '--school-code', '10000', '--school-name', '示例大学');
  });

  it.each(TEXTS)(
    '%s is refused with a sentence, and the rules stay',
    { timeout: 60_000 },
    async (_, text) => {
      writeFileSync(file, text);
      for (const args of [
        ['cases', 'rules', 'data-change', '--take', file, '--note', 'x'],
        ['cases', 'rules', 'correction-general', '--profile', '--take', file],
        ['cases', 'reviewers', file],
        ['import', roster, '--as', 'roster', '--map', file],
      ]) {
        const { code, json } = await desk(...args);
        expect([2, 3, 4], `${args.join(' ')}: ${JSON.stringify(json).slice(0, 300)}`).toContain(code);
        const said = `${json.error?.message}${json.error?.hint}`;
        if (json.error) expect(said).toMatch(/[\u4e00-\u9fff]{3}/);
        expect(said.length).toBeLessThan(2_000);
        expect(said).not.toMatch(/\{\{|\[object|node_modules/);
      }
      expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
      const { json } = await desk<{ types: { from: string }[] }>('cases', 'rules');
      expect(json.types.every(({ from }) => from === 'program')).toBe(true);
    },
  );
});

describe('rules with something changed in them', () => {
  let core: Core;
  beforeAll(async () => {
    core = await openCore(join(folder, 'changed'));
    await core.client.admin.initialise({ code: '10000', name: '示例大学' });
  });
  afterAll(async () => core.close());

  it('are rules still, or refused with their place', { timeout: 60_000 * TIMES }, async () => {
    const kinds = ['data-change', 'appeal', 'photo-missing'].map(
      (id) => JSON.parse(readFileSync(join(RULES, `${id}.json`), 'utf8')) as unknown,
    );
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds),
        fc.array(anyDamage, { minLength: 1, maxLength: 2 }),
        async (rule, damages) => {
          try {
            await core.client.caseRules.save({
              kind: 'type',
              rule: damages.reduce<unknown>(damaged, rule),
              note: '',
            });
          } catch (error) {
            const parts = errorParts(error);
            if (!parts || parts.code === 'INTERNAL') throw error;
            refused++;
            const { message } = createText('zh').sayError(parts);
            expect(message).not.toMatch(/\{\{|undefined|\[object/);
          }
          // What was taken can be read again, and every type still be listed.
          await core.client.caseRules.list();
        },
      ),
      { seed: FUZZ_SEED, numRuns: 60 * TIMES, endOnFailure: true },
    );
    expect(refused).toBeGreaterThan(10);
  });
});

describe('descriptions of updates', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const keys = [publicKey.export({ format: 'der', type: 'spki' }).toString('base64')];
  const good = {
    product: 'xueji-desk',
    version: '9.0.0',
    notes: ['修正'],
    files: { 'linux-x64': { file: 'a.deb', bytes: 1, sha256: '0'.repeat(64) } },
    earlier: [],
  };
  const signedText = (signed: string) =>
    JSON.stringify({ signed, signature: sign(null, Buffer.from(signed), privateKey).toString('base64') });
  const codeOf = async (text: string | Buffer) => {
    writeFileSync(join(folder, LATEST), text);
    try {
      await readLatest(folder, keys);
      return 'taken';
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return error.code;
    }
  };

  it('a whole one is taken; texts of every kind are refused', { timeout: 60_000 }, async () => {
    expect(await codeOf(signedText(JSON.stringify(good)))).toBe('taken');
    for (const [, text] of TEXTS) {
      expect(await codeOf(text)).toBe('UPDATE_REFUSED');
      if (typeof text === 'string' && text.length < 100_000)
        expect(await codeOf(signedText(text))).toBe('UPDATE_REFUSED');
    }
  });

  it('a signed one that is damaged names nothing outside the folder', {
    timeout: 60_000 * TIMES,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDamage, { minLength: 1, maxLength: 2 }), async (damages) => {
        const text = signedText(asText(damages.reduce<unknown>(damaged, good)));
        if ((await codeOf(text)) !== 'taken') return;
        const { files, earlier } = await readLatest(folder, keys);
        for (const all of [files, ...earlier.map((one) => one.files)])
          for (const { file } of Object.values(all)) expect(file).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]*$/);
      }),
      { seed: FUZZ_SEED, numRuns: 150 * TIMES, endOnFailure: true },
    );
  });
});

/** As JSON, of values too that JSON has none for. */
function asText(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? Number(one) : one)) ?? 'null';
}
