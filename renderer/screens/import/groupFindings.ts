import type { Finding, Severity } from '../../../shared/domain/findings.ts';

export interface SaidFinding {
  sentence: string;
  severity: Severity;
  /** The rows that it is said of: `4`, `4–9`, `4, 7–9`; empty where it is of none. */
  rows: string;
}

/** Findings that say the same are said once, with all their rows. In the order in which they first came. */
export function groupFindings(
  findings: readonly Finding[],
  say: (finding: Finding) => string,
): SaidFinding[] {
  const said = new Map<string, { severity: Severity; rows: number[] }>();
  for (const finding of findings) {
    const sentence = say(finding);
    const known = said.get(sentence);
    if (!known)
      said.set(sentence, { severity: finding.severity, rows: finding.row === null ? [] : [finding.row] });
    else if (finding.row !== null && !known.rows.includes(finding.row)) known.rows.push(finding.row);
  }
  return [...said].map(([sentence, { severity, rows }]) => ({ sentence, severity, rows: sayRows(rows) }));
}

/** 4, 7, 8, 9 → `4, 7–9`. */
export function sayRows(rows: readonly number[]): string {
  const sorted = [...rows].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const row of sorted) {
    const last = runs.at(-1);
    if (last && row <= last[1] + 1) last[1] = row;
    else runs.push([row, row]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}
