import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import { IMPORT_KIND } from '../../shared/domain/importKinds.ts';
import { wordKey } from '../../shared/domain/wordKey.ts';
import { resultOf } from '../harness/openCore.ts';
import { undoImport } from '../harness/runImport.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import { takenDownload } from '../harness/takenDownload.ts';
import type { Office } from './Office.ts';

/**
 * A word is given a meaning, then another one, then none, and all of that is taken back in turn: after each step the
 * students of whom it is said show what it means just then, and nobody else shows anything new.
 */
export async function teachWords(office: Office, random: SeededRandom): Promise<void> {
  const { client, core, model } = office;
  const field = random.pick(['className', 'majorName'] as const);
  const shown = () =>
    new Map(
      office.db
        .read<{ id: string; value: string | null }>(
          `SELECT id, ${field === 'className' ? 'class_name' : 'major_name'} AS value FROM student`,
        )
        .all()
        .map(({ id, value }) => [id, value]),
    );
  const before = shown();
  const words = [...new Set(before.values())].filter((word) => word !== null);
  if (words.length === 0) return;
  const written = random.pick(words);
  const isIt = (word: string | null) => word !== null && wordKey(word) === wordKey(written);
  const expectMeaning = (meant: string | null) => {
    const expected = [...before].map(([id, word]) => [id, meant !== null && isIt(word) ? meant : word]);
    expect(shown()).toEqual(new Map(expected as [string, string | null][]));
    expectConsistent(office.db);
  };
  office.note(`${field} of ${[...before.values()].filter(isIt).length}`);

  if (random.chance(0.3)) {
    const controller = new AbortController();
    controller.abort();
    await office.expectNothingChanged(async () => {
      const word = { field, written, meant: `${written}（甲）` };
      await expect(
        client.words
          .save({ words: [word] }, { signal: controller.signal })
          .then((stream) => resultOf(stream)),
      ).rejects.toThrow();
    });
  }
  const said: { batch: string; meantBefore: string | null }[] = [];
  let meaning: string | null = null;
  for (const meant of [`${written}（甲）`, `${written}（乙）`, null]) {
    const { batch, changed } = await resultOf(
      await client.words.save({ words: [{ field, written, meant }] }),
    );
    expect(changed).toBe(1);
    await office.applyBatch(batch!, new Map());
    said.push({ batch: batch!, meantBefore: meaning });
    meaning = meant;
    expectMeaning(meaning);
  }
  expectReplayEqual(office.db);
  for (const { batch, meantBefore } of said.reverse()) {
    expect(await undoImport(core, batch)).toMatchObject({ reverted: 1, kept: [] });
    model.batches.find((one) => one.batch === batch)!.undone = true;
    expectMeaning(meantBefore);
  }
  expect((await client.words.list({})).items).toEqual([]);
}

/** A remembered mapping is changed, saved as a file, forgotten, and read back from the file; then it is as before. */
export async function changeMapping(office: Office, random: SeededRandom): Promise<void> {
  const { client, core } = office;
  const mappings = await client.imports.mappings();
  if (mappings.length === 0) return;
  const mapping = random.pick(mappings);
  const { kind, fingerprint } = mapping;
  const now = async () => (await client.imports.mappings()).find((one) => one.fingerprint === fingerprint);
  const used = new Set(Object.values(mapping.columns));
  const free = IMPORT_KIND[kind].fields.filter((field) => !used.has(field));
  const heading = random.pick(Object.keys(mapping.columns));
  const others = Object.entries(mapping.columns).some(([one, field]) => one !== heading && field !== null);
  const field = free.length > 0 && (random.chance(0.5) || !others) ? random.pick(free) : null;
  if (field === null && !others) return;
  office.note(`${kind}: ${field === null ? 'leaves a column out' : 'another field'}`);
  const changed = { ...mapping, name: '改过的', columns: { ...mapping.columns, [heading]: field } };
  expect(await client.imports.saveMapping(changed)).toEqual(changed);
  const { download } = await client.imports.exportMapping({ kind, fingerprint });
  const path = join(office.desk, `${office.nextFileName()}.json`);
  copyFileSync(await takenDownload(core, download), path);
  expect(await client.imports.forgetMapping({ kind, fingerprint })).toEqual({ forgotten: changed });
  expect(await now()).toBeUndefined();
  const { file } = await core.offerPath(path);
  const readBack = await client.imports.importMapping({ file });
  expect(readBack).toEqual({ mapping: { ...changed, uses: 0, usedAt: null }, before: null });
  await client.imports.forgetMapping({ kind, fingerprint });
  expect(await client.imports.saveMapping(mapping)).toEqual(mapping);
  expect(await now()).toEqual(mapping);
}
