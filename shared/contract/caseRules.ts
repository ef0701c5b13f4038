import { z } from 'zod';
import { caseTypeShape } from '../domain/cases/caseType.ts';
import { correctionProfileShape } from '../domain/cases/correctionRules.ts';
import { access } from './access.ts';

/** A kind of case, or a province's profile of rules. */
const ruleKind = z.enum(['type', 'profile']);
export type RuleKind = z.output<typeof ruleKind>;

const standing = {
  /** `office`: new cases go by the office's own wording. */
  from: z.enum(['program', 'office']),
  /** The program brings a rule of this id, to which the office may go back. */
  isShipped: z.boolean(),
  /** The office's wording can't be read by this version of the program, which goes by its own instead. */
  isUnreadable: z.boolean(),
  /** When the office last saved it; epoch ms. Null: never. */
  savedAt: z.number().nullable(),
};
const note = z.string().trim().max(400).default('');

const version = z.object({
  /** To be given to `restore`. */
  number: z.number().int(),
  at: z.number(),
  actor: z.string(),
  note: z.string(),
  /** The program's own wording from then on. */
  isShipped: z.boolean(),
  isCurrent: z.boolean(),
  /** Cases that began with it. */
  cases: z.number(),
});
export type RuleVersionItem = z.output<typeof version>;

/** The rules by which cases go: the program's, or as the office wrote them. What is open goes on by what it began with. */
export const caseRules = {
  list: access({ needs: 'look', scope: 'none' }).output(
    z.object({
      types: z.array(z.object({ rule: caseTypeShape, ...standing })),
      profiles: z.array(z.object({ rule: correctionProfileShape, ...standing })),
      /** Id of the profile that was chosen. */
      profile: z.string(),
    }),
  ),
  versions: access({ needs: 'rules', scope: 'whole' })
    .input(z.object({ kind: ruleKind, id: z.string() }))
    .output(z.object({ versions: z.array(version) })),
  /** The rule as a file that `save` takes, after it is read. Errors: NOT_FOUND. */
  export: access({ needs: 'rules', scope: 'none' })
    .input(z.object({ kind: ruleKind, id: z.string() }))
    .output(z.object({ download: z.string() })),
  /** `rule`: a case type or profile as data, also of a new id. Errors: CASE_RULES_REFUSED. */
  save: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(z.object({ kind: ruleKind, rule: z.unknown(), note }))
    .output(z.object({ id: z.string(), before: z.number().int().nullable() })),
  /** Errors: NOT_FOUND, CASE_RULES_REFUSED. */
  restore: access({ needs: 'rules', scope: 'whole', audits: 'settings' })
    .input(z.object({ kind: ruleKind, id: z.string(), number: z.number().int().min(0).nullable(), note }))
    .output(z.object({ before: z.number().int().nullable() })),
};
