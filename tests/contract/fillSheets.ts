import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Fills in a printed class sheet as a department does, and saves it as `out`: by 学号, the text under each heading.
 * `number` puts another number in place of the sheet's own; `without` takes the rows of these students out; `twice`
 * copies the sheet behind itself.
 */
export function fillSheets(
  path: string,
  out: string,
  fill: Record<string, Record<string, string>>,
  more: { number?: string; without?: string[]; twice?: boolean } = {},
): string {
  execFileSync('/usr/bin/python3', [join(import.meta.dirname, 'fillSheets.py')], {
    input: JSON.stringify({ path, out, fill, ...more }),
  });
  return out;
}
