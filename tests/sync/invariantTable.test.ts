import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const ROW = /^\| (I\d+) \| (.+) \| (.+) \| (.*)\|$/gm;

/** The table of docs/spec/sync.md: by invariant the files that show it. */
const rows = [...readFileSync(join(ROOT, 'docs/spec/sync.md'), 'utf8').matchAll(ROW)].map(
  ([, invariant, , shownBy]) => ({
    invariant: invariant!,
    files: [...shownBy!.matchAll(/`([^`]+)`/g)].map(([, file]) =>
      file!.startsWith('rig/') ? `tests/sync/${file}` : `tests/${file}`,
    ),
  }),
);

it('tells of each invariant what shows it, in files that there are', () => {
  expect(rows.map(({ invariant }) => invariant)).toEqual(Array.from({ length: 20 }, (_, at) => `I${at + 1}`));
  expect(rows.filter(({ files }) => files.length === 0)).toEqual([]);
  expect(rows.flatMap(({ files }) => files.filter((file) => !existsSync(join(ROOT, file))))).toEqual([]);
});

it('names every part of the simulation that fails by an invariant', () => {
  const failing = globSync('tests/sync/rig/*.ts', { cwd: ROOT }).flatMap((file) => {
    const found = readFileSync(join(ROOT, file), 'utf8').matchAll(/fail\(\s*'(I\d+)/g);
    return [...new Set([...found].map(([, invariant]) => `${invariant} ${file}`))];
  });
  expect(failing.length).toBeGreaterThan(20);
  const named = new Set(rows.flatMap(({ invariant, files }) => files.map((file) => `${invariant} ${file}`)));
  expect(failing.filter((one) => !named.has(one))).toEqual([]);
});
