import { expect, it } from 'vitest';
import { WORK } from './rig/deskWork.ts';
import { asLine, liveUntil, total } from './rig/liveUntil.ts';

/** So many at every change (docs/spec/sync.md, “How it is tested”); XUEJI_FAULTS=5000000 for the long run. */
const FAULTS = Number(process.env.XUEJI_FAULTS ?? 100_000);
const FIRST = 1000;
const KINDS = [
  ...['request lost', 'answer lost', 'twice', 'late request', 'late copy', 'late answer'],
  ...['hub crash', 'desk crash', 'clock', 'grant changed', 'revoked', 'hostile'],
  ...['hub put back', 'desk put back', 'disk cloned', 'twin found'],
];

it(
  `comes to the same everywhere through ${FAULTS} faults`,
  async () => {
    const lived = await liveUntil(FAULTS, FIRST);
    process.stdout.write(`\n${asLine(lived)}\n`);
    expect(lived.broken).toEqual([]);
    expect(total(lived.faults)).toBeGreaterThanOrEqual(FAULTS);
    // In a part of it each kind happens as well, or it is not what it says.
    expect(KINDS.filter((kind) => !lived.faults[kind])).toEqual([]);
    expect(WORK.map(([work]) => work.name).filter((work) => !lived.work[work])).toEqual([]);
    expect(['applied', 'same', 'conflict', 'rejected'].filter((kind) => !lived.outcomes[kind])).toEqual([]);
  },
  600_000 + FAULTS * 20,
);
