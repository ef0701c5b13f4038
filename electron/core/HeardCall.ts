import type { ORPCError } from '@orpc/server';
import type { Access } from '../../shared/contract/access.ts';
import type { OpenSession } from './Session.ts';

/** A call that the contract says is audited, once it is known how it went and before the answer leaves. */
export interface HeardCall {
  session: OpenSession;
  /** `students.reveal`. */
  name: string;
  access: Access;
  /** As the contract read it; absent where the call was refused. */
  input?: unknown;
  /** Numbers of the students whom the answer is about, where that is known only once it is made. */
  students: ReadonlySet<number>;
  /** `left`: the asker did not wait for the end. */
  outcome: 'done' | 'left' | ORPCError<string, unknown>;
}
