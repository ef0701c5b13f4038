import type { Finding } from '../../../shared/domain/findings.ts';
import type { Source } from '../../../shared/domain/studentFields.ts';
import { splitFinding } from './matchStudent.ts';

/** A name as a source says it. */
export interface SaidName {
  name: string;
  source: Source;
}

/**
 * The corrected name that the findings of a row agree on, and whether another writing of it tells so; null where a
 * character of it is lost. A name that another source has whole is right in all else too.
 */
export function suggestedName(findings: readonly Finding[]): { name: string; by: 'name' | null } | null {
  const ofName = findings.filter(
    ({ code, params }) => code.startsWith('NAME_') && params?.case !== 'elsewhere',
  );
  const whole = ofName.find(({ code, params }) => code === 'NAME_SPLIT_CHARACTER' && params?.other);
  if (whole?.suggestion) return { name: whole.suggestion, by: 'name' };
  if (ofName.some(({ suggestion }) => suggestion === null)) return null;
  const name = ofName[0]?.suggestion ?? null;
  return name === null ? null : { name, by: null };
}

/** What to say of a name of which another source has a character in one piece; null: none has. */
export function wholeNameFinding(
  row: number,
  name: string,
  names: readonly SaidName[] | undefined,
): Finding | null {
  for (const said of names ?? []) {
    const finding = splitFinding(row, name, said.name);
    if (finding?.suggestion) return { ...finding, params: { ...finding.params, source: said.source } };
  }
  return null;
}
