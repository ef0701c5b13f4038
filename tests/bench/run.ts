/**
 * All benchmarks, one after the other, each in a process of its own so that memory is measured for itself.
 *
 *   npm run bench
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const BENCHMARKS = [
  'readSpreadsheet',
  'importRoster',
  'repairNumbers',
  'reconcileSources',
  'decideDifferences',
  'undoBatch',
  'compareBatches',
  'photos',
  'wallCounts',
  'searchStudents',
  'classProgress',
  'chaseMessages',
  'manyCases',
  'classSheet',
  'photoSheet',
  'backup',
  'erase',
  'hubWrites',
  'syncLoad',
];

let failed = 0;
for (const name of BENCHMARKS) {
  process.stdout.write(`\n${name}\n`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], {
    stdio: 'inherit',
  });
  if (status !== 0) failed++;
}
process.exitCode = failed === 0 ? 0 : 1;
