import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../electron/core/ports/systemClock.ts';
import { netDoor } from '../../electron/core/sync/netDoor.ts';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { hubMeans } from '../harness/hubEngines.ts';
import { runImport } from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { BadLine, type LineFault } from './BadLine.ts';
import { expectSynced } from './expectSynced.ts';
import { openFaultCore } from './openFaultCore.ts';
import { HubProcess } from './SyncProcesses.ts';
import { settled } from './settled.ts';
import { writeRoster } from './writeRoster.ts';

/** `XUEJI_CUTLINES=500` for a long run. */
const FAULTS = Number(process.env.XUEJI_CUTLINES ?? 16);
const SEED = Number(process.env.XUEJI_SEED ?? 1);

it(`loses nothing and has nothing twice on a line that is cut, refused or turns bytes over ${FAULTS} times (seed ${SEED})`, async () => {
  const random = seededRandom(SEED, 'bad line');
  const folder = temporaryFolder();
  const hub = new HubProcess({
    ...{ engine: 'sqlite', dataDir: join(folder, 'hub'), means: hubMeans() },
  });
  await hub.start();
  const line = await BadLine.to(hub.port);
  const desks = await Promise.all(
    ['甲', '乙'].map(async (name, at) => {
      const dataDir = join(folder, `desk-${at}`);
      const core = await openFaultCore(dataDir, systemClock, { hubDoor: netDoor, syncs: true });
      return { name, dataDir, core, kept: [] as string[] };
    }),
  );
  onTestFinished(async () => {
    await Promise.all(desks.map(({ core }) => core.close()));
    await line.close();
    await hub.kill();
  });
  const photos = join(folder, 'photos');
  mkdirSync(photos);
  for (let serial = 1; serial <= 12; serial++)
    writeFileSync(
      join(photos, `2023${String(serial).padStart(6, '0')}.jpg`),
      await drawJpeg({ seed: serial }),
    );
  const [one] = desks as [(typeof desks)[0]];
  await one.core.client.admin.initialise({ code: '10000', name: '示例大学' });
  await runImport(one.core, writeRoster(join(folder, 'r.csv'), 1, 60), { kind: 'roster', source: 'sis' });
  for (const { name, core } of desks) {
    const address = `127.0.0.1:${line.port}`;
    const { pin } = await core.client.sync.look({ address });
    await core.client.sync.join({ address, pin, code: await hub.code(), name });
    await hub.approve(name, (await core.client.sync.status()).hub?.own ?? '');
    await settled(core);
  }
  await runImport(one.core, photos, { kind: 'photos', role: 'graduation' });

  const phases = new Set<string>();
  for (let at = 0; at < FAULTS; at++) {
    const desk = desks[at % 2]!;
    const { items } = await desk.core.client.students.page({ query: {}, offset: 0, limit: 60 });
    const text = `${desk.name}-${String(at).padStart(6, '0')}`;
    // Each has students of its own, so that what it says stands.
    const own = items.filter((_, index) => index % 2 === at % 2);
    const student = random.pick(own);
    await desk.core.client.students.setFields({
      id: student.id,
      values: { departmentName: text },
      reason: '',
    });
    desk.kept.push(text);
    // Within the handshake, within a question, within what is answered.
    const after = random.weighted([
      [random.below(3_000), 2],
      [random.below(20_000), 2],
      [random.below(200_000), 1],
    ]);
    line.fault = random.pick<LineFault>([
      { kind: 'cut', after },
      { kind: 'cut', after },
      { kind: 'turn', after },
      { kind: 'refuse' },
    ]);
    line.hangUp();
    phases.add((await desk.core.client.sync.now()).phase);
    line.fault = { kind: 'none' };
    line.hangUp();
    if (random.chance(0.3)) await settled(desk.core);
  }
  expect(phases).toContain('offline');
  expect(line.hits).toBeGreaterThan(FAULTS / 2);
  for (const { core } of [...desks, ...desks]) await settled(core);
  for (const { core } of desks) await core.close();
  await hub.kill('SIGINT');
  await expectSynced(hub.place, desks);
  // The photos have gone the same way.
  for (const { dataDir } of desks) expect(globSync('blobs/*/*', { cwd: dataDir })).toHaveLength(12);
}, 300_000);
