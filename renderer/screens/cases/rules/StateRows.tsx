import { InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseStateDefinition, CaseTerm } from '../../../../shared/domain/cases/caseType.ts';
import { useWords } from '../../../text/useWords.ts';
import '../../../ui/PlainTable.css';
import { TextIn } from './TextIn.tsx';

const TERM_UNITS = ['working-days', 'days', 'months'] as const;
const NO_TERM = 'none' as const;

/** Whose turn it is in each state, what they are to do, and for how long they have time. */
export function StateRows({
  states,
  onChange,
}: {
  states: readonly CaseStateDefinition[];
  onChange: (states: CaseStateDefinition[]) => void;
}) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const setOne = (id: string, part: Partial<CaseStateDefinition>) =>
    onChange(states.map((one) => (one.id === id ? { ...one, ...part } : one)));
  // What is set here is the school's own; the program's suggestion says so of itself.
  const source = { zh: t('state.own', { lng: 'zh' }), en: t('state.own', { lng: 'en' }) };
  const setTerm = (id: string, term: Omit<CaseTerm, 'source'> | null) =>
    setOne(id, { due: term === null ? null : { ...term, source } });
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('state.name')}</th>
          <th scope="col">{t('state.turn')}</th>
          <th scope="col">{t('state.next')}</th>
          <th scope="col">{t('state.due')}</th>
        </tr>
      </thead>
      <tbody>
        {states.map(({ id, name, acts, next, due }) => {
          const said = words.cases.said(name);
          return (
            <tr key={id}>
              <td>{said}</td>
              <td>{acts === null ? words.cases.closed : words.cases.level(acts)}</td>
              <td className="rule-wide">
                {next !== null && (
                  <TextIn
                    label={t('state.nextOf', { name: said })}
                    said={next}
                    onChange={(text) => setOne(id, { next: text })}
                  />
                )}
              </td>
              <td className="rule-term">
                {acts !== null && (
                  <>
                    {due !== null && (
                      <InputNumber
                        className="rule-count"
                        aria-label={t('state.countOf', { name: said })}
                        min={1}
                        max={400}
                        precision={0}
                        value={due.count}
                        onChange={(count) => setTerm(id, { unit: due.unit, count: count ?? due.count })}
                      />
                    )}
                    <Select
                      className="rule-short"
                      aria-label={t('state.unitOf', { name: said })}
                      value={due?.unit ?? NO_TERM}
                      options={[NO_TERM, ...TERM_UNITS].map((value) => ({
                        value,
                        label: t(`state.unit.${value}`),
                      }))}
                      onChange={(unit) =>
                        setTerm(id, unit === NO_TERM ? null : { unit, count: due?.count ?? 5 })
                      }
                    />
                    {due !== null && <span className="soft rule-source">{words.cases.said(due.source)}</span>}
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
