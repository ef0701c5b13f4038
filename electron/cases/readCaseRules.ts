import type { z } from 'zod';
import { type CaseType, caseTypeShape } from '../../shared/domain/cases/caseType.ts';
import {
  type CaseRulesProblem,
  caseTypeProblems,
  repeatedIds,
} from '../../shared/domain/cases/caseTypeProblems.ts';
import { type CorrectionProfile, correctionProfileShape } from '../../shared/domain/cases/correctionRules.ts';
import { AppError } from '../../shared/domain/errors.ts';

/** A case type before any case goes by it. Errors: CASE_RULES_REFUSED with what is wrong with its shape or its ways. */
export function readCaseType(data: unknown): CaseType {
  const type = ofShape(caseTypeShape, data);
  refuse(caseTypeProblems(type));
  return type;
}

/** A province's profile. Errors: CASE_RULES_REFUSED. */
export function readCorrectionProfile(data: unknown): CorrectionProfile {
  const profile = ofShape(correctionProfileShape, data);
  refuse(repeatedIds(profile.materials));
  return profile;
}

/** A proof of the province and one of the type by the same id could not be told apart where both are asked for. */
export function requireOwnMaterials(type: CaseType, profiles: readonly CorrectionProfile[]): void {
  if (!type.isRuled) return;
  refuse(profiles.flatMap(({ materials }) => repeatedIds([...type.materials, ...materials])));
}

function ofShape<T>(shape: z.ZodType<T>, data: unknown): T {
  const read = shape.safeParse(data);
  if (read.success) return read.data;
  const [first] = read.error.issues as [z.core.$ZodIssue];
  throw refused('shape', { place: placeOf(first), more: read.error.issues.length - 1 });
}

/** Where it is in the file: `moves[2].to`; what nobody asked for by its own name. */
function placeOf(issue: z.core.$ZodIssue): string {
  const keys = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path;
  const place = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place === '' ? '{ }' : place.replace(/^\./, '');
}

function refuse(problems: readonly CaseRulesProblem[]): void {
  const [first] = problems;
  if (first) throw refused(first.problem, { ...first.params, more: problems.length - 1 });
}

function refused(
  problem: CaseRulesProblem['problem'] | 'shape',
  params: Record<string, string | number>,
): AppError {
  return new AppError('CASE_RULES_REFUSED', { case: problem, ...params });
}
