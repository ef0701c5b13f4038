import type { CaseLevel } from './caseType.ts';

/** Whose steps department staff take: their own, and those of a student who told them. */
const DEPARTMENT_LEVELS: ReadonlySet<CaseLevel> = new Set(['student', 'department']);

/** Whether somebody takes steps of a level; `decides`: whether they decide at the office's level, and so at any. */
export function takesStepsOf(decides: boolean, level: CaseLevel): boolean {
  return decides || DEPARTMENT_LEVELS.has(level);
}
