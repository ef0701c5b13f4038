/**
 * Personal messages from a template, whole: the list, reading the students, reasons, and filling; against filling
 * alone by replacing one field after the other in the text, with all values made ready before.
 *
 *   node tests/bench/chaseMessages.ts [students]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MESSAGE_FIELDS } from '../../shared/domain/messageTemplate.ts';
import { openCore } from '../harness/openCore.ts';
import { writeBenchStudents } from './writeBenchStudents.ts';

const students = Number(process.argv[2] ?? 10_000);
const dir = mkdtempSync(join(tmpdir(), 'xueji-messages-'));
try {
  writeBenchStudents(dir, students);
  const core = await openCore(dir);
  await core.client.campaigns.create({
    type: 'graduation-photo',
    name: '图像校对',
    deadline: '2099-12-31',
    lockRule: '24h',
    population: {},
  });
  const [template] = await core.client.chase.templates();
  const ask = () =>
    core.client.chase.messages({ selection: { query: {} }, template: template!, limit: students });
  await core.client.chase.list({ offset: 0, limit: 1 });
  const times: number[] = [];
  let made = await ask();
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    made = await ask();
    times.push(performance.now() - started);
  }
  const values = made.items.map(({ title, text }) =>
    Object.fromEntries(
      MESSAGE_FIELDS.student.map((field) => [field, field === '姓名' ? title : text.slice(0, 20)]),
    ),
  );
  const started = performance.now();
  let length = 0;
  for (const one of values) {
    let text = template!.body;
    for (const field of MESSAGE_FIELDS.student) text = text.replaceAll(`{${field}}`, one[field]!);
    length += text.length;
  }
  const peer = performance.now() - started;
  const whole = times.sort((one, other) => one - other)[2]!;
  process.stdout.write(
    `${made.items.length} messages whole ${whole.toFixed(0)} ms; replacing alone ${peer.toFixed(0)} ms (${length} characters); ratio ${(whole / peer).toFixed(1)}\n`,
  );
  await core.close();
} finally {
  rmSync(dir, { recursive: true, force: true });
}
