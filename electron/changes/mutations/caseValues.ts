import type { CaseFacts } from '../../../shared/domain/cases/allowCaseAction.ts';
import { caseReviewer } from '../../../shared/domain/cases/caseReviewers.ts';
import type { CaseRules } from '../../../shared/domain/cases/caseRules.ts';
import type { CaseAction, CaseState } from '../../../shared/domain/cases/caseState.ts';
import { stateOf } from '../../../shared/domain/cases/caseType.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import type { ReadDb } from '../../db/database.ts';
import { storedSetting } from '../../db/tables/settingTable.ts';
import { studentsByN } from '../../db/tables/studentTable.ts';
import type { Change, PatchValue } from '../change.ts';

/** The key of the setting that holds the office's list of persons who decide. */
export const CASE_REVIEWERS_SETTING = 'case-reviewers';

export function caseReviewers(db: ReadDb): CaseFacts['reviewers'] {
  const row = storedSetting(db, CASE_REVIEWERS_SETTING);
  return row ? caseReviewer.array().parse(JSON.parse(row.value)) : [];
}

/** What is true of a student, and of the office, when something is done to a case. */
export function caseFacts(db: ReadDb, studentN: number, at: number): CaseFacts {
  const values = studentsByN(db, [studentN])[0]?.values;
  return {
    today: beijingDay(at),
    enrolDate: values?.enrolDate ?? null,
    expectedGraduationDate: values?.expectedGraduationDate ?? null,
    // 层次 (domain notes §1.6).
    isTopUp: values?.level === '专升本',
    college: values?.collegeName ?? null,
    reviewers: caseReviewers(db),
  };
}

/** The fields of the log's entity `case` that follow from its state. */
export function caseStateValues(rules: CaseRules, state: CaseState): Record<string, PatchValue> {
  return {
    state: state.state,
    acts: stateOf(rules.type, state.state).acts,
    entered: state.entered,
    due: state.due,
    form: JSON.stringify(state.form),
    evidence: JSON.stringify(state.evidence),
    waived: JSON.stringify(state.waived),
    decisions: JSON.stringify(state.decisions),
    assignee: state.assignee,
    origin: state.origin.kind,
    originId: state.origin.id,
    version: state.version,
  };
}

export interface CaseEntryArgs {
  /** The entry's own id, given. */
  entry: string;
  case: string;
  action: CaseAction;
}

export function caseEntryChange(
  { entry, case: of, action }: CaseEntryArgs,
  { at, actor, batch }: { at: number; actor: string; batch: string | null },
  version: number,
): Change {
  return {
    entity: 'caseEntry',
    entityId: entry,
    kind: 'made',
    values: { case: of, at, actor, action: JSON.stringify(action), day: beijingDay(at), version, batch },
  };
}

/** How often a case has been acted on; null: there is none. */
export function caseVersion(db: ReadDb, id: string): number | null {
  return db.read<{ version: number }>('SELECT version FROM case_file WHERE id = ?').get(id)?.version ?? null;
}

/** Ids of all cases of a student. */
export function caseIdsOf(db: ReadDb, studentN: number): string[] {
  return db
    .read<{ id: string }>('SELECT id FROM case_file WHERE student_n = ? ORDER BY opened_at, id')
    .all(studentN)
    .map(({ id }) => id);
}
