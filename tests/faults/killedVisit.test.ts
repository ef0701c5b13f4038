import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { openTestDatabase } from '../harness/openTestDatabase.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

/** Kills, each after so many students have signed and so many turns more: in the middle of the next one's answer. */
const KILLS = [
  { signed: 0, turns: 2_000 },
  { signed: 1, turns: 0 },
  { signed: 2, turns: 300 },
  { signed: 3, turns: 2_500 },
  { signed: 4, turns: 6_000 },
];

describe('a program that is killed while a student signs at the counter', () => {
  const folder = folderForAll();
  const origin = join(folder, 'origin');
  const signatures = join(folder, 'signatures.json');
  let students: string[] = [];

  beforeAll(async () => {
    const core = await openCore(origin);
    await core.client.admin.initialise({ code: '10000', name: '示例大学' });
    await resultOf(await core.client.admin.fillDemo({ students: 60 }));
    const query = {
      filter: { statuses: ['not-verified' as const, 'verified-open' as const, 'locked' as const] },
    };
    const { items } = await core.client.students.page({ query, offset: 0, limit: 30 });
    students = items.map(({ id }) => id);
    await core.close();
    const drawn = [100, 160, 220].map(async (y) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300">
        <path d="M100 ${y} Q 300 20 500 220 T 800 90" fill="none" stroke="black" stroke-width="5"/></svg>`;
      return (await sharp(Buffer.from(svg)).png().toBuffer()).toString('base64');
    });
    writeFileSync(signatures, JSON.stringify(await Promise.all(drawn)));
  }, 120_000);

  it.each(KILLS)('has each visit whole or not at all: $signed signed, $turns turns later', async (kill) => {
    const dataDir = join(folder, `killed-${kill.signed}-${kill.turns}`);
    cpSync(origin, dataDir, { recursive: true });
    const script = join(import.meta.dirname, 'signVisits.ts');
    const signing = spawn(process.execPath, [script, dataDir, signatures, ...students]);
    const told: string[] = [];
    const ended = once(signing, 'exit');
    for await (const line of createInterface({ input: signing.stdout })) {
      told.push(line);
      if (told.length <= kill.signed) continue;
      for (let n = 0; n < kill.turns; n++) await turn();
      signing.kill('SIGKILL');
      break;
    }
    await ended;
    expect(told.length).toBeLessThan(students.length);

    const db = openTestDatabase(dataDir);
    const all = <Row>(sql: string) => db.prepare(sql).all() as Row[];
    const visits = all<{ event: string; student: string; signature: string; batch: string | null }>(
      `SELECT v.event, s.id AS student, v.signature, e.batch FROM counter_visit v
       JOIN event e ON e.id = v.event JOIN student s ON s.n = e.student_n ORDER BY e.n`,
    );
    const events = all<{ n: number }>("SELECT count(*) AS n FROM event WHERE source = 'counter'")[0]!.n;
    const batches = new Set(
      all<{ id: string }>("SELECT id FROM batch WHERE kind = 'counter'").map(({ id }) => id),
    );
    db.close();
    // Whatever a student was told is kept is; the one who was in the middle of it may have come or not, but whole.
    const kept = visits.map(({ student }) => student);
    expect(kept.slice(0, told.length)).toEqual(told);
    expect(kept.length).toBeLessThanOrEqual(students.length);
    expect([events, batches.size]).toEqual([visits.length, visits.length]);
    for (const { signature, batch } of visits) {
      expect(batches.has(batch!)).toBe(true);
      expect(existsSync(join(dataDir, 'blobs', signature.slice(0, 2), signature))).toBe(true);
    }
    expect((await xuejiInside('check', '--data', dataDir)).code).toBe(0);
  });
});
