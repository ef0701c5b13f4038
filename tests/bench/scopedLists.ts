/**
 * Lists, counts, progress and comparisons of a school as somebody of one college asks for them, against the whole
 * school in the same run, on an encrypted store; every question is another, so that none is answered from what is kept.
 *
 *   node tests/bench/scopedLists.ts [students]
 */
import { loadavg } from 'node:os';
import { openCore, resultOf } from '../harness/openCore.ts';
import { writeBenchStore } from './writeBenchStore.ts';

const ROUNDS = 20;
const students = Number(process.argv[2] ?? 1_000_000);
const load = () => loadavg()[0]!.toFixed(1);
process.stdout.write(`${students} students, load ${load()}\n`);
const core = await openCore(writeBenchStore(students));
const office = core.openSession();
const { fields } = await office.client.students.facets({ query: {}, fields: ['collegeName'] });
const college = fields.collegeName![0]!;
process.stdout.write(`the largest college has ${college.count}\n`);
const secretary = core.openSession({
  as: {
    user: 'bench',
    name: 'bench',
    role: 'department',
    scope: { kind: 'colleges', colleges: [college.value] },
  },
});
type Session = typeof office;

interface Times {
  median: number;
  p95: number;
}

/** Milliseconds. */
async function times(rounds: number, work: (round: number) => Promise<unknown>): Promise<Times> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work(round);
    taken.push(performance.now() - start);
  }
  const sorted = taken.sort((one, other) => one - other);
  return { median: sorted[rounds >> 1]!, p95: sorted[Math.ceil(rounds * 0.95) - 1]! };
}

const [current] = await office.client.campaigns.list();
type Ask = (session: Session, round: number) => Promise<unknown>;
/** Asked over and over, each time for something else. */
const QUESTIONS: Record<string, Ask> = {
  list: ({ client }, round) =>
    client.students.page({ query: { search: `${1000 + round}` }, offset: 0, limit: 100 }),
  counts: ({ client }, round) =>
    client.students.facets({ query: { search: `${2000 + round}` }, fields: ['collegeName', 'className'] }),
  trend: ({ client }, round) =>
    client.campaigns.trend({ campaign: current!.id, fields: { grade: [`${round}`] } }),
  progress: ({ client }, round) =>
    client.campaigns.progress({ campaign: current!.id, by: round % 2 === 0 ? 'college' : 'class' }),
};
/** Made once after something was written, and kept. */
const ONCE: Record<string, Ask> = {
  history: ({ client }) => client.imports.batches(),
  sources: ({ client }) => client.reconcile.sources(),
  comparison: async ({ client }) => resultOf(await client.reconcile.compare({ sources: ['chsi', 'sis'] })),
};

async function against(what: string, rounds: number, ask: Ask): Promise<void> {
  const whole = await times(rounds, (round) => ask(office, round));
  const own = await times(rounds, (round) => ask(secretary, round + rounds));
  const said = ({ median, p95 }: Times) =>
    rounds === 1 ? `${median.toFixed(0)} ms` : `${median.toFixed(1)} ms (p95 ${p95.toFixed(1)})`;
  process.stdout.write(
    `${what}: whole school ${said(whole)}, one college ${said(own)}, × ${(own.median / whole.median).toFixed(2)}\n`,
  );
}
for (const [what, ask] of Object.entries(QUESTIONS)) await against(what, ROUNDS, ask);
for (const [what, ask] of Object.entries(ONCE)) await against(what, 1, ask);
process.stdout.write(`load ${load()}\n`);
await core.close();
