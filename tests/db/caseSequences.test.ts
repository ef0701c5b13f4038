import fc from 'fast-check';
import { expect, it } from 'vitest';
import { currentRules } from '../../electron/cases/caseCatalogue.ts';
import { actOnCasesAs, openCasesFor } from '../../electron/cases/recordCases.ts';
import { saveCaseRule } from '../../electron/cases/saveCaseRule.ts';
import { allCases, caseRules } from '../../electron/db/tables/caseTable.ts';
import { movesFrom } from '../../shared/domain/cases/allowCaseAction.ts';
import type { CaseRules } from '../../shared/domain/cases/caseRules.ts';
import type { CaseAction, CaseOpening } from '../../shared/domain/cases/caseState.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { expectCasesTrue } from '../harness/expectCases.ts';
import { expectConsistent, expectReplayEqual } from '../harness/storeInvariants.ts';
import { StoreScene } from '../harness/storeScene.ts';

const TYPES = ['data-change', 'wrong-photo', 'identity-review', 'record-not-found', 'account-trouble'];
const STUDENTS = 4;
const RENAMED = JSON.stringify([{ field: 'name', from: null, to: '张叁' }]);
type Acting = Exclude<CaseAction, CaseOpening>;

/** What may happen, each drawn with numbers that choose among what is there then. */
type Happening =
  | { do: 'open'; type: string; students: boolean[] }
  | { do: 'act'; which: boolean[]; kind: number; choice: number }
  | { do: 'undo'; choice: number }
  | { do: 'verdict'; student: number; verdict: 'correct' | 'wrong' | 'not-found' }
  | { do: 'rules'; type: string; count: number }
  | { do: 'days'; count: number };

const some = fc.array(fc.boolean(), { minLength: STUDENTS, maxLength: STUDENTS });
const happening = fc.oneof<fc.Arbitrary<Happening>[]>(
  fc.record({ do: fc.constant('open' as const), type: fc.constantFrom(...TYPES), students: some }),
  ...[0, 1, 2].map(() =>
    fc.record({
      do: fc.constant('act' as const),
      which: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      kind: fc.nat(8),
      choice: fc.nat(20),
    }),
  ),
  fc.record({ do: fc.constant('undo' as const), choice: fc.nat(20) }),
  fc.record({
    do: fc.constant('verdict' as const),
    student: fc.nat(STUDENTS - 1),
    verdict: fc.constantFrom('correct' as const, 'wrong' as const, 'not-found' as const),
  }),
  fc.record({
    do: fc.constant('rules' as const),
    type: fc.constantFrom(...TYPES),
    count: fc.integer({ min: 1, max: 30 }),
  }),
  fc.record({ do: fc.constant('days' as const), count: fc.integer({ min: 1, max: 400 }) }),
);

class Casework {
  readonly made = new StoreScene();
  readonly students: string[];
  readonly campaign: string;
  readonly batches: string[] = [];
  readonly #began = new Map<string, string>();

  constructor() {
    const rows = Array.from({ length: STUDENTS }, (_, at) => ({
      studentNo: String(at + 1),
      name: '张三',
      collegeName: '文学院',
    }));
    this.students = this.made.importRoster('chsi', rows).rows.map((row) => row.student!);
    this.campaign = this.made.campaign();
  }

