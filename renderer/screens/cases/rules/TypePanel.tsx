import { useTranslation } from 'react-i18next';
import { CASE_GROUPS, type CaseType } from '../../../../shared/domain/cases/caseType.ts';
import { useRoute } from '../../../state/route.ts';
import { useWords } from '../../../text/useWords.ts';
import { MaterialRows } from './MaterialRows.tsx';
import { MoveRows } from './MoveRows.tsx';
import { type ListedRule, RuleBench } from './RuleBench.tsx';
import { RuleEditor, showRule } from './RuleEditor.tsx';
import { StateRows } from './StateRows.tsx';
import { TextIn } from './TextIn.tsx';

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
      onShow={(rule) => showRule('type', rule)}
    >
      <RuleEditor
        key={`${shown.rule.id} ${shown.savedAt}`}
        kind="type"
        rule={shown.rule}
        isShipped={shown.isShipped}
        taken={types.map(({ rule }) => rule.id)}
      >
        {(type, set) => <TypeForm type={type} onChange={set} />}
      </RuleEditor>
    </RuleBench>
  );
}

function TypeForm({ type, onChange }: { type: CaseType; onChange: (part: Partial<CaseType>) => void }) {
  const { t } = useTranslation('caseRules');
  return (
    <div className="rule-form">
      <div className="rule-row">
        <span className="rule-row-name">{t('type.name')}</span>
        <TextIn label={t('type.name')} said={type.name} onChange={(name) => onChange({ name })} />
      </div>
      <div className="rule-row">
        <span className="rule-row-name">{t('type.about')}</span>
        <TextIn label={t('type.about')} said={type.about} onChange={(about) => onChange({ about })} />
      </div>
      <h3>{t('state.title')}</h3>
      <StateRows states={type.states} onChange={(states) => onChange({ states })} />
      <h3>{t('material.title')}</h3>
      <MaterialRows type={type} onChange={(materials) => onChange({ materials })} />
      <h3>{t('move.title')}</h3>
      <MoveRows type={type} onChange={(moves) => onChange({ moves })} />
      <p className="soft rule-help">{t('type.byFile')}</p>
    </div>
  );
}
