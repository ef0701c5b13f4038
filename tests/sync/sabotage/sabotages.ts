import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_SABOTAGES } from './bundleSabotages.ts';
import { DESK_SABOTAGES } from './deskSabotages.ts';
import { FOLLOW_SABOTAGES } from './followSabotages.ts';
import { HUB_SABOTAGES } from './hubSabotages.ts';
import { JOIN_SABOTAGES } from './joinSabotages.ts';
import { LEASE_SABOTAGES } from './leaseSabotages.ts';
import { RULE_SABOTAGES } from './ruleSabotages.ts';
import { ROOT, type Sabotage, sabotaged } from './sabotaged.ts';
import { SHARE_SABOTAGES } from './shareSabotages.ts';
import { STORE_SABOTAGES } from './storeSabotages.ts';
import { VERSION_SABOTAGES } from './versionSabotages.ts';
import { WIRE_SABOTAGES } from './wireSabotages.ts';

export const SABOTAGES: readonly Sabotage[] = [
  ...HUB_SABOTAGES,
  ...DESK_SABOTAGES,
  ...RULE_SABOTAGES,
  ...STORE_SABOTAGES,
  ...VERSION_SABOTAGES,
  ...WIRE_SABOTAGES,
  ...JOIN_SABOTAGES,
  ...BUNDLE_SABOTAGES,
  ...SHARE_SABOTAGES,
  ...FOLLOW_SABOTAGES,
  ...LEASE_SABOTAGES,
];

/** What can’t be planted any more, because the code is another by now, or what is called the same as another. */
export function misplaced(): string[] {
  const names = new Set<string>();
  return SABOTAGES.flatMap((sabotage) => {
    const problems = names.has(sabotage.name) ? [`${sabotage.name}: named twice`] : [];
    names.add(sabotage.name);
    try {
      sabotaged(readFileSync(join(ROOT, sabotage.file), 'utf8'), sabotage);
    } catch (error) {
      problems.push(error instanceof RangeError ? error.message : `${sabotage.name}: ${String(error)}`);
    }
    return problems;
  });
}

/** The one that this process is to have planted (XUEJI_SABOTAGE, by name), if any. */
export function plantedSabotage(): Sabotage | null {
  const name = process.env.XUEJI_SABOTAGE ?? '';
  if (name === '') return null;
  const found = SABOTAGES.find((one) => one.name === name);
  if (!found) throw new RangeError(`no sabotage is called ${name}`);
  return found;
}
