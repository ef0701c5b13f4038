import { type AuditActor, appendAudit } from '../audit/appendAudit.ts';
import type { WriteDb } from '../db/database.ts';
import { auditOf } from './auditOf.ts';
import type { Change } from './change.ts';
import type { Mutation } from './mutations/mutation.ts';
import { type MutationArgs, type MutationName, mutations } from './mutations/mutations.ts';
import type { Step } from './project/reviewStudents.ts';
import { writeEffects } from './writeEffects.ts';

/** Who did it, on which computer, when, and as part of which batch. Given, never read from a clock here. */
export interface ChangeContext {
  device: string;
  actor: string;
  /** Epoch ms. */
  at: number;
  batch: string | null;
  /** As the audit names them; absent: a program of the office's own, by the name of `actor`. */
  by?: AuditActor;
}

/**
 * The only writer of domain tables: runs a named, pure mutation and, in one transaction, writes its log entry
 * and its effect. Inside a transaction of the caller it joins that one. Returns the changes.
 */
export function writeChange<Name extends MutationName>(
  db: WriteDb,
  name: Name,
  args: MutationArgs<Name>,
  context: ChangeContext,
): Change[] {
  const run = () => {
    const steps = changeInSteps(db, name, args, context);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  };
  return db.raw.inTransaction ? run() : db.transaction(run);
}

/**
 * The same within a transaction of the caller, who may give way between the steps in which the meaning of changed
 * words is shown with very many students, and must take all of them or roll the transaction back. Whoever has just
 * asked the mutation for its changes, for what else comes of that, gives them: it would only find the same again.
 */
export function* changeInSteps<Name extends MutationName>(
  db: WriteDb,
  name: Name,
  args: MutationArgs<Name>,
  context: ChangeContext,
  asked?: Change[],
): Generator<Step, Change[], undefined> {
  const mutation: Mutation<MutationArgs<Name>> = mutations[name] as unknown as Mutation<MutationArgs<Name>>;
  const changes = asked ?? mutation.run(db, args);
  if (changes.length === 0) return changes;
  const { device, actor, at, batch } = context;
  const entry = { name, args: JSON.stringify(mutation.logged(args)), device, actor, at, batch };
  const students = yield* writeEffects(db, entry, changes, true);
  const note = auditOf(name, args, changes, students, context.batch);
  if (note) appendAudit(db, context.by ?? programActor(context.actor), context.at, note);
  return changes;
}

function programActor(name: string): AuditActor {
  return { person: null, name, role: 'admin', session: '' };
}
