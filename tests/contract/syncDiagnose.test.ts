import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { onBothEngines } from '../harness/hubEngines.ts';
import { type Now, type Refused, SyncOffice } from '../harness/syncOffice.ts';
import { THREE_STUDENTS } from '../harness/threeStudents.ts';
import { entriesOfZip } from '../harness/zipEntries.ts';

interface Diagnosis {
  program: string;
  sync: { phase: string; waiting: number };
  hub: { name: string; letters: string };
  outbox: { name: string; state: string; count: number }[];
  refused: { code: string; entity: string; count: number }[];
  rows: Record<string, number>;
}

onBothEngines((engine) => {
  it('tells how a desk stands, and nothing of anybody', async () => {
    const office = new SyncOffice(await engine.place());
    await office.serve();
    await office.joined('教务处的电脑');
    await office.work('教务处的电脑', '13600000002');
    expect((await office.desk<Now>('教务处的电脑', 'sync', 'now')).json.waiting).toBe(0);
    await office.work('教务处的电脑', '13700000003');
    const out = office.path('diagnosis.zip');
    const made = await office.desk<{ out: string; logs: number }>('教务处的电脑', 'sync', 'diagnose', out);
    expect(made).toMatchObject({ code: 0, json: { out } });
    const files = await entriesOfZip(out);
    const told = JSON.parse(files.get('desk.json')!.toString()) as Diagnosis;
    expect(told.sync).toMatchObject({ waiting: expect.any(Number) });
    expect(told.sync.waiting).toBeGreaterThan(0);
    expect(told.outbox).toContainEqual({ name: 'import.chunk', state: 'applied', count: 1 });
    expect(told.outbox).toContainEqual({ name: 'import.chunk', state: 'pending', count: 1 });
    expect(told.rows).toMatchObject({ student: 1 });

    // What the store has of anybody, and whoever it syncs with, is nowhere in it.
    const { json: status } = await office.desk<{
      hub: { fingerprint: string; address: string; own: string };
    }>(...(['教务处的电脑', 'sync', 'status'] as const));
    const { fingerprint, address, own } = status.hub;
    const { items } = (
      await office.desk<{ items: Record<string, string | null>[] }>('教务处的电脑', 'students', '--unmasked')
    ).json;
    const secrets = [
      ...items.flatMap(({ id, name, idNumber, studentNo, examNo, phone }) => [
        id,
        name,
        idNumber,
        studentNo,
        examNo,
        phone,
      ]),
      ...[fingerprint, address, own, '教务处的电脑', '示例大学', THREE_STUDENTS[1]![1]!],
    ].filter((secret): secret is string => typeof secret === 'string' && secret.length > 1);
    expect(secrets.length).toBeGreaterThan(8);
    const all = [...files].map(([name, bytes]) => `${name}\n${bytes.toString()}`).join('\n');
    for (const secret of secrets) expect(all.includes(secret), secret).toBe(false);
    // The logs of the desk are in it, line by line; ids in them are hidden.
    const lines = files.get('logs/cli.log')!.toString().trimEnd().split('\n');
    const log = readFileSync(join(office.path('教务处的电脑'), 'logs', 'cli.log'), 'utf8').split('\n');
    const eventOf = (line: string) => (JSON.parse(line) as { event: string }).event;
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.map(eventOf)).toEqual(log.slice(0, lines.length).map(eventOf));

    const elsewhere = await office.desk<Refused>('教务处的电脑', 'sync', 'diagnose', '/nowhere/x.zip');
    expect(elsewhere.json.error.code).toBe('FILE_NOT_WRITABLE');
  }, 120_000);
});
