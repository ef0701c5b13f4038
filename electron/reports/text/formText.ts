import type { WholeCase } from '../../../shared/contract/cases.ts';
import type { CaseAction } from '../../../shared/domain/cases/caseState.ts';
import type { ReviewLevel } from '../../../shared/domain/cases/caseType.ts';

interface Answer {
  label: string;
  hint: string;
  signs: readonly string[];
}

/** The words of the forms that are about one student or case. */
export interface FormText {
  identity: {
    title: string;
    notes: readonly string[];
    headings: { student: string; photos: string; proofs: string; review: string };
    flag: string;
    /** A proof before it is handed in. */
    open: (proof: string) => string;
    /** A proof by how it stands in the case. */
    stands: (proof: string, standing: string) => string;
    answers: Record<'student' | ReviewLevel, Answer>;
  };
  cases: {
    title: string;
    notes: readonly string[];
    signatures: readonly string[];
    headings: { student: string; about: string; materials: string; history: string; review: string };
    number: string;
    type: string;
    state: string;
    opened: string;
    origin: string;
    due: string;
    assignee: string;
    material: string;
    standing: Record<WholeCase['materials'][number]['standing'], string>;
    files: (count: number) => string;
    others: string;
    done: Record<CaseAction['do'], string>;
    takenBack: string;
    correction: (label: string, from: string, to: string) => string;
    agreed: (person: string) => string;
    answers: Record<ReviewLevel, Answer>;
  };
}
