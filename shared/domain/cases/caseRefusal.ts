import { AppError } from '../errors.ts';
import type { Said } from './caseType.ts';

/** Why something can't be done to a case: each has a sentence (errors, CASE_REFUSED). */
export const CASE_REFUSALS = [
  'number-twice', // two desks gave the same number to two cases
  'moved', // somebody else has acted since it was looked at
  'closed',
  'unknown-move',
  'no-move', // impossible from this state
  'form-unknown',
  'form-invalid',
  'form-missing',
  'material-unknown',
  'materials-missing',
  'evidence-unknown',
  'evidence-twice',
  'note-missing',
  'reference-missing',
  'reason-missing',
  'person-missing',
  'person-unknown', // on no list of the school's
  'person-level', // may not decide at this level
  'person-college', // not for this college
  'person-twice', // has decided at another level
  'rule-field-refused', // the rules stand against it …
  'rule-name-and-number',
  'rule-first-year',
  'rule-top-up',
  'rule-graduation-term',
  'rule-graduated',
  'window', // the province takes none now
  'decided-elsewhere', // school or province: the other one decides
  'due-past',
  'purge-early', // the time for which its files are kept is not over
  'nothing', // the action changes nothing
] as const;
export type CaseRefusalCode = (typeof CASE_REFUSALS)[number];

/** What these are called, as gaps of a sentence in either language: `<key>Zh`, `<key>En`. */
export function namedGaps(key: string, names: readonly Said[]): Record<string, string> {
  return {
    [`${key}Zh`]: names.map(({ zh }) => zh).join('、'),
    [`${key}En`]: names.map(({ en }) => en).join(', '),
  };
}

/** Thrown by the rules of cases; becomes an AppError where it leaves them. */
export class CaseRefusal extends Error {
  readonly refusal: CaseRefusalCode;
  /** Ids and texts that fill the sentence's gaps. */
  readonly params: Record<string, string>;
  constructor(refusal: CaseRefusalCode, params: Record<string, string> = {}) {
    super(refusal);
    this.name = 'CaseRefusal';
    this.refusal = refusal;
    this.params = params;
  }
}

/** As everybody outside the rules of cases is told. */
export function refusedError(refused: CaseRefusal): AppError {
  return new AppError('CASE_REFUSED', { case: refused.refusal, ...refused.params }, { cause: refused });
}
