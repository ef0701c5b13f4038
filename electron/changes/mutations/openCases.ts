import type { CaseRules } from '../../../shared/domain/cases/caseRules.ts';
import { type CaseOpening, stepCase } from '../../../shared/domain/cases/caseState.ts';
import { requireAnswers } from '../../../shared/domain/cases/requireAnswers.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import { openCaseOf } from '../../db/tables/caseTable.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import type { Change } from '../change.ts';
import { caseEntryChange, caseStateValues } from './caseValues.ts';
import type { Mutation } from './mutation.ts';

export interface OpenCasesArgs {
  /** What they go by, with its hash: kept before by a mutation of its own (rulesToKeep). */
  rules: { hash: string; body: CaseRules };
  batch: string;
  /** Epoch ms. */
  at: number;
  actor: string;
  cases: { case: string; entry: string; number: string; student: string; opening: CaseOpening }[];
}

/**
 * `case.open`: cases of one type begin. Nothing of a student for whom one of the type is open already, or who is not
 * there. Throws CaseRefusal where an answer is none.
 */
export const openCases: Mutation<OpenCasesArgs> = {
  run(db, { rules, batch, at, actor, cases }) {
    const begun: Change[] = [];
    const students = new Set<number>();
    for (const { case: id, entry, number, student, opening } of cases) {
      const n = studentNumberOf(db, student);
      if (n === null || students.has(n) || openCaseOf(db, n, rules.body.type.id) !== null) continue;
      students.add(n);
      requireAnswers(rules.body, opening.form);
      const state = stepCase(rules.body, null, { action: opening, day: beijingDay(at) });
      begun.push({
        entity: 'case',
        entityId: id,
        kind: 'made',
        values: {
          student,
          number,
          type: rules.body.type.id,
          rules: rules.hash,
          openedAt: at,
          openedBy: actor,
          ...caseStateValues(rules.body, state),
        },
      });
      begun.push(caseEntryChange({ entry, case: id, action: opening }, { at, actor, batch }, state.version));
    }
    return begun;
  },
  logged: ({ rules, cases, ...rest }) => ({ ...rest, rules: rules.hash, cases: cases.length }),
};
