import { existsSync } from 'node:fs';
import { type Counts, NOTHING, runStage, type Stage } from './runStage.ts';
import { installMissingPackages } from './systemPackages.ts';

/** Everything there is to check, the quick things first. */
const STAGES: Stage[] = [
  {
    name: 'types',
    kind: 'check',
    commands: ['shared', 'electron', 'electron/preload', 'renderer', 'tests'].map((part) => [
      'tsc',
      '-p',
      part,
    ]),
  },
  { name: 'lint', kind: 'check', commands: [['biome', 'check', '--error-on-warnings', '.']] },
  { name: 'architecture', kind: 'vitest', folders: ['tests/architecture'] },
  { name: 'unit', kind: 'vitest', folders: ['tests/unit', 'tests/db', 'tests/import'] },
  { name: 'sync', kind: 'vitest', folders: ['tests/sync'] },
  { name: 'contract', kind: 'vitest', folders: ['tests/contract'] },
  { name: 'hostile', kind: 'vitest', folders: ['tests/hostile'] },
  { name: 'browser', kind: 'playwright', folder: 'tests/browser' },
  { name: 'shell', kind: 'vitest', folders: ['tests/shell'] },
  { name: 'simulation', kind: 'vitest', folders: ['tests/simulation'] },
  { name: 'faults', kind: 'vitest', folders: ['tests/faults'] },
  { name: 'electron', kind: 'vitest', folders: ['tests/electron'] },
];
const NEED_CHROMIUM = new Set(['browser', 'shell']);

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `npm test`, or `npm test -- unit shell` for some of it. */
async function main(chosen: readonly string[]): Promise<number> {
  const unknown = chosen.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    say(`unknown: ${unknown.join(' ')}; there is ${STAGES.map(({ name }) => name).join(' ')}`);
    return 2;
  }
  const missing = installMissingPackages(say);
  if (missing.length > 0) {
    say(
      `Some tests are skipped for want of Debian packages. To have them: sudo apt-get install -y ${missing.join(' ')}`,
    );
  }
  const total: Counts = { ...NOTHING };
  const results: string[] = [];
  for (const stage of STAGES) {
    if (chosen.length > 0 && !chosen.includes(stage.name)) continue;
    say(`\n── ${stage.name}`);
    const started = performance.now();
    const counts = await countStage(stage);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const result = `${stage.name.padEnd(13)}${told(counts)}  ${seconds} s`;
    say(result);
    results.push(result);
    for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += counts[key];
    total.failures = [...total.failures, ...counts.failures];
  }
  for (const failure of total.failures) say(`\nfailed: ${failure}`);
  say(`\n${results.join('\n')}\n`);
  say(told(total));
  return total.failed > 0 ? 1 : 0;
}

async function countStage(stage: Stage): Promise<Counts> {
  if (NEED_CHROMIUM.has(stage.name) && process.platform === 'linux' && !existsSync('/usr/bin/chromium')) {
    say('skipped as a whole: there is no /usr/bin/chromium');
    return { ...NOTHING, skipped: 1 };
  }
  return runStage(stage);
}

function told({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

process.exitCode = await main(process.argv.slice(2));
