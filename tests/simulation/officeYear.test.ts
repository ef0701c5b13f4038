import { expect, onTestFinished, test } from 'vitest';
import { seededRandom } from '../../electron/demo/seededRandom.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { chosenRuns } from './chosenRuns.ts';
import { expectOffice } from './expectOffice.ts';
import { Office } from './Office.ts';
import { OPENING, STEPS } from './steps.ts';

const { seeds, steps } = chosenRuns(process.env);
/** A step takes a tenth of a second, an import up to a second; more on a busy computer. */
const TIMEOUT_PER_STEP_MS = 10_000;

test.each(seeds)(
  `a year of an office goes well, seed %s, ${steps.length} steps`,
  async (seed) => {
    const office = new Office(temporaryFolder(), seed);
    onTestFinished(() => office.close());
    await office.open();
    await office.client.admin.initialise({ code: '10000', name: '示例大学' });
    const history: string[] = [];
    for (const number of steps) {
      // Each step has its own numbers, so that leaving one out leaves the others as they are.
      const random = seededRandom(seed, `step ${number}`);
      const step = OPENING[number - 1] ?? random.weighted(STEPS);
      office.pass(random.between(1, 30));
      try {
        await step(office, random);
        await expectOffice(office, random);
      } catch (error) {
        history.push(`${number} ${step.name}: ${office.takeNotes()}  ← failed`);
        throw failure(seed, history, error);
      }
      history.push(`${number} ${step.name}: ${office.takeNotes()}`);
    }
    expect(history).toHaveLength(steps.length);
    if (process.env.XUEJI_SEED) process.stdout.write(`${history.join('\n')}\n`);
  },
  steps.length * TIMEOUT_PER_STEP_MS,
);

function failure(seed: string, history: readonly string[], error: unknown): Error {
  const last = history.at(-1)!.split(' ')[0];
  const again = `XUEJI_SEED=${seed} XUEJI_STEPS=${last} npm test -- simulation`;
  const message = error instanceof Error ? error.message : String(error);
  return new Error(`${message}\n\nThe steps up to here:\n${history.join('\n')}\n\nOnce more: ${again}`, {
    cause: error,
  });
}
