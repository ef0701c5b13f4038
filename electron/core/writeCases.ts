import {
  type CaseAct,
  casesToActOn,
  casesToOpen,
  type OpenedCases,
  type WantedCase,
} from '../cases/recordCases.ts';
import { giveWay } from '../db/giveWay.ts';
import type { Services } from './services.ts';
import { type Running, writeBatch } from './writeBatch.ts';

/**
 * Opens a case of a type for each of very many students (casesToOpen), telling how far it is. To be called in a turn of
 * `writes`. Errors: NOT_FOUND, CASE_REFUSED, CANCELLED; then none is opened.
 */
export async function openManyCases(
  services: Services,
  type: string,
  wanted: readonly WantedCase[],
  running: Running,
): Promise<OpenedCases> {
  const at = services.clock.now();
  const steps = casesToOpen({ ...services, clock: { now: () => at } }, type, wanted);
  const { changes, ...opened } = await inSteps(steps, wanted.length, running);
  if (opened.batch !== null) await writeBatch(services, { batch: opened.batch, at, changes }, running);
  return opened;
}

/** Acts on very many cases (casesToActOn), in the same way. */
export async function actOnManyCases(
  services: Services,
  acts: readonly CaseAct[],
  running: Running,
): Promise<{ batch: string }> {
  const at = services.clock.now();
  const steps = casesToActOn({ ...services, clock: { now: () => at } }, acts);
  const { batch, changes } = await inSteps(steps, acts.length, running);
  await writeBatch(services, { batch, at, changes }, running);
  return { batch };
}

async function inSteps<T>(
  steps: Generator<number, T, undefined>,
  total: number,
  { signal, onProgress }: Running,
): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onProgress({ stage: 'read', done: step.value, total });
    await giveWay(signal);
  }
}
