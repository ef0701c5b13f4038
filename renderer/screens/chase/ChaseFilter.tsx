import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CHASE_REASONS, type ChaseReasonCode } from '../../../shared/domain/chaseReason.ts';
import { CHASE_STATES, type ChaseState } from '../../../shared/domain/chaseStanding.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import type { ChasePlace } from './chasePlace.ts';

/** Where chasing stands, why, and a search: each choice with how many it would show. */
export function ChaseFilter({
  place,
  states,
  reasons,
  unreachable,
  onPlace,
}: {
  place: ChasePlace;
  states: Partial<Record<ChaseState, number>>;
  reasons: Partial<Record<ChaseReasonCode, number>>;
  unreachable: number;
  onPlace: (place: ChasePlace) => void;
}) {
  const { t } = useTranslation('chase');
  const words = useWords();
  const { query } = place;
  const show = (part: Partial<ChasePlace['query']>) => onPlace({ ...place, query: { ...query, ...part } });
  const shownStates = CHASE_STATES.filter(
    (state) => (states[state] ?? 0) > 0 || query.states.includes(state),
  );
  const shownReasons = CHASE_REASONS.filter(
    (code) => (reasons[code] ?? 0) > 0 || query.reasons.includes(code),
  );
  const isNarrowed =
    query.states.length + query.reasons.length > 0 || query.unreachable || query.students.search !== '';
  return (
    <div className="chase-filter" role="toolbar" aria-label={t('filter')}>
      {shownStates.map((state) => (
        <button
          key={state}
          type="button"
          className={`chase-state ${state}`}
          aria-pressed={query.states.includes(state)}
          onClick={() =>
            show({
              states: query.states.includes(state)
                ? query.states.filter((one) => one !== state)
                : [...query.states, state],
            })
          }
        >
          {words.chase.state(state)} <span className="numbers">{formatCount(states[state] ?? 0)}</span>
        </button>
      ))}
      {(unreachable > 0 || query.unreachable) && (
        <button
          type="button"
          className="chase-state escalate"
          aria-pressed={query.unreachable}
          onClick={() => show({ unreachable: !query.unreachable })}
        >
          {t('unreachable')} <span className="numbers">{formatCount(unreachable)}</span>
        </button>
      )}
      <Select
        mode="multiple"
        className="chase-reasons"
        size="small"
        allowClear
        maxTagCount="responsive"
        aria-label={t('reason')}
        placeholder={t('anyReason')}
        value={query.reasons}
        popupMatchSelectWidth={300}
        options={shownReasons.map((code) => ({
          value: code,
          label: `${words.chase.name(code)} ${formatCount(reasons[code] ?? 0)}`,
        }))}
        onChange={(chosen) => show({ reasons: chosen })}
      />
      <Input.Search
        key={query.students.search}
        className="chase-search"
        size="small"
        allowClear
        aria-label={t('search')}
        placeholder={t('search')}
        defaultValue={query.students.search}
        onSearch={(text) => show({ students: { ...query.students, search: text.trim() } })}
      />
      {isNarrowed && (
        <Button
          type="link"
          size="small"
          onClick={() =>
            show({ states: [], reasons: [], unreachable: false, students: { ...query.students, search: '' } })
          }
        >
          {t('clear')}
        </Button>
      )}
    </div>
  );
}
