import type { Said } from '../../../shared/domain/cases/caseType.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import {
  type CurrentRule,
  chosenProfile,
  currentCaseTypes,
  currentProfiles,
} from '../../cases/caseCatalogue.ts';
import { type RuleKind, ruleVersions } from '../../cases/ruleVersions.ts';
import { restoreCaseRule, saveCaseRule, shippedRule } from '../../cases/saveCaseRule.ts';
import { casesByRule } from '../../db/tables/caseTable.ts';
import type { Services } from '../services.ts';
import type { Procedures } from './answer.ts';

export function caseRulesRouter({ caseRules }: Procedures, services: Services) {
  const { db, writes, downloads } = services;

  const standing = <T extends { id: string }>(kind: RuleKind, current: CurrentRule<T>[]) =>
    current.map((one) => ({
      ...one,
      isShipped: shippedRule(kind, one.rule.id) !== null,
      savedAt: ruleVersions(db, kind, one.rule.id).at(-1)?.at ?? null,
    }));
  /** By which number what is current now can be come back to; null: the program's own wording. */
  const currentNumber = (kind: RuleKind, id: string) => {
    const versions = ruleVersions(db, kind, id);
    return (versions.at(-1)?.data ?? null) === null ? null : versions.length - 1;
  };

  return {
    list: caseRules.list.handler(() => ({
      types: standing('type', currentCaseTypes(db)),
      profiles: standing('profile', currentProfiles(db)),
      profile: chosenProfile(db).id,
    })),
    versions: caseRules.versions.handler(({ input: { kind, id } }) => {
      const versions = ruleVersions(db, kind, id);
      const casesOf = casesByRule(db, kind, id);
      return {
        versions: versions.map(({ at, actor, note, data }, number) => ({
          ...{ number, at, actor, note },
          isShipped: data === null,
          isCurrent: number === versions.length - 1,
          cases: casesOf(data ?? shippedRule(kind, id)),
        })),
      };
    }),
    export: caseRules.export.handler(async ({ input: { kind, id } }) => {
      const all: CurrentRule<{ id: string; name: Said }>[] =
        kind === 'type' ? currentCaseTypes(db) : currentProfiles(db);
      const found = all.find(({ rule }) => rule.id === id);
      if (!found) throw new AppError('NOT_FOUND', { what: 'case-rule', name: id });
      const file = downloads.begin(found.rule.name.zh, 'json');
      // For a person who edits it.
      await file.write(`${JSON.stringify(found.rule, null, 2)}\n`);
      return { download: file.done() };
    }),
    save: caseRules.save.handler(({ input: { kind, rule, note } }) =>
      writes.take(() => {
        const id = idOf(rule);
        const before = id === null ? null : currentNumber(kind, id);
        return { id: saveCaseRule(services, kind, rule, note), before };
      }),
    ),
    restore: caseRules.restore.handler(({ input: { kind, id, number, note } }) =>
      writes.take(() => {
        const before = currentNumber(kind, id);
        restoreCaseRule(services, kind, id, number, note);
        return { before };
      }),
    ),
  };
}

/** The id that data of any shape gives itself; what is wrong with the rest is said when it is saved. */
function idOf(rule: unknown): string | null {
  const id = typeof rule === 'object' && rule !== null && 'id' in rule ? rule.id : null;
  return typeof id === 'string' ? id : null;
}
