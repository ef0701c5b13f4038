import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../electron/core/core.ts';
import { serveWeb } from '../../electron/web/serveWeb.ts';
import type { CounterWindow, ShownRecord } from '../../shared/contract/counterWindow.ts';
import { contract } from '../../shared/contract/index.ts';
import type { StudentRow } from '../../shared/contract/students.ts';
import type { CounterMark } from '../../shared/domain/counterVisit.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { openCore, resultOf, strictLog } from '../harness/openCore.ts';
import { sheetCells } from '../harness/sheetCells.ts';
import { takenDownload } from '../harness/takenDownload.ts';
import { xueji } from '../harness/xueji.ts';
import { readPdf } from '../unit/reports/readPdf.ts';

const STROKES = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="300">
  <path d="M100 200 Q 300 20 500 220 T 800 90" fill="none" stroke="black" stroke-width="5"/></svg>`;

describe('a student at the counter', () => {
  const folder = folderForAll();
  let dataDir = '';
  let signature = '';
  let students: StudentRow[] = [];

  beforeAll(async () => {
    dataDir = join(folder, 'data');
    signature = (await sharp(Buffer.from(STROKES)).png().toBuffer()).toString('base64');
    const core = await openCore(dataDir);
    await core.client.admin.initialise({ code: '10000', name: '示例大学' });
    await resultOf(await core.client.admin.fillDemo({ students: 40 }));
    const { items } = await core.client.students.page({
      query: { filter: { statuses: ['not-verified'] } },
      offset: 0,
      limit: 40,
    });
    students = items.filter(({ photos }) => photos.graduation !== null);
    await core.close();
  }, 120_000);

  /** The student's window, as a host lets it in. */
  const openWindow = async (core: Core) => {
    const { token } = await core.client.counter.open();
    const pass = core.counter.redeem(token)!;
    const window = createRouterClient(core.counter.router, {
      context: { pass },
    }) as unknown as ContractRouterClient<CounterWindow>;
    return { token, pass, window };
  };
  /** The record that is on the window; `holding`: the visit that the page still shows. */
  const shownOn = async (window: ContractRouterClient<CounterWindow>): Promise<ShownRecord> => {
    for await (const screen of await window.watch({ holding: null })) {
      if (screen.at === 'record') return screen.record;
      break;
    }
    throw new Error('nothing is shown');
  };
  const answersTo = (record: ShownRecord) => ({
    visit: record.visit,
    fields: record.fields.map(({ field }) => ({
      field,
      mark: 'correct' as CounterMark,
      claimed: null as string | null,
    })),
    photo: record.askedPhoto && { mark: 'correct' as const, reason: null },
    comment: '',
    signature: { way: 'drawn' as const, png: signature },
  });

  it('checks, signs, is taken back, goes stale, and replays', async () => {
    const core = await openCore(dataDir);
    const [one, two] = students as [StudentRow, StudentRow];
    const { window, token, pass } = await openWindow(core);
    expect(core.counter.redeem(token)).toBeNull();
    await expect(window.reveal({ visit: 'none' })).rejects.toMatchObject({ code: 'COUNTER_OVER' });

    await core.client.counter.show({ student: one.id });
    await expect(core.client.counter.show({ student: two.id })).rejects.toMatchObject({
      code: 'COUNTER_BUSY',
    });
    const record = await shownOn(window);
    const shownNumber = record.fields.find(({ field }) => field === 'idNumber')?.value;
    expect(shownNumber).toMatch(/\*/);
    const { values } = await window.reveal({ visit: record.visit });
    expect(values.idNumber).not.toMatch(/\*/);

    // Only the photos of the one who stands there, and only while they stand there.
    expect(await core.readShownPhoto(one.photos.graduation!)).not.toBeNull();
    expect(await core.readShownPhoto(two.photos.graduation!)).toBeNull();

    // Answers that leave something out, and signatures that are none.
    const whole = answersTo(record);
    for (const wrong of [
      { ...whole, fields: whole.fields.slice(1) },
      { ...whole, photo: null },
      { ...whole, signature: { way: 'drawn' as const, png: Buffer.from('no picture').toString('base64') } },
      {
        ...whole,
        signature: {
          way: 'drawn' as const,
          png: (
            await sharp({ create: { width: 90, height: 30, channels: 3, background: 'white' } })
              .png()
              .toBuffer()
          ).toString('base64'),
        },
      },
    ]) {
      await expect(window.answer(wrong)).rejects.toMatchObject({ code: 'USAGE' });
    }

    // The record changes while the student looks at it: nothing is recorded, and it is shown anew.
    await core.client.students.setFields({ id: one.id, values: { ethnicity: '回族' }, reason: '' });
    await expect(window.answer(whole)).rejects.toMatchObject({ code: 'COUNTER_CHANGED' });
    const again = await shownOn(window);
    expect(again.visit).not.toBe(record.visit);
    const said = answersTo(again);
    said.fields = said.fields.map((answer) =>
      answer.field === 'ethnicity' ? { ...answer, mark: 'wrong', claimed: '汉族；已改' } : answer,
    );
    expect(await window.answer(said)).toEqual({ verdict: 'wrong' });
    await expect(window.answer(said)).rejects.toMatchObject({ code: 'COUNTER_OVER' });
    expect(await core.readShownPhoto(one.photos.graduation!)).toBeNull();

    // The second signs by name; a clerk who shuts the window ends it all.
    await core.client.counter.show({ student: two.id });
    const other = await shownOn(window);
    await window.answer({ ...answersTo(other), signature: { way: 'typed', name: '某某' } });
    await core.client.counter.shut();
    expect(core.counter.isOpen(pass)).toBe(false);
    await expect(shownOn(window)).rejects.toMatchObject({ code: 'COUNTER_REFUSED' });

    const { items } = await core.client.counter.visits({});
    expect(items.map(({ verdict, signed, witness }) => ({ verdict, signed, witness }))).toEqual([
      { verdict: 'correct', signed: 'typed', witness: '测试员' },
      { verdict: 'wrong', signed: 'drawn', witness: null },
    ]);
    const detail = await core.client.students.get({ id: one.id });
    expect(detail.status).toBe('disputed');
    expect(detail.timeline[0]).toMatchObject({ eventSource: 'counter', note: '民族应为汉族 已改' });
    const signed = await core.client.counter.signature({ event: items[1]!.event });
    expect((await core.readPhoto(signed.hash!, 'full'))?.mime).toBe('image/png');

    // What they verified changes: stale. Taken back: as before.
    const status = async (id: string) => (await core.client.students.get({ id })).status;
    expect(['verified-open', 'locked']).toContain(await status(two.id));
    await core.client.students.setFields({ id: two.id, values: { ethnicity: '满族' }, reason: '' });
    expect(await status(two.id)).toBe('stale');
    expect((await core.client.counter.visits({ student: two.id })).items[0]).toMatchObject({ stale: true });
    await resultOf(await core.client.imports.undo({ batch: items[1]!.batch }));
    expect(await status(one.id)).toBe('not-verified');
    expect((await core.client.counter.visits({ student: one.id })).items[0]).toMatchObject({ undone: true });
    await core.close();

    // Everything is in the log, and so is the picture.
    const check = await xueji('check', '--data', dataDir);
    expect(check.code, check.stderr).toBe(0);
    const listed = await xueji<{ total: number; items: { signed: string; undone: boolean }[] }>(
      ...['counter', 'list', '--since', '2020-01-01', '--data', dataDir, '--json'],
    );
    expect(listed.json.items.map(({ signed, undone }) => [signed, undone])).toEqual([
      ['typed', false],
      ['drawn', true],
    ]);
  }, 120_000);

  it('prints a slip of a visit with the signature on it, whose code tells what it says; taken back it is none', async () => {
    const core = await openCore(dataDir);
    const { window } = await openWindow(core);
    const four = students[3]!;
    await core.client.counter.show({ student: four.id });
    const record = await shownOn(window);
    const answers = answersTo(record);
    const [first, ...rest] = answers.fields;
    const fields = [{ ...first!, mark: 'wrong' as const, claimed: '王小明' }, ...rest];
    await window.answer({ ...answers, fields, comment: '照片好看' });
    const [visit] = (await core.client.counter.visits({ student: four.id })).items;
    const make = async (format: 'pdf' | 'xlsx') => {
      const request = { kind: 'counter-slip' as const, visits: [visit!.event], format };
      const { download, sheets, cannotPrint } = await resultOf(await core.client.reports.create(request));
      expect([sheets, cannotPrint]).toEqual([1, []]);
      const path = join(folder, `slip.${format}`);
      copyFileSync(await takenDownload(core, download), path);
      return path;
    };
    const pdf = await make('pdf');
    const said = (await readPdf(readFileSync(pdf))).pages.map(({ text }) => text).join();
    const { idNumber } = await core.client.students.reveal({ id: four.id });
    expect(said).toContain('学生现场核对确认单');
    for (const { field, value } of record.fields)
      if (value !== null && field !== 'idType') expect(said, field).toContain(value);
    expect(said).toContain('王小明');
    expect(said).toContain('仅供校内核对使用');
    expect(said).not.toContain(idNumber);
    expect(readFileSync(pdf, 'latin1').match(/\/Subtype \/Image/g)).toHaveLength(1);
    const { file } = await core.offerPath(pdf);
    const verified = await resultOf(await core.client.reports.verify({ file }));
    expect(verified).toMatchObject({ sheets: [{ verdict: 'genuine' }] });
    // The twin says the same, but for the signature.
    const cells = await sheetCells(await make('xlsx'));
    expect(cells).toEqual(expect.arrayContaining(['学生认为应为', '王小明', '照片好看']));
    expect(await core.client.reports.estimate({ kind: 'counter-slip', format: 'pdf' })).toMatchObject({
      sheets: 2,
    });
    // What was said to be wrong at the counter is on the list of corrections.
    const list = await resultOf(await core.client.reports.create({ kind: 'corrections', format: 'xlsx' }));
    copyFileSync(await takenDownload(core, list.download), join(folder, 'corrections.xlsx'));
    const listed = await sheetCells(join(folder, 'corrections.xlsx'));
    expect(listed.join('\n')).toContain('姓名应为王小明；照片好看');
    await resultOf(await core.client.imports.undo({ batch: visit!.batch }));
    await expect(
      core.client.reports
        .create({ kind: 'counter-slip', visits: [visit!.event], format: 'pdf' })
        .then(resultOf),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await core.close();
  }, 120_000);

  it('lets nobody with the pass of the window at anything else', async () => {
    const core = await openCore(dataDir);
    const page = join(folder, 'page');
    const host = await serveWeb({ face: core, port: 0, rendererDir: page, log: strictLog });
    try {
      const [one, two] = students as [StudentRow, StudentRow];
      const { token } = await core.client.counter.open();
      const opened = await fetch(`http://127.0.0.1:${host.port}/counter?token=${token}`, {
        redirect: 'manual',
      });
      const address = new URL(opened.headers.get('location')!);
      expect(address.port).not.toBe(String(host.port));
      const entered = await fetch(address, { redirect: 'manual' });
      const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
      expect((await fetch(address, { redirect: 'manual' })).status).toBe(401);

      const ask = (origin: string, path: string, init: RequestInit = {}) =>
        fetch(`${origin}${path}`, { ...init, headers: { cookie, origin, ...init.headers } });
      const desk = `http://127.0.0.1:${host.port}`;
      const window = address.origin;
      const procedures = Object.entries(contract).flatMap(([area, of]) =>
        Object.keys(of).map((name) => `/rpc/${area}/${name}`),
      );
      expect(procedures.length).toBeGreaterThan(60);
      for (const path of procedures) {
        const body = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
        expect((await ask(window, path, body)).status, path).toBe(404);
        expect((await ask(desk, path, body)).status, path).toBe(401);
      }
      await core.client.counter.show({ student: one.id });
      const own = await ask(window, `/photo/${one.photos.graduation}`);
      expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect((await ask(window, `/photo/${two.photos.graduation}`)).status).toBe(404);
      expect((await ask(desk, `/photo/${one.photos.graduation}`)).status).toBe(401);
      for (const path of ['/upload', '/download/x', '/photo/..%2fstore']) {
        expect((await ask(window, path)).status, path).toBe(404);
      }
      await core.client.counter.callBack();
      expect((await ask(window, `/photo/${one.photos.graduation}`)).status).toBe(404);
      await core.client.counter.shut();
      expect((await ask(window, `/photo/${one.photos.graduation}`)).status).toBe(401);
    } finally {
      await host.close();
      await core.close();
    }
  }, 60_000);

  it('keeps nothing of who had not signed when the program is killed', async () => {
    const core = await openCore(dataDir);
    const [, , three] = students as [StudentRow, StudentRow, StudentRow];
    const before = await core.client.students.get({ id: three.id });
    const { total } = await core.client.counter.visits({});
    await core.close();
    const held = spawn(process.execPath, [join(import.meta.dirname, 'holdVisit.ts'), dataDir, three.id]);
    await once(held.stdout, 'data');
    held.kill('SIGKILL');
    await once(held, 'exit');
    const again = await openCore(dataDir);
    expect(await again.client.students.get({ id: three.id })).toEqual(before);
    expect((await again.client.counter.visits({})).total).toBe(total);
    for await (const state of await again.client.counter.watch()) {
      expect(state).toMatchObject({ window: 'none', visit: null, last: null });
      break;
    }
    await again.close();
    expect((await xueji('check', '--data', dataDir)).code).toBe(0);
  }, 60_000);

  it('finds whom a card names, by the whole number only', async () => {
    const core = await openCore(dataDir);
    const [one] = students as [StudentRow];
    const { idNumber } = await core.client.students.reveal({ id: one.id });
    for (const card of [one.values.studentNo!, idNumber!.toLowerCase()]) {
      const { students: found } = await core.client.counter.find({ card });
      expect(found.map(({ id }) => id)).toEqual([one.id]);
      expect(JSON.stringify(found)).not.toContain(idNumber);
    }
    expect(await core.client.counter.find({ card: idNumber!.slice(0, 17) })).toEqual({ students: [] });
    await core.close();
  });
});
