import { useMemo } from 'react';
import type { z } from 'zod';
import type { finding } from '../../shared/contract/imports.ts';
import type { FindingCode } from '../../shared/domain/findings.ts';
import { usePreferences } from '../state/preferences.ts';

function makeSaid(_language: string) {
  return {
    field: (field: string): string => field,
    finding: (found: z.output<typeof finding>): string => found.code,
    findingTitle: (code: FindingCode): string => code,
  };
}
export type Said = ReturnType<typeof makeSaid>;

export function useSaid(): Said {
  const language = usePreferences((state) => state.language);
  return useMemo(() => makeSaid(language), [language]);
}
