import { useState } from 'react';
import type { CaseItem } from '../../../shared/contract/cases.ts';

/** A case as it was seen when it was marked. */
export interface MarkedCase {
  id: string;
  version: number;
  /** Cases of one kind are of one type and in one state: the same steps may be taken with them. */
  kind: string;
}

export interface CaseSelection {
  marked: readonly MarkedCase[];
  has(id: string): boolean;
  mark(cases: readonly CaseItem[], isMarked: boolean): void;
  markAll(cases: readonly MarkedCase[]): void;
  clear(): void;
}

/** Which cases of a list are marked, on every page of it. */
export function useCaseSelection(): CaseSelection {
  const [marked, setMarked] = useState<ReadonlyMap<string, MarkedCase>>(new Map());
  return {
    marked: [...marked.values()],
    has: (id) => marked.has(id),
    mark: (cases, isMarked) =>
      setMarked((before) => {
        const next = new Map(before);
        for (const { id, version, type, state } of cases) {
          if (isMarked) next.set(id, { id, version, kind: `${type.id} ${state.id}` });
          else next.delete(id);
        }
        return next;
      }),
    markAll: (cases) => setMarked(new Map(cases.map((one) => [one.id, one]))),
    clear: () => setMarked(new Map()),
  };
}
