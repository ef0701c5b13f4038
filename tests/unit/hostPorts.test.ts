import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { defaultDataDir } from '../../electron/core/ports/defaultDataDir.ts';
import { describeError } from '../../electron/core/ports/describeError.ts';
import { fileLog } from '../../electron/core/ports/fileLog.ts';
import { uuidIds } from '../../electron/core/ports/uuidIds.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const clock = { now: () => Date.UTC(2026, 10, 24) };

test('an error is logged by its kind and place, never by its message', () => {
  const dataDir = temporaryFolder();
  const log = fileLog({ dataDir, name: 'core', clock });
  const cause = new TypeError('UNIQUE failed: 张三 110101199003070017');
  log.error('import-failed', new AppError('FILE_DAMAGED', { name: '张三.xlsx' }, { cause }), {
    incident: 'i-1',
  });
  log.info('core-ready', { students: 3 });
  const text = readFileSync(join(dataDir, 'logs', 'core.log'), 'utf8');
  expect(text).not.toMatch(/张三|110101199003070017/);
  expect(text).not.toContain(import.meta.dirname);
  const [failed, ready] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(failed).toMatchObject({
    at: '2026-11-24T00:00:00.000Z',
    level: 'error',
    event: 'import-failed',
    incident: 'i-1',
    error: { name: 'AppError', code: 'FILE_DAMAGED', cause: { name: 'TypeError', code: null } },
  });
  expect(failed.error.frames[0]).toMatch(/^(\S+ \()?hostPorts\.test\.ts:\d+:\d+\)?$/);
  expect(ready).toEqual({ at: '2026-11-24T00:00:00.000Z', level: 'info', event: 'core-ready', students: 3 });
});

test('a thrown value that is no error gives nothing away', () => {
  expect(describeError('张三')).toEqual({ name: 'string', code: null, frames: [] });
});

test('the log stays small', () => {
  const dataDir = temporaryFolder();
  const log = fileLog({ dataDir, name: 'core', clock });
  const filling = 'x'.repeat(100_000);
  for (let line = 0; line < 80; line++) log.info('filling', { line, filling });
  const files = readdirSync(join(dataDir, 'logs')).sort();
  expect(files).toEqual(['core.log', 'core.log.1', 'core.log.2', 'core.log.3', 'core.log.4']);
  const newest =
    readFileSync(join(dataDir, 'logs', 'core.log'), 'utf8')
      .trimEnd()
      .split('\n')
      .at(-1) ?? '';
  expect(JSON.parse(newest).line).toBe(79);
});

test('the data folder has an ASCII name, and another can be chosen', () => {
  expect(defaultDataDir({})).toMatch(/XuejiDesk/);
  expect(defaultDataDir({ XUEJI_DATA: './somewhere' })).toBe(resolve('somewhere'));
});

test('ids are UUIDs that sort by time', () => {
  const ids = Array.from({ length: 100 }, () => uuidIds.next());
  expect(ids).toEqual([...new Set(ids)].sort());
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
