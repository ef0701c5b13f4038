import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import { runImport, writeCsv } from '../harness/runImport.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { expectSynced } from './expectSynced.ts';
import { openFaultCore } from './openFaultCore.ts';
import { DeskProcess, HubProcess } from './SyncProcesses.ts';

/** `XUEJI_KILLS=500` for a long run, on each engine. */
const KILLS = Number(process.env.XUEJI_KILLS ?? 10);
const SEED = Number(process.env.XUEJI_SEED ?? 1);
const NAMES = ['甲', '乙'];
const OWN = 6;

/** Students of each desk alone, and some of both. */
function roster(): string[][] {
  const classes = [
    ...NAMES.flatMap((name) => Array<string>(OWN).fill(`班${name}`)),
    ...Array<string>(OWN).fill('班'),
  ];
  const rows = classes.map((name, at) => {
    const number = String(at + 1).padStart(6, '0');
    return [`2023${number}`, `23110100${number}`, `测${number}`, '计算机学院', name];
  });
  return [['学号', '考生号', '姓名', '分院', '班级'], ...rows];
}

onBothEngines((engine) => {
  it(
    `loses nothing and has nothing twice after ${KILLS} kills of a hub and its desks (seed ${SEED})`,
    async () => {
      const random = seededRandom(SEED, `sync ${engine.name}`);
      const folder = temporaryFolder();
      const hub = new HubProcess(await engine.place());
      const desks = NAMES.map((name, at) => new DeskProcess(name, join(folder, `desk-${at}`)));
      const first = await openFaultCore(desks[0]!.dataDir);
      await first.client.admin.initialise({ code: '10000', name: '示例大学' });
      await runImport(first, writeCsv(folder, '名册.csv', roster()), { kind: 'roster', source: 'sis' });
      await first.close();
      await hub.start();
      for (const desk of desks) {
        await desk.start();
        desk.tell({ kind: 'join', address: `127.0.0.1:${hub.port}`, code: await hub.code() });
        await hub.approve(desk.name, (await desk.hear('joined')).own);
        desk.tell({ kind: 'rest' });
        await desk.hear('rested');
        await desk.close();
        await desk.start();
      }
      onTestFinished(async () => {
        for (const one of [hub, ...desks]) await one.kill();
      });
      for (const desk of desks) desk.work();
      for (let kill = 0; kill < KILLS; kill++) {
        // No condition is waited for: the moment of the kill is what is drawn.
        await new Promise((resolve) => setTimeout(resolve, random.between(0, 1500)));
        const victim = random.weighted<HubProcess | DeskProcess>([
          [hub, 2],
          [desks[0]!, 1],
          [desks[1]!, 1],
        ]);
        await victim.kill();
        if (random.chance(0.3)) await engine.server()?.crash();
        await victim.start();
        if (victim instanceof DeskProcess) victim.work();
      }
      for (const desk of desks) {
        await desk.hear('resting');
        desk.tell({ kind: 'rest' });
        await desk.hear('rested');
      }
      // What the last one sent is pulled by the others.
      for (const desk of desks) {
        desk.tell({ kind: 'rest' });
        await desk.hear('rested');
      }
      for (const desk of desks) await desk.close();
      await hub.kill('SIGINT');
      const entries = await expectSynced(hub.place, desks);
      const kept = desks.map((desk) => desk.kept.length);
      process.stdout.write(`${JSON.stringify({ engine: engine.name, kills: KILLS, kept, entries })}\n`);
      expect(Math.min(...kept)).toBeGreaterThan(0);
      for (const { said } of desks) for (const one of said) expect(one()).toBe('');
    },
    300_000 + KILLS * 60_000,
  );
});
