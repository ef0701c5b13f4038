import { afterAll, describe, expect, it } from 'vitest';
import { ACTORS, CutScene, type Disks } from './CutScene.ts';
import { CUT_STEPS } from './cutSteps.ts';
import { dumpDatabase } from './dumpDatabase.ts';

/** XUEJI_CUTS=1: at every statement that there is. Otherwise at every seventh, and at the first and the last. */
const EVERY = Number(process.env.XUEJI_CUTS ?? 7);

const told = ({ hub, office, clerk }: CutScene) => ({
  // How far somebody was seen is told by each question.
  hub: dumpDatabase(hub.raw, ['seen_seq', 'seen_at']),
  office: dumpDatabase(office.db.raw),
  clerk: dumpDatabase(clerk.db.raw),
});

type Told = ReturnType<typeof told>;

/** The first rows that are otherwise. */
function difference(expected: Told, is: Told): { where: string; expected?: string; is?: string } | null {
  for (const where of ['hub', 'office', 'clerk'] as const) {
    const [wanted, there] = [new Set(expected[where]), new Set(is[where])];
    const missing = expected[where].find((row) => !there.has(row));
    const more = is[where].find((row) => !wanted.has(row));
    if (missing !== undefined || more !== undefined)
      return { where, ...(missing ? { expected: missing } : {}), ...(more ? { is: more } : {}) };
  }
  return null;
}

describe('a program that ends at any of its statements, or an answer that is lost', () => {
  const points = { office: 0, clerk: 0, hub: 0, net: 0 };
  let disks: Disks | null = null;

  it.each(CUT_STEPS.map((one, step) => [one.name, step, one] as const))(
    'leaves what is left without that: %s',
    async (_, step, one) => {
      const whole = await CutScene.open(step, one, disks);
      const counted = await whole.count();
      const expected = told(whole);
      const after = whole.disks();
      whole.close();
      for (const actor of ACTORS) {
        const last = counted[actor];
        for (let at = 1; at <= last; at = at < last ? Math.min(last, at + EVERY) : last + 1) {
          const cut = await CutScene.open(step, one, disks);
          const isCut = await cut.runCut(actor, at);
          const is = told(cut);
          cut.close();
          expect(isCut).toBe(true);
          expect(difference(expected, is), `${actor}, statement ${at} of ${last}`).toBeNull();
          points[actor] += 1;
        }
      }
      disks = after;
    },
    300_000,
  );

  afterAll(() => {
    const all = Object.values(points).reduce((sum, count) => sum + count, 0);
    process.stdout.write(`${JSON.stringify({ steps: CUT_STEPS.length, points: all, ...points })}\n`);
  });
});
