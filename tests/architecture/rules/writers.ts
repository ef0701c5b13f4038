import { PROJECTED_TABLES } from '../../../electron/changes/rebuildProjection.ts';
import type { Rule, Violation } from '../sourceTree.ts';

const TABLES = [...PROJECTED_TABLES, 'change', 'mutation'].join('|');
const WRITES = new RegExp(
  `\\b(INSERT\\s+(OR\\s+\\w+\\s+)?INTO|REPLACE\\s+INTO|UPDATE(\\s+OR\\s+\\w+)?|DELETE\\s+FROM|DROP\\s+TABLE|ALTER\\s+TABLE)\\s+["\`[]?(${TABLES})\\b`,
  'i',
);

/** Domain tables have one writer, electron/changes, so that the log always tells all of them. Migrations shape them. */
export const oneWriter: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const { path, literals } of tree.files.values()) {
    if (!path.startsWith('electron/') || /^electron\/(changes|db\/migrations)\//.test(path)) continue;
    for (const { text, line } of literals) {
      const found = WRITES.exec(text);
      if (found) violations.push({ file: path, problem: `line ${line}: writes the table ${found[4]}` });
    }
  }
  return violations;
};

/** The program speaks through its log; only the command line and the scripts have a console. */
export const noConsole: Rule = (tree) => {
  const violations: Violation[] = [];
  for (const { path, uses } of tree.files.values()) {
    if (/^(scripts|tests|electron\/cli)\//.test(path)) continue;
    for (const { text, line } of uses) {
      if (text.startsWith('console.')) violations.push({ file: path, problem: `line ${line}: ${text}` });
    }
  }
  return violations;
};
