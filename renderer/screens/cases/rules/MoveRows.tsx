import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  CASE_LEVELS,
  type CaseMove,
  type CaseType,
  stateOf,
} from '../../../../shared/domain/cases/caseType.ts';
import { useWords } from '../../../text/useWords.ts';
import '../../../ui/PlainTable.css';
import { TextIn } from './TextIn.tsx';

const NEEDS = ['form', 'materials', 'note', 'reference', 'window', 'rules'] as const;

/** The steps from state to state: who takes each, and what has to be there for it. */
export function MoveRows({ type, onChange }: { type: CaseType; onChange: (moves: CaseMove[]) => void }) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const stateName = (id: string) => words.cases.said(stateOf(type, id).name);
  const setOne = (id: string, part: Partial<CaseMove>) =>
    onChange(type.moves.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('move.name')}</th>
          <th scope="col">{t('move.way')}</th>
          <th scope="col">{t('move.by')}</th>
          <th scope="col">{t('move.needs')}</th>
        </tr>
      </thead>
      <tbody>
        {type.moves.map((move, at) => {
          const name = words.cases.said(move.name);
          return (
            <tr key={move.id}>
              <td className="rule-step">
                <TextIn
                  label={t('move.nameOf', { number: at + 1 })}
                  said={move.name}
                  onChange={(said) => setOne(move.id, { name: said })}
                />
              </td>
              <td className="soft">
                {t('move.fromTo', {
                  from: move.from.map(stateName).join(words.language === 'zh' ? '、' : ', '),
                  to: stateName(move.to),
                })}
              </td>
              <td>
                <Select
                  className="rule-level"
                  aria-label={t('move.byOf', { name })}
                  value={move.by}
                  options={CASE_LEVELS.map((value) => ({ value, label: words.cases.level(value) }))}
                  onChange={(by) => setOne(move.id, { by })}
                />
              </td>
              <td>
                <Select
                  mode="multiple"
                  className="rule-needs"
                  aria-label={t('move.needsOf', { name })}
                  placeholder={t('move.nothing')}
                  value={move.needs}
                  options={NEEDS.map((value) => ({ value, label: t(`move.need.${value}`) }))}
                  onChange={(needs) => setOne(move.id, { needs })}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
