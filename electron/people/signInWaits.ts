import { createHash } from 'node:crypto';
import {
  afterFailure,
  type FailedAttempts,
  FORGOTTEN_AFTER_MS,
  waitLeft,
} from '../../shared/domain/signInWait.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';

/** Who waits: a name, known or not, or a window. */
export type Waiter = { name: string } | { session: string };

/** How long these must still wait, ms: the longest of theirs. */
export function longestWait(db: ReadDb, waiters: readonly Waiter[], now: number): number {
  return Math.max(0, ...waiters.map((waiter) => waitLeft(attemptsOf(db, keyOf(waiter)), now)));
}

/** One attempt more that failed; returns how long the next must wait, ms. What is long past is forgotten. */
export function noteFailure(db: WriteDb, waiters: readonly Waiter[], now: number): number {
  db.write('DELETE FROM sign_in_wait WHERE at < ?').run(now - FORGOTTEN_AFTER_MS);
  for (const key of waiters.map(keyOf)) {
    const { failures, at, waitMs } = afterFailure(attemptsOf(db, key), now);
    db.write(
      `INSERT INTO sign_in_wait (key, failures, at, wait_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, at = excluded.at, wait_ms = excluded.wait_ms`,
    ).run(key, failures, at, waitMs);
  }
  return longestWait(db, waiters, now);
}

/** They have proved who they are. */
export function forgetFailures(db: WriteDb, waiters: readonly Waiter[]): void {
  for (const waiter of waiters) db.write('DELETE FROM sign_in_wait WHERE key = ?').run(keyOf(waiter));
}

function attemptsOf(db: ReadDb, key: string): FailedAttempts | null {
  return (
    db
      .read<FailedAttempts>('SELECT failures, at, wait_ms AS waitMs FROM sign_in_wait WHERE key = ?')
      .get(key) ?? null
  );
}

/** A digest: what somebody typed for a name may have been a password. */
function keyOf(waiter: Waiter): string {
  const text = 'name' in waiter ? `name\n${waiter.name}` : `session\n${waiter.session}`;
  return createHash('sha256').update(text).digest('hex');
}
