import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Core } from '../../electron/core/core.ts';
import type { CounterWindow } from '../../shared/contract/counterWindow.ts';
import { rowsOf } from '../contract/madeStudents.ts';
import { resultOf } from './openCore.ts';
import { runImport, writeCsv } from './runImport.ts';
import { COLLEGES, EACH, MARKS, patterned, studentOf, type ThreeColleges } from './threeColleges.ts';

/**
 * What goes on in a school of `threeColleges` besides: a second roster, another source that says other things, visits
 * at the counter, proofs of cases, mails that wait. Everything is there once for each place, with its mark in it.
 */
export async function liveOn(
  core: Core,
  folder: string,
  school: ThreeColleges,
  places: readonly number[],
): Promise<void> {
  await importAnew(core, folder, places);
  for (const place of places) {
    if (place < COLLEGES.length) await visitCounter(core, school.students[place]![3]!);
    await proveCase(core, folder, school.cases[place]![0]!, place);
  }
  await writeMails(core, school, places);
}

async function importAnew(core: Core, folder: string, places: readonly number[]): Promise<void> {
  const strings = (rows: (string | null)[][]) => rows.map((row) => row.map((cell) => cell ?? ''));
  const held = (place: number, from: number) =>
    Array.from({ length: EACH - from }, (_, at) => studentOf(place, at + from));
  // Later, without the first of each college; and what the school's own system says, of the first four of each.
  const later = places.flatMap((place) => held(place, 1));
  await runImport(core, writeCsv(folder, '名册二.csv', strings(rowsOf(later))), {
    kind: 'roster',
    source: 'chsi',
  });
  const own = places.flatMap((place) => [
    ...held(place, 0)
      .slice(0, 4)
      .map((student, at) => ({ ...student, 姓名: at < 2 ? `${student.姓名}${MARKS[place]}` : student.姓名 })),
    // Who may be one person with the last of the same place, and with the last of the place before.
    ...[place, place - 1].flatMap((namesake, at) =>
      namesake < 0
        ? []
        : {
            ...studentOf(place, 5),
            姓名: studentOf(namesake, 5).姓名,
            学号: `77${place}0079${at}`,
            考生号: `2311${place}77007${at}900`,
            身份证号: null,
          },
    ),
  ]);
  await runImport(core, writeCsv(folder, '教务.csv', strings(rowsOf(own))), {
    kind: 'roster',
    source: 'sis',
  });
}

/** Somebody looks at their record at the counter, says that all is right, and signs by name. */
export async function visitCounter(core: Core, student: string): Promise<void> {
  const { token } = await core.client.counter.open();
  const window = createRouterClient(core.counter.router, {
    context: { pass: core.counter.redeem(token)! },
  }) as unknown as ContractRouterClient<CounterWindow>;
  await core.client.counter.show({ student });
  for await (const screen of await window.watch({ holding: null })) {
    if (screen.at !== 'record') continue;
    const { visit, fields, askedPhoto } = screen.record;
    await window.answer({
      visit,
      fields: fields.map(({ field }) => ({ field, mark: 'correct' as const, claimed: null })),
      photo: askedPhoto === null ? null : { mark: 'correct', reason: null },
      comment: '',
      signature: { way: 'typed', name: '本人' },
    });
    break;
  }
  await core.client.counter.shut();
}

async function proveCase(core: Core, folder: string, id: string, place: number): Promise<void> {
  const name = `${MARKS[place]}证.jpg`;
  const path = join(folder, name);
  await patterned(40 + place, 600, 400)
    .jpeg()
    .toFile(path);
  const { file } = await core.offerPath(path);
  const { version: seen } = (await core.client.cases.get({ case: id })).item;
  await core.client.cases.attach({ case: id, seen, file, material: null });
}

async function writeMails(core: Core, school: ThreeColleges, places: readonly number[]): Promise<void> {
  const { client } = core;
  for (const place of places) {
    const student = school.students[place]![4]!;
    await client.students.setFields({
      id: student,
      values: { email: `p${place}@example.edu` },
      reason: '本人提供',
    });
  }
  const { plan } = await resultOf(
    await client.mail.plan({
      campaign: school.campaign,
      selection: { query: {} },
      audience: 'student',
      subject: '请核对学籍',
      body: '{姓名}：请核对。',
      limit: 10,
    }),
  );
  await resultOf(await client.mail.queue({ plan, name: '第一轮' }));
}