  get #needs() {
    const { made } = this;
    return {
      db: made.db,
      clock: { now: () => made.now },
      ids: { next: () => made.nextId() },
      actor: '测试员',
      commit: made.write.bind(made),
    };
  }

  async happens(next: Happening): Promise<void> {
    const { made } = this;
    made.now += 60_000;
    switch (next.do) {
      case 'open': {
        const wanted = this.students
          .filter((_, at) => next.students[at])
          .map((student) => ({
            student,
            opening: { form: {}, note: '', origin: { kind: 'staff' as const, id: null }, assignee: null },
          }));
        const { batch, opened } = openCasesFor(this.#needs, next.type, wanted);
        if (batch) this.batches.push(batch);
        for (const id of opened) this.#began.set(id, this.#rulesOf(id));
        return;
      }
      case 'act':
        return this.#act(next);
      case 'undo': {
        const batch = this.batches[next.choice % Math.max(1, this.batches.length)];
        if (batch === undefined) return;
        await made.undo(batch);
        this.batches.splice(this.batches.indexOf(batch), 1);
        return;
      }
      case 'verdict':
        made.verdict(this.campaign, [this.students[next.student]!], next.verdict);
        return;
      case 'rules': {
        const rule = structuredClone(currentRules(made.db, next.type).body.type);
        for (const state of rule.states) if (state.due) state.due.count = next.count;
        for (const material of rule.materials) material.isNeeded = next.count % 2 === 0;
        saveCaseRule(this.#needs, 'type', rule, '改过');
        return;
      }
      case 'days':
        made.now += next.count * 86_400_000;
    }
  }

  /** The same to several: all of it, or nothing and nothing changed. */
  #act({ which, kind, choice }: Extract<Happening, { do: 'act' }>): void {
    const { db } = this.made;
    const chosen = [...allCases(db, 'all')].filter((_, at) => which[at]);
    const [first] = chosen;
    if (!first) return;
    const action = actionOf(kind, choice, first.state, this.#type(first.rules));
    const acts = chosen.map(({ id, version }) => ({ case: id, seen: version, action }));
    const before = this.#rows();
    try {
      this.batches.push(actOnCasesAs(this.#needs, acts).batch);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'CASE_REFUSED') throw error;
      expect(this.#rows()).toBe(before);
    }
  }

  #type(hash: string) {
    return caseRules(this.made.db, hash)!;
  }

  #rulesOf(id: string): string {
    return this.made.db.read<{ rules: string }>('SELECT rules FROM case_file WHERE id = ?').get(id)!.rules;
  }

  #rows(): string {
    const { db } = this.made;
    return ['case_file', 'case_entry', 'event', 'student', 'batch']
      .map((table) => JSON.stringify(db.read(`SELECT * FROM ${table}`).all()))
      .join('\n');
  }

  expectTrue(): void {
    expectCasesTrue(this.made.db);
    for (const { id, rules } of allCases(this.made.db, 'all')) expect(rules).toBe(this.#began.get(id));
  }

  expectWhole(): void {
    expectConsistent(this.made.db);
    expectReplayEqual(this.made.db);
  }
}

function actionOf(kind: number, choice: number, state: string, rules: CaseRules): Acting {
  const { type } = rules;
  const moves = movesFrom(rules, state);
  const evidence = {
    id: `e${choice}`,
    material: null,
    hash: `h${choice}`,
    name: 'a.jpg',
    mime: 'image/jpeg',
    bytes: 1,
    width: 1,
    height: 1,
    dpi: 300,
  };
  const item = type.form[choice % type.form.length]!;
  const answers = {
    text: '内容',
    'long-text': '内容',
    date: '2026-03-01',
    choice: item.choices[0]?.id ?? '',
    corrections: RENAMED,
  };
  const actions: Acting[] = [
    {
      do: 'move',
      move: moves[choice % moves.length]!.id,
      person: `老师${choice % 3}`,
      note: '说明',
      reference: '1',
      exception: '依据',
    },
    {
      do: 'move',
      move: moves[(choice + 1) % moves.length]!.id,
      person: `老师${choice % 4}`,
      note: '说明',
      reference: '1',
      exception: '',
    },
    { do: 'fill', form: { [item.id]: answers[item.kind] } },
    {
      do: 'waive',
      material: type.materials[choice % Math.max(1, type.materials.length)]?.id ?? 'none',
      reason: '已核',
    },
    { do: 'attach', evidence },
    {
      do: 'redact',
      evidence: { ...evidence, id: `r${choice}`, hash: `r${choice}` },
      of: `e${choice}`,
      replaces: choice % 2 === 0,
    },
    { do: 'put-out', output: 'letter', name: '函', sheet: '1', digest: String(choice) },
    { do: 'purge', hashes: [] },
    { do: 'comment', text: '记一笔' },
  ];
  return actions[kind % actions.length]!;
}

it('whatever happens to many cases, each stays in one list, in its machine, by its own rules, and replays', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 40 }), async (happenings) => {
      const casework = new Casework();
      for (const next of happenings) {
        await casework.happens(next);
        casework.expectTrue();
      }
      casework.expectWhole();
    }),
    { numRuns: 40 },
  );
}, 240_000);
