import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RuleKind } from '../../../../shared/contract/caseRules.ts';
import type { Said } from '../../../../shared/domain/cases/caseType.ts';
import { navigate } from '../../../state/route.ts';
import { useWords } from '../../../text/useWords.ts';
import { ownCopy } from './ownCopy.ts';
import { RuleTools } from './RuleTools.tsx';
import { RuleVersions } from './RuleVersions.tsx';
import { SaveRule } from './SaveRule.tsx';
import { useCaseRules } from './useCaseRules.ts';

/** The part of the page on which rules of a kind stand, as its address names it. */
const PART_OF: Record<RuleKind, string> = { type: 'types', profile: 'profiles' };

export function showRule(kind: RuleKind, rule: string): void {
  navigate('cases', { rules: PART_OF[kind], rule }, { replace: true });
}

/** One rule: what it says, changed and saved as its next version, copied, as a file, and its versions. */
export function RuleEditor<T extends { id: string; name: Said; source: Said }>({
  kind,
  rule,
  isShipped,
  taken,
  head,
  children,
}: {
  kind: RuleKind;
  rule: T;
  isShipped: boolean;
  /** Ids that a copy can't have. */
  taken: readonly string[];
  /** Beside its name. */
  head?: ReactNode;
  children: (draft: T, change: (part: Partial<T>) => void) => ReactNode;
}) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const { save } = useCaseRules(kind);
  const [draft, setDraft] = useState(rule);
  const name = words.cases.said(rule.name);
  return (
    <>
      <section className="case-part">
        <div className="rule-head">
          <h2>{name}</h2>
          {head}
          <RuleTools
            kind={kind}
            id={rule.id}
            onCopy={() =>
              save.mutate(
                { rule: ownCopy(rule, taken, t('copyName', { name })), note: '' },
                { onSuccess: ({ id }) => showRule(kind, id) },
              )
            }
            onTaken={(id) => showRule(kind, id)}
          />
        </div>
        <p className="soft rule-help">{t('sourceOf', { source: words.cases.said(rule.source) })}</p>
        {children(draft, (part) => setDraft((before) => ({ ...before, ...part })))}
        <SaveRule
          isChanged={JSON.stringify(draft) !== JSON.stringify(rule)}
          isPending={save.isPending}
          error={save.error}
          onSave={(note) => save.mutate({ rule: draft, note })}
          onReset={() => setDraft(rule)}
        />
      </section>
      <RuleVersions kind={kind} id={rule.id} isShipped={isShipped} />
    </>
  );
}
