/**
 * The audit at so many entries, in an encrypted store: what an entry costs an act, how long searches take, how fast the
 * chain is verified and taken away. `node tests/bench/audit.ts [entries=1000000]`
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditNote, appendAudit } from '../../electron/audit/appendAudit.ts';
import { findAudit } from '../../electron/audit/findAudit.ts';
import { writeChange } from '../../electron/changes/writeChange.ts';
import type { WriteDb } from '../../electron/db/database.ts';
import { openDatabase } from '../../electron/db/openDatabase.ts';
import { openCore, resultOf } from '../harness/openCore.ts';
import { testKey } from '../harness/testKey.ts';
import { timed, times } from './timed.ts';

const entries = Number(process.argv[2] ?? 1_000_000);
const STUDENTS = 100_000;
const PEOPLE = 40;
/** A working day's minute between two entries. */
const PACE_MS = 20_000;
const BEGUN = Date.UTC(2024, 0, 8);
const ROUNDS = 40;
/** Entries that are written in one transaction: this is about the store, not about the disk's flushes. */
const TOGETHER = 5_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'xueji-audit-'));
const dataDir = join(folder, 'data');
mkdirSync(dataDir);
say(`${entries} entries, load ${loadavg()[0]!.toFixed(1)} on two cores`);
const db = openDatabase(dataDir, testKey(dataDir));
const perEntry = fill(db);
say(`append: ${perEntry.toFixed(1)} µs an entry within a transaction`);
say(`append against an act without audit: ${act(db).toFixed(2)}`);
search(db);
db.raw.close();

const core = await openCore(dataDir);
const verdict = await timed('verify', async () => resultOf(await core.client.audit.verify({ anchors: [] })));
if (verdict.fault !== null || verdict.checked < entries)
  throw new Error(`the chain is said to be broken: ${JSON.stringify(verdict)}`);
say(`verified ${Math.round((verdict.checked / times.get('verify')!) * 1000)} entries a second`);
const all = await timed('export', async () => resultOf(await core.client.audit.export({ filter: {} })));
say(`exported ${Math.round((all.entries / times.get('export')!) * 1000)} entries a second`);
const sample = { person: 'P7', actions: ['print' as const] };
await timed('page through the window', () =>
  core.client.audit.page({ filter: sample, before: null, limit: 100 }),
);
await timed('names', () => core.client.audit.names());
await core.close();
rmSync(folder, { recursive: true });

function noteOf(at: number): AuditNote {
  const student = (at * 7919) % STUDENTS;
  if (at % 50 === 0) return { action: 'sign-in' };
  if (at % 97 === 0) {
    // A list of a class, or of a college.
    const count = at % 970 === 0 ? 3_000 : 40;
    const students = Array.from({ length: count }, (_, offset) => (student + offset) % STUDENTS);
    return { action: 'export', students, detail: { call: 'students.export', unmasked: false } };
  }
  const action = (['look', 'print', 'case', 'verdict', 'record'] as const)[at % 5]!;
  return { action, students: [student], detail: { call: 'bench', reason: '核对' } };
}

function actorOf(at: number) {
  const person = `P${at % PEOPLE}`;
  return { person, name: `测${at % PEOPLE}`, role: 'clerk', session: `s${at % 1000}` };
}

/** µs an entry. */
function fill(into: WriteDb): number {
  const began = performance.now();
  for (let start = 0; start < entries; start += TOGETHER)
    into.transaction(() => {
      for (let at = start; at < Math.min(entries, start + TOGETHER); at++)
        appendAudit(into, actorOf(at), BEGUN + at * PACE_MS, noteOf(at));
    });
  return ((performance.now() - began) / entries) * 1000;
}

/** How much longer an act takes by its entry: a word that is set, each time a transaction of its own. */
function act(into: WriteDb): number {
  const context = { device: 'bench', actor: 'bench', at: BEGUN, batch: null };
  let value = 0;
  const set = () => {
    const before = value === 0 ? null : { value: String(value) };
    value += 1;
    writeChange(
      into,
      'row.save',
      { entity: 'setting', id: 'bench', before, after: { value: String(value) } },
      context,
    );
  };
  const median = (work: () => void) => {
    const taken = Array.from({ length: 200 }, () => {
      const began = performance.now();
      into.transaction(work);
      return performance.now() - began;
    });
    return taken.sort((one, other) => one - other)[100]!;
  };
  set();
  const told = () => {
    set();
    appendAudit(into, actorOf(1), BEGUN, { action: 'record', students: [17] });
  };
  // What a setting tells of itself is in both.
  return median(told) / median(set);
}

function search(from: WriteDb): void {
  const day = 24 * 3_600_000;
  const SEARCHES = {
    newest: () => ({}),
    'of a person': (round: number) => ({ person: `P${round % PEOPLE}` }),
    'of a person and an action': (round: number) => ({
      person: `P${round % PEOPLE}`,
      actions: ['print' as const],
    }),
    'of a rare action of nobody': () => ({ actions: ['erase' as const, 'restore' as const] }),
    'of a student': (round: number) => ({ students: [(round * 7919 * 13) % STUDENTS] }),
    'of a student whom few entries name': () => ({ students: [STUDENTS + 5] }),
    'of a day': (round: number) => ({ from: BEGUN + round * day, to: BEGUN + (round + 1) * day }),
    'of a person on a day': (round: number) => ({
      ...{ person: `P${round % PEOPLE}`, actions: ['export' as const] },
      ...{ from: BEGUN + round * day, to: BEGUN + (round + 1) * day },
    }),
  };
  for (const [what, filter] of Object.entries(SEARCHES)) {
    const taken = Array.from({ length: ROUNDS }, (_, round) => {
      const began = performance.now();
      findAudit(from, filter(round), null, 100);
      return performance.now() - began;
    }).sort((one, other) => one - other);
    const p95 = taken[Math.floor(ROUNDS * 0.95)]!;
    say(`search ${what}: p50 ${taken[ROUNDS >> 1]!.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
  }
}
