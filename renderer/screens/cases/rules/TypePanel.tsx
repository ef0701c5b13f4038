import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_GROUPS, type CaseType } from '../../../../shared/domain/cases/caseType.ts';
import { navigate, useRoute } from '../../../state/route.ts';
import { useWords } from '../../../text/useWords.ts';
import { MaterialRows } from './MaterialRows.tsx';
import { MoveRows } from './MoveRows.tsx';
import { ownCopy } from './ownCopy.ts';
import { type ListedRule, RuleBench } from './RuleBench.tsx';
import { RuleTools } from './RuleTools.tsx';
import { RuleVersions } from './RuleVersions.tsx';
import { SaveRule } from './SaveRule.tsx';
import { StateRows } from './StateRows.tsx';
import { TextIn } from './TextIn.tsx';
import { useCaseRules } from './useCaseRules.ts';

interface ListedType extends ListedRule {
  rule: CaseType;
  isShipped: boolean;
  savedAt: number | null;
}

/** The kinds of cases: what each asks for, by when and of whom, as the office writes it. */
export function TypePanel({ types }: { types: readonly ListedType[] }) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const { params } = useRoute();
  const shown = types.find(({ rule }) => rule.id === params.get('rule')) ?? types[0]!;
  const groups = CASE_GROUPS.map((group) => ({
    name: words.cases.group(group),
    rules: types.filter(({ rule }) => rule.group === group),
  })).filter(({ rules }) => rules.length > 0);
  return (
    <RuleBench
      label={t('part.types')}
      groups={groups}
      shown={shown.rule.id}
      onShow={(rule) => navigate('cases', { rules: 'types', rule }, { replace: true })}
    >
      <OneType
        key={`${shown.rule.id} ${shown.savedAt}`}
        listed={shown}
        taken={types.map(({ rule }) => rule.id)}
      />
    </RuleBench>
  );
}

function OneType({ listed: { rule, isShipped }, taken }: { listed: ListedType; taken: readonly string[] }) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const { save } = useCaseRules('type');
  const [draft, setDraft] = useState(rule);
  const set = (part: Partial<CaseType>) => setDraft((before) => ({ ...before, ...part }));
  const show = (id: string) => navigate('cases', { rules: 'types', rule: id }, { replace: true });
  return (
    <>
      <section className="case-part">
        <div className="rule-head">
          <h2>{words.cases.said(rule.name)}</h2>
          <RuleTools
            kind="type"
            id={rule.id}
            onCopy={() => {
              const copy = ownCopy(rule, taken, t('copyName', { name: words.cases.said(rule.name) }));
              save.mutate({ rule: copy, note: '' }, { onSuccess: ({ id }) => show(id) });
            }}
            onTaken={show}
          />
        </div>
        <p className="soft rule-help">{t('sourceOf', { source: words.cases.said(rule.source) })}</p>
        <div className="rule-form">
          <div className="rule-row">
            <span className="rule-row-name">{t('type.name')}</span>
            <TextIn label={t('type.name')} said={draft.name} onChange={(name) => set({ name })} />
          </div>
          <div className="rule-row">
            <span className="rule-row-name">{t('type.about')}</span>
            <TextIn label={t('type.about')} said={draft.about} onChange={(about) => set({ about })} />
          </div>
          <h3>{t('state.title')}</h3>
          <StateRows states={draft.states} onChange={(states) => set({ states })} />
          <h3>{t('material.title')}</h3>
          <MaterialRows type={draft} onChange={(materials) => set({ materials })} />
          <h3>{t('move.title')}</h3>
          <MoveRows type={draft} onChange={(moves) => set({ moves })} />
          <p className="soft rule-help">{t('type.byFile')}</p>
        </div>
        <SaveRule
          isChanged={JSON.stringify(draft) !== JSON.stringify(rule)}
          isPending={save.isPending}
          error={save.error}
          onSave={(note) => save.mutate({ rule: draft, note })}
          onReset={() => setDraft(rule)}
        />
      </section>
      <RuleVersions kind="type" id={rule.id} isShipped={isShipped} />
    </>
  );
}
