/**
 * Lists, counts and progress of a school as somebody of one college asks for them, against the whole school in the same
 * run; every question is another, so that none is answered from what is kept.
 *
 *   node tests/bench/scopedLists.ts [students]
 */
import { openCore } from '../harness/openCore.ts';
import { writeBenchStore } from './writeBenchStore.ts';

const ROUNDS = 20;
const students = Number(process.argv[2] ?? 1_000_000);
const core = await openCore(writeBenchStore(students));
const office = core.openSession();
const { fields } = await office.client.students.facets({ query: {}, fields: ['collegeName'] });
const college = fields.collegeName![0]!.value;
const secretary = core.openSession({
  as: { user: 'bench', name: 'bench', role: 'department', scope: { kind: 'colleges', colleges: [college] } },
});

async function median(work: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await work(round);
    times.push(performance.now() - start);
  }
  return times.sort((one, other) => one - other)[ROUNDS >> 1]!;
}

const QUESTIONS = {
  list: ({ client }: typeof office, round: number) =>
    client.students.page({ query: { search: `${1000 + round}` }, offset: 0, limit: 100 }),
  counts: ({ client }: typeof office, round: number) =>
    client.students.facets({ query: { search: `${2000 + round}` }, fields: ['collegeName', 'className'] }),
  progress: ({ client }: typeof office, round: number) =>
    client.campaigns.trend({ campaign: current!.id, fields: { grade: [`${round}`] } }),
};
const [current] = await office.client.campaigns.list();
for (const [what, ask] of Object.entries(QUESTIONS)) {
  const whole = await median((round) => ask(office, round));
  const own = await median((round) => ask(secretary, round + ROUNDS));
  process.stdout.write(
    `${what}: whole school ${whole.toFixed(1)} ms, one college ${own.toFixed(1)} ms, × ${(own / whole).toFixed(2)}\n`,
  );
}
await core.close();
