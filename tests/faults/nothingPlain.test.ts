import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { encodeGb18030 } from '../../electron/archive/encodeGb18030.ts';
import { idNumber } from '../contract/madeStudents.ts';
import { drawJpeg } from '../fixtures/drawPhoto.ts';
import { folderForAll } from '../harness/folderForAll.ts';
import { writeXlsx } from '../harness/runImport.ts';
import { xueji } from '../harness/xueji.ts';
import { entriesOfZip } from '../harness/zipEntries.ts';
import { tracesIn } from './traces.ts';

const STUDENTS = 300;
const NAME = '欧阳念慈';
const ID_NUMBER = idNumber(987, '20050617');
const PHONE = '13912345678';
const STUDENT_NO = '2023987601';

interface Checked {
  ok: boolean;
}

describe('on the disk', () => {
  const folder = folderForAll();
  const files = join(folder, 'files');
  const data = join(folder, 'data');
  const temporary = join(folder, 'tmp');
  const taken = join(folder, 'taken');
  const backups = join(folder, 'stick');
  const environment = { TMPDIR: temporary, TMP: temporary, TEMP: temporary };
  let photo: Buffer;
  /** From within the picture: no two photos share them, and no noise has them. */
  const pieces = () => [1000, 5000, 9000].map((at) => photo.subarray(at, at + 24));
  const marks = () => ({
    texts: [NAME, ID_NUMBER, PHONE, STUDENT_NO],
    bytes: pieces(),
  });
  /** A backup is a zip of what is sealed; its entries are looked at one by one. */
  const isBackup = (file: string, what: string) => what === 'zip' && file.endsWith('.xueji');
  const traces = () => tracesIn([data, temporary, backups], marks(), isBackup);
  const run = (...args: string[]) => xueji({ environment }, ...args, '--data', data);

  beforeAll(async () => {
    for (const one of [files, temporary, taken, backups]) mkdirSync(one, { recursive: true });
    photo = await drawJpeg({ seed: 7 });
    const rows = Array.from({ length: STUDENTS }, (_, at) => [
      at === 0 ? STUDENT_NO : `20231${String(at).padStart(5, '0')}`,
      at === 0 ? NAME : `测${String.fromCodePoint(0x4e00 + at)}`,
      at === 0 ? ID_NUMBER : '',
      at === 0 ? PHONE : '',
      `软件23${String(at % 8).padStart(2, '0')}`,
    ]);
    const head = ['学号', '姓名', '身份证号', '手机', '班级'];
    const roster = await writeXlsx(files, 'roster.xlsx', [head, ...rows]);
    const changed = await writeXlsx(files, 'changed.xlsx', [
      head,
      ...rows.map((row) => [...row.slice(0, 4), `网络23${row[4]!.slice(-2)}`]),
    ]);
    await zipOf(join(files, 'roster.zip'), { '名单.xlsx': readFileSync(roster) });
    await zipOf(join(files, 'changed.zip'), { '名单.xlsx': readFileSync(changed) });
    const photos: Record<string, Buffer> = { [`${STUDENT_NO}.jpg`]: photo };
    for (let at = 1; at < 20; at++)
      photos[`20231${String(at).padStart(5, '0')}.jpg`] = await drawJpeg({ seed: 100 + at });
    await zipOf(join(files, 'photos.zip'), photos);
    writeFileSync(join(files, 'proof.jpg'), photo);
    writeFileSync(join(files, 'status.csv'), `学号,姓名,核对状态\n${STUDENT_NO},${NAME},已核对\n`);
    const init = await run('init', '--school-code', '10000', '--school-name', '示例大学');
    expect(init.code, init.stderr).toBe(0);
  }, 120_000);

  it('the marks are found where they lie plain, so that finding none says something', async () => {
    const found = (path: string) => tracesIn([path], marks()).map((one) => one.found);
    const control = join(folder, 'control');
    for (const [name, bytes] of [
      ['utf8', Buffer.from(`x${NAME}`)],
      ['utf16', Buffer.from(`x${PHONE}`, 'utf16le')],
      ['gb18030', Buffer.from(encodeGb18030(`x${NAME}`))],
      ['photo', Buffer.concat([Buffer.from('...'), photo])],
      ['start', photo.subarray(0, 3)],
      ['pdf', Buffer.from('..%PDF-1.7')],
      ['xlsx', readFileSync(join(files, 'roster.xlsx'))],
    ] as const) {
      mkdirSync(join(control, name), { recursive: true });
      writeFileSync(join(control, name, 'file'), bytes);
    }
    expect(found(join(control, 'utf8'))).toEqual([`${NAME} in UTF-8`]);
    expect(found(join(control, 'utf16'))).toEqual([`${PHONE} in UTF-16`]);
    expect(found(join(control, 'gb18030'))).toEqual([`${NAME} in GB 18030`]);
    expect(found(join(control, 'photo'))).toEqual([
      ...['piece 0 of a photo', 'piece 1 of a photo', 'piece 2 of a photo'],
      'JPEG',
    ]);
    expect(found(join(control, 'start'))).toEqual(['JPEG']);
    expect(found(join(control, 'pdf'))).toEqual(['PDF']);
    expect(found(join(control, 'xlsx'))).toContain('zip');
    // A person's own files stay as they are.
    expect(tracesIn([files], marks()).length).toBeGreaterThan(5);
  });

  it('nothing is plain while files are handed in, looked at, cancelled, fetched, or after a kill', async () => {
    const { child, reach, goOn } = scene(data, files, environment);
    for (const step of ['imported', 'waiting', 'cancelled', 'importing']) {
      await reach(step);
      expect(traces(), step).toEqual([]);
      const kept = (name: string) => globSync(`${name}/*`, { cwd: data }).length;
      // Something does wait there, or nothing would have been proved.
      if (step === 'waiting') {
        expect(kept('downloads')).toBeGreaterThanOrEqual(7);
        expect(kept('incoming')).toBeGreaterThanOrEqual(2);
        for (const file of globSync('{incoming,downloads}/*', { cwd: data }))
          expect(statSync(join(data, file)).size, file).toBeGreaterThan(1000);
      }
      if (step !== 'importing') goOn();
    }
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect(globSync('incoming/*', { cwd: data }).length).toBeGreaterThan(0);
    expect(traces(), 'killed').toEqual([]);
    const check = await xueji<Checked>({ environment }, 'check', '--data', data, '--json');
    expect(check.json.ok, check.stdout).toBe(true);
    // The next start sweeps up what nobody can read any more.
    expect((await run('batches')).code).toBe(0);
    expect(globSync('{incoming,downloads}/*', { cwd: data })).toEqual([]);
    expect(traces(), 'opened again').toEqual([]);
  }, 240_000);

  it('nothing is plain after the command line has imported, opened a case, printed and backed up', async () => {
    const made = await xueji<{ id: string }>(
      { environment },
      ...[
        'campaign',
        'create',
        '--type',
        'graduation-photo',
        '--name',
        '核对',
        '--deadline',
        '2027-06-30',
        '--data',
        data,
        '--json',
      ],
    );
    const lines: string[][] = [
      ['import', join(files, 'status.csv'), '--as', 'status'],
      [
        'cases',
        'open',
        'identity-review',
        STUDENT_NO,
        '--set',
        'flag=failed',
        '--set',
        'cause=looks',
        '--set',
        'finding=本人',
      ],
      ['report', 'record-check-sheet', '--out', join(taken, 'sheets.pdf'), '--unmasked'],
      ['students', '--out', join(taken, 'list.csv'), '--unmasked'],
      ['backup', '--to', join(backups, 'backup.xueji')],
    ];
    expect(made.code, made.stderr).toBe(0);
    for (const line of lines) {
      const { code, stderr } = await run(...line);
      expect(code, `${line.join(' ')}: ${stderr}`).toBeLessThan(2);
      expect(traces(), line[0]).toEqual([]);
    }
    const { json } = await xueji<{ items: { number: string }[] }>(
      { environment },
      'cases',
      'list',
      '--data',
      data,
      '--json',
    );
    const proof = [
      'cases',
      'attach',
      json.items[0]!.number,
      join(files, 'proof.jpg'),
      '--material',
      'id-card',
    ];
    expect((await run(...proof)).code).toBeLessThan(2);
    expect(traces(), 'proof').toEqual([]);
    // What is in a backup is sealed, too.
    const entries = join(folder, 'entries');
    mkdirSync(entries);
    for (const [name, bytes] of await entriesOfZip(join(backups, 'backup.xueji')))
      writeFileSync(join(entries, name.replaceAll('/', '_')), bytes);
    expect(globSync('*', { cwd: entries }).length).toBeGreaterThan(20);
    expect(tracesIn([entries], marks())).toEqual([]);
    // Where the person wanted them they are whole, and theirs.
    for (const mark of [NAME, ID_NUMBER, STUDENT_NO])
      expect(readFileSync(join(taken, 'list.csv')).includes(mark), mark).toBe(true);
    expect(readFileSync(join(taken, 'sheets.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  }, 240_000);

  it('a bit that flipped in a page of the database is told by check', async () => {
    const store = join(data, 'store.sqlite');
    const at = Math.floor(statSync(store).size / 2);
    const whole = readFileSync(store);
    const handle = openSync(store, 'r+');
    writeSync(handle, Buffer.of(whole[at]! ^ 4), 0, 1, at);
    closeSync(handle);
    const { code, stderr, stdout } = await xueji({ environment }, 'check', '--data', data);
    expect(`${stdout}${stderr}`).toMatch(/损坏/);
    expect(code).toBe(4);
    writeFileSync(store, whole);
    expect((await xueji({ environment }, 'check', '--data', data)).code).toBe(0);
  }, 120_000);
});

function scene(dataDir: string, files: string, environment: Record<string, string>) {
  const script = join(import.meta.dirname, 'handedIn.ts');
  const child: ChildProcess = spawn(process.execPath, [script, dataDir, files], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return {
    child,
    async reach(step: string) {
      const next = await lines.next();
      expect(next.value, said).toBe(step);
    },
    goOn: () => child.stdin!.write('\n'),
  };
}

async function zipOf(path: string, entries: Record<string, Buffer>): Promise<void> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(bytes, name);
  zip.end();
  const whole: Buffer[] = [];
  for await (const piece of zip.outputStream) whole.push(piece as Buffer);
  writeFileSync(path, Buffer.concat(whole));
}
