/**
 * A process with an open core that is handed files as a window hands them in, and stops at each step until it is told to
 * go on, or is killed. Its arguments: the data folder, and the folder of the files.
 */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Core } from '../../electron/core/core.ts';
import { openCore, resultOf } from '../harness/openCore.ts';

const [dataDir, files] = process.argv.slice(2) as [string, string];
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
async function reached(step: string): Promise<void> {
  process.stdout.write(`${step}\n`);
  await lines.next();
}

const core = await openCore(dataDir);
const { client } = core;

async function handIn(name: string): Promise<string> {
  const body = createReadStream(join(files, name));
  return (await core.receiveFile({ name, set: null }, body)).file;
}

type Opening = Omit<Parameters<Core['client']['imports']['open']>[0], 'files'>;
/** Out of a zip if it lies in one, to a plan that a person looks at. */
async function planned(name: string, opening: Opening, signal?: AbortSignal): Promise<string> {
  const given = await handIn(name);
  const found =
    opening.kind === 'photos'
      ? [given]
      : (await client.imports.expand({ file: given })).files.map(({ file }) => file);
  const { session } = await client.imports.open({ files: found, ...opening });
  await resultOf(await client.imports.plan({ session }, signal ? { signal } : {}));
  return session;
}

for (const [name, opening] of [
  ['roster.zip', { kind: 'roster' }],
  ['photos.zip', { kind: 'photos', role: 'graduation' }],
] as const)
  await resultOf(await client.imports.commit({ session: await planned(name, opening) }));
const { items } = await client.students.page({ query: {}, offset: 0, limit: 1 });
const first = items[0]!.id;
await reached('imported');

// A report of each kind, a list and a proof wait to be fetched; another file is being looked at; a backup is there.
for (const format of ['pdf', 'xlsx'] as const)
  for (const kind of ['record-check-sheet', 'photo-check-sheet'] as const)
    await resultOf(await client.reports.create({ kind, format, unmasked: true }));
for (const format of ['csv', 'xlsx', 'jsonl'] as const)
  await resultOf(await client.students.export({ selection: { query: {} }, format, unmasked: true }));
await resultOf(await client.backups.make({}));
await core.readPhoto((await client.students.get({ id: first })).photos.graduation!, 'thumbnail');
await planned('changed.zip', { kind: 'roster' });
await reached('waiting');

const stopped = new AbortController();
const cancelled = planned('changed.zip', { kind: 'roster' }, stopped.signal);
stopped.abort();
await cancelled.catch(() => undefined);
await reached('cancelled');

// Half of a large file has come in, and its import is being written.
const session = await planned('changed.zip', { kind: 'roster' });
const half = new ReadableStream<Uint8Array>({
  async start(controller) {
    for await (const piece of createReadStream(join(files, 'photos.zip'))) {
      controller.enqueue(piece as Uint8Array);
      break;
    }
  },
});
void core.receiveFile({ name: 'half.zip', set: null }, half);
void client.imports.commit({ session }).then(resultOf);
await reached('importing');
