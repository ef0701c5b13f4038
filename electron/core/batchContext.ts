import type { CommitContext } from '../import/session/importSession.ts';
import type { Services } from './services.ts';

/** A new batch, written now by whoever asks: what every write in a thread of its own begins with. */
export function batchContext({
  ids,
  clock,
  actor,
  device,
  auditActor,
}: Pick<Services, 'ids' | 'clock' | 'actor' | 'device' | 'auditActor'>): CommitContext & {
  by: typeof auditActor;
} {
  return { batch: ids.next(), at: clock.now(), actor, device, by: auditActor };
}
