import { isContractProcedure } from '@orpc/contract';
import type { z } from 'zod';
import type { CoreSession } from '../../electron/core/core.ts';
import type { Access, AccessMeta } from '../../shared/contract/access.ts';
import { contract } from '../../shared/contract/index.ts';

export interface ContractProcedure {
  /** `students.page`. */
  name: string;
  path: readonly string[];
  /** null: it takes no input. */
  schema: z.ZodType | null;
  access: Access | null;
}

/** Every procedure of the contract. */
export function contractProcedures(): ContractProcedure[] {
  return [...proceduresOf(contract, [])];
}

function* proceduresOf(part: object, path: readonly string[]): Generator<ContractProcedure> {
  for (const [key, inner] of Object.entries(part)) {
    const here = [...path, key];
    if (!isContractProcedure(inner)) {
      yield* proceduresOf(inner, here);
      continue;
    }
    const { inputSchema, meta } = inner['~orpc'];
    yield {
      name: here.join('.'),
      path: here,
      schema: (inputSchema ?? null) as z.ZodType | null,
      access: (meta as Partial<AccessMeta>).access ?? null,
    };
  }
}

/** Streams without an end of their own: of these the first event is the answer. */
const ENDLESS = new Set(['watch', 'run']);

/** Calls a procedure as a window does, and reads a stream to its end: everything that was told. */
export async function askAll(
  session: Pick<CoreSession, 'client'>,
  path: readonly string[],
  input: unknown,
): Promise<unknown[]> {
  const client: unknown = path.reduce<object>((at, key) => Reflect.get(at, key), session.client);
  const over = new AbortController();
  const call = client as (input: unknown, options: { signal: AbortSignal }) => Promise<unknown>;
  const answer = await call(input, { signal: over.signal });
  if (!isStream(answer)) return [answer];
  const events: unknown[] = [];
  for await (const event of answer) {
    events.push(event);
    if (ENDLESS.has(path.at(-1)!)) break;
  }
  over.abort();
  return events;
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
