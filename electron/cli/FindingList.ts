import type { Finding, Severity } from '../../shared/domain/findings.ts';
import { JsonList } from './JsonList.ts';

export type ToldFinding = Omit<Finding, 'params'> & { message: string };

/** Findings shown of each file to people. */
const SHOWN = 20;

/** All that is said of a file, for programs, and the gravest of it, for people. */
export class FindingList extends JsonList<ToldFinding> {
  readonly #first: Record<Severity, ToldFinding[]> = { block: [], warn: [], note: [] };

  override push(finding: ToldFinding): void {
    super.push(finding);
    const ofSeverity = this.#first[finding.severity];
    if (ofSeverity.length < SHOWN) ofSeverity.push(finding);
  }

  /** The gravest first. */
  gravest(): ToldFinding[] {
    const { block, warn, note } = this.#first;
    return [...block, ...warn, ...note].slice(0, SHOWN);
  }
}
