import { allowCaseAction } from '../../../shared/domain/cases/allowCaseAction.ts';
import { CaseRefusal } from '../../../shared/domain/cases/caseRefusal.ts';
import { type CaseRules, correctionsOf } from '../../../shared/domain/cases/caseRules.ts';
import { type CaseAction, type CaseOpening, stepCase } from '../../../shared/domain/cases/caseState.ts';
import { moveOf } from '../../../shared/domain/cases/caseType.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import type { ReadDb } from '../../db/database.ts';
import { caseById, caseRules, type StoredCase } from '../../db/tables/caseTable.ts';
import { studentsByN } from '../../db/tables/studentTable.ts';
import { type Change, effectOf } from '../change.ts';
import { caseEntryChange, caseFacts, caseStateValues } from './caseValues.ts';
import type { Mutation } from './mutation.ts';
import { staffChange } from './staffWords.ts';
import { verifyAgain } from './verifyAgain.ts';

export interface ActOnCasesArgs {
  /** Null: it is of none, and can't be taken back. */
  batch: string | null;
  /** Epoch ms. */
  at: number;
  actor: string;
  acts: {
    entry: string;
    case: string;
    /** The version that the person had seen; somebody who acted since is not overruled unseen. */
    seen: number;
    action: Exclude<CaseAction, CaseOpening>;
  }[];
}

/**
 * `case.act`: something is done to cases, each named once. Throws CaseRefusal where the rules do not allow it, or
 * somebody else was first; then nothing is done to any of them.
 */
export const actOnCases: Mutation<ActOnCasesArgs> = {
  run(db, { batch, at, actor, acts }) {
    return acts.flatMap(({ entry, case: id, seen, action }) => {
      const stored = caseById(db, id);
      if (!stored) return [];
      if (stored.version !== seen) throw new CaseRefusal('moved', { number: stored.number });
      const rules = caseRules(db, stored.rules)!;
      allowCaseAction(rules, stored, action, caseFacts(db, stored.studentN, at));
      const after = stepCase(rules, stored, { action, day: beijingDay(at) });
      const effect = effectOf(caseStateValues(rules, stored), caseStateValues(rules, after))!;
      return [
        ...consequences(db, rules, stored, action, { entry, at, batch }),
        { entity: 'case', entityId: id, ...effect },
        caseEntryChange({ entry, case: id, action }, { at, actor, batch }, after.version),
      ];
    });
  },
  logged: ({ acts, ...rest }) => ({ ...rest, acts: acts.length }),
};

/** What a step does besides taking the case on. */
function consequences(
  db: ReadDb,
  rules: CaseRules,
  stored: StoredCase,
  action: CaseAction,
  by: { entry: string; at: number; batch: string | null },
): Change[] {
  const move = action.do === 'move' ? moveOf(rules.type, action.move) : undefined;
  if (move?.effect !== 'correct' && move?.effect !== 'verify-again') return [];
  const note = `${stored.number} ${move.name.zh}`;
  if (move.effect === 'verify-again') return verifyAgain(db, stored.studentN, { ...by, note });
  const fields = correctionsOf(rules, stored.form).map(({ field }) => field);
  return [...correction(db, rules, stored), ...verifyAgain(db, stored.studentN, { ...by, note }, fields)];
}

/** What was granted becomes the school's word of the record; what was verified before is thereby stale. */
function correction(db: ReadDb, rules: CaseRules, { studentN, form }: StoredCase): Change[] {
  const student = studentsByN(db, [studentN])[0];
  const values = Object.fromEntries(correctionsOf(rules, form).map(({ field, to }) => [field, to]));
  const change = student && staffChange(db, student.id, values);
  return change ? [change] : [];
}
