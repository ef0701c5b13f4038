import { implement, ORPCError, ValidationError } from '@orpc/server';
import type { Access, AccessMeta } from '../../../shared/contract/access.ts';
import { contract } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { damagedOr } from '../../db/damagedOr.ts';
import type { Ids, Log } from '../core.ts';
import type { HeardCall } from '../HeardCall.ts';
import { asksUnmasked, judgeCall, judgeInput } from '../judgeCall.ts';
import { notingStudents } from '../people/noteStudents.ts';
import { progressStream } from '../progressStream.ts';
import { actAs, type CallContext, streamWithin } from '../Session.ts';
import type { Services } from '../services.ts';
import type { Running } from '../workThread.ts';

/** A name that is longer than this was no name of ours. */
const FIELD_SHOWN = 80;

/**
 * What every procedure is built from. Who may not ask is refused before the input is even read, what is outside of the
 * asker's scope after it was; whatever runs then knows for whom (Session.ts). Errors leave the core as codes of the
 * closed set, never as stack traces.
 */
export function procedures(services: Needs) {
  return (
    implement(contract)
      .$context<CallContext>()
      // One of the two steps below is taken before the input is validated, one after.
      .$config({ initialInputValidationIndex: -1 })
      .use(async ({ next, context, procedure, path }) => {
        const { session } = context;
        const access = accessOf(procedure['~orpc'].meta);
        const name = path.join('.');
        try {
          services.heed(session);
          judgeCall(session, access, services.db);
          if (access) services.requireLease({ name, scope: access.scope });
          return await actAs(session, () => next());
        } catch (error) {
          const wire = toWireError(error, services);
          if (access?.audits)
            await tell(services, { session, name, access, students: NOBODY, outcome: wire });
          throw wire;
        }
      })
      .use(async ({ next, context, procedure, path }, input) => {
        const { session } = context;
        const access = accessOf(procedure['~orpc'].meta);
        if (!access) return next();
        judgeInput(session, access, input, services);
        const students = new Set<number>();
        const answered = await notingStudents(students, () => next());
        const call = { session, name: path.join('.'), access, input, students };
        if (isStream(answered.output)) {
          const within = <Result>(work: () => Result) => actAs(session, () => notingStudents(students, work));
          const events = streamWithin(within, heard(services, call, answered.output));
          return { ...answered, output: events as typeof answered.output };
        }
        await tell(services, { ...call, outcome: 'done' });
        return answered;
      })
  );
}
const NOBODY: ReadonlySet<number> = new Set();

export type Procedures = ReturnType<typeof procedures>;

type Needs = Pick<Services, 'log' | 'ids' | 'db' | 'clock' | 'heard' | 'heed' | 'damaged' | 'requireLease'>;

function accessOf(meta: unknown): Access | null {
  return (meta as Partial<AccessMeta>).access ?? null;
}

async function tell(services: Needs, call: HeardCall): Promise<void> {
  const { access, input } = call;
  // A call that can show whole numbers is a look at them only when it was asked to.
  const isLook = !access.unmasks || input === undefined || asksUnmasked(access, input);
  if (access.audits && (access.audits !== 'unmask' || isLook)) await services.heard(call);
}

/** The same events; what became of the call is told before the last of them is passed on. */
async function* heard<T>(
  services: Needs,
  call: Omit<HeardCall, 'outcome'>,
  events: AsyncIterable<T>,
): AsyncGenerator<T> {
  let told = false;
  const once = async (outcome: HeardCall['outcome']) => {
    if (told) return;
    told = true;
    await tell(services, { ...call, outcome });
  };
  try {
    for await (const event of events) {
      if (isLast(event)) await once('done');
      yield event;
    }
    await once('done');
  } catch (error) {
    const wire = error instanceof ORPCError ? error : toWireError(error, services);
    await once(wire);
    throw wire;
  } finally {
    await once('left');
  }
}

function isLast(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'type' in event && event.type === 'done';
}

function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output;
}

/** The errors of a stream are thrown while it is read, after the call itself has succeeded. */
export async function* stream<T>(events: AsyncIterable<T>, services: WireNeeds) {
  try {
    yield* events;
  } catch (error) {
    throw toWireError(error, services);
  }
}

/** Long work as such a stream: it is told when to stop, and tells how far it is (progressStream). */
export function streamOf<Result>(
  services: WireNeeds,
  signal: AbortSignal | undefined,
  work: (running: Running) => Promise<Result>,
) {
  return stream(
    progressStream((onProgress, inner) => work({ onProgress, signal: inner }), signal),
    services,
  );
}

interface WireNeeds {
  log: Log;
  ids: Ids;
  damaged?: () => void;
}

export function toWireError(thrown: unknown, { log, ids, damaged }: WireNeeds): ORPCError<string, unknown> {
  const error = damagedOr(thrown);
  if (error instanceof AppError) {
    // Of pages of the database itself; a photo, for one, is told and hurts nothing else.
    if (error.code === 'STORE_DAMAGED' && error.params.what === undefined) damaged?.();
    return new ORPCError(error.code, { data: { code: error.code, params: error.params } });
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return refusedInput(error);
  if (error instanceof DOMException && error.name === 'AbortError') {
    return new ORPCError('CANCELLED', { data: { code: 'CANCELLED', params: {} } });
  }
  const incident = ids.next().slice(-8);
  log.error('fault', error, { incident });
  return new ORPCError('INTERNAL', { data: { code: 'INTERNAL', params: { incident } } });
}

/** Input that the contract does not take: which part of it, and nothing of what stood there. */
function refusedInput(error: ORPCError<string, unknown>): ORPCError<string, unknown> {
  const { cause } = error;
  const place = cause instanceof ValidationError ? (cause.issues[0]?.path ?? []) : [];
  const field = place.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
  const params = { case: 'input', field: field.slice(0, FIELD_SHOWN) };
  return new ORPCError('BAD_REQUEST', { data: { code: 'USAGE', params } });
}
