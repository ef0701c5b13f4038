import { z } from 'zod';
import type { ReadDb, WriteDb } from '../../db/database.ts';
import { setState, stateOf } from '../../sync/client/syncState.ts';

const names = z.record(z.string(), z.string());

/** Keeps what the hub calls its computers, for as long as it can’t be asked. Of one that it names no more the name stays: what was done there is still shown. */
export function noteComputers(db: WriteDb, told: readonly { id: string; name: string }[]): void {
  const known = computerNames(db);
  const isNew = told.some(({ id, name }) => known.get(id) !== name);
  if (!isNew) return;
  for (const { id, name } of told) known.set(id, name);
  setState(db, 'computers', JSON.stringify(Object.fromEntries(known)));
}

/** By the id of the computer. */
export function computerNames(db: ReadDb): Map<string, string> {
  return new Map(Object.entries(names.parse(JSON.parse(stateOf(db, 'computers') ?? '{}'))));
}
