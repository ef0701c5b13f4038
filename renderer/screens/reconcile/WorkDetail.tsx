import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WorkItem } from '../../../shared/contract/reconcile.ts';
import { ALIAS_FIELDS } from '../../../shared/domain/comparedFields.ts';
import { type DifferenceKind, TRUE_DIFFERENCES } from '../../../shared/domain/differenceKind.ts';
import { type FileSource, MASKED_FIELDS, type StudentField } from '../../../shared/domain/studentFields.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { Offered } from '../../ui/Offered.tsx';
import { codePoint, MarkedText, seen } from './MarkedText.tsx';

const LETTERS = ['A', 'B', 'C'] as const;
/** Characters whose code points are named: more of them are a text, not a slip. */
const NAMED = 6;

/** Where the characters themselves are what differs; elsewhere their codes tell a person nothing. */
const TOLD_BY_CODE: ReadonlySet<DifferenceKind> = new Set<DifferenceKind>([
  'dot',
  'space',
  'invisible',
  'width',
  'character',
  'writing',
  'split',
  'lookAlike',
]);

export type Decide = (decision: 'accept' | 'alias' | 'ask' | 'ignore', accept: FileSource | null) => void;

/** One difference side by side, with what can be done about it, each with its key. */
export function WorkDetail({
  item,
  sources,
  onDecide,
  onReopen,
}: {
  item: WorkItem;
  sources: readonly FileSource[];
  onDecide: Decide;
  onReopen: () => void;
}) {
  const { t } = useTranslation(['reconcile', 'general']);
  const words = useWords();
  const { field, values, marks, decision, state } = item;
  const speaking = sources.filter((source) => values[source] !== undefined);
  const isMasked = (MASKED_FIELDS as readonly StudentField[]).includes(field);
  const before = decision?.before;
  const reopens = state === 'decided' && decision !== null && decision.kind !== 'staff';
  return (
    <aside className="work-detail" aria-label={t('reconcile:detail.label')}>
      <header>
        <h2 className="work-detail-name">{item.name ?? t('reconcile:nameless')}</h2>
        <a href={hashOf('students', { student: item.student })}>{t('reconcile:detail.open')}</a>
      </header>
      <p className="work-detail-who numbers">
        {[item.studentNo, item.examNo, item.idNumber, item.college].filter(Boolean).join(' · ')}
      </p>
      <h3 className="work-detail-field">
        {words.label(field)}
        <span className={TRUE_DIFFERENCES.has(item.kind) ? 'kind-tag true' : 'kind-tag'}>
          {words.difference(item.kind)}
        </span>
      </h3>
      <dl className="said-values">
        {speaking.map((source) => {
          const value = values[source]!;
          const said = words.value(field, value);
          return (
            <div key={source}>
              <dt>{words.source(source)}</dt>
              <dd>
                {said === value ? <MarkedText value={value} marks={marks[source] ?? []} /> : said}
                {!isMasked && TOLD_BY_CODE.has(item.kind) && (
                  <CodePoints value={value} marks={marks[source] ?? []} />
                )}
              </dd>
            </div>
          );
        })}
        {item.staffWord !== null && (
          <div>
            <dt>{t('reconcile:detail.inUse')}</dt>
            <dd>{words.value(field, item.staffWord)}</dd>
          </div>
        )}
      </dl>
      {item.kind === 'split' && <p className="work-detail-note">{t('reconcile:detail.split')}</p>}
      {isMasked && <p className="work-detail-note">{t('reconcile:detail.masked')}</p>}
      {state === 'returned' && decision && (
        <div className="work-detail-returned" role="note">
          {t('reconcile:detail.returned', {
            actor: decision.actor ?? '',
            time: decision.at === null ? '' : formatTime(decision.at, Date.now()),
            decision: words.decision(decision.kind, decision.source),
          })}
          {before && (
            <span>
              {t('reconcile:detail.before', {
                values: Object.entries(before)
                  .map(
                    ([source, value]) => `${words.source(source as FileSource)} ${words.value(field, value)}`,
                  )
                  .join(t('general:listJoin')),
              })}
            </span>
          )}
        </div>
      )}
      {state === 'decided' && decision && (
        <p className="work-detail-note">
          {words.decision(decision.kind, decision.source)}
          {decision.at !== null && (
            <>
              {' · '}
              {decision.actor} · {formatTime(decision.at, Date.now())}
            </>
          )}
        </p>
      )}
      <Offered call="reconcile.decide">
        <div className="work-detail-actions">
          {state === 'decided' ? (
            <Button disabled={!reopens} onClick={onReopen}>
              {t('reconcile:act.reopen')} <kbd className="key">R</kbd>
            </Button>
          ) : (
            <>
              {sources.map(
                (source, index) =>
                  values[source] !== undefined && (
                    <Button key={source} onClick={() => onDecide('accept', source)}>
                      {t('reconcile:act.accept', { source: words.source(source) })}{' '}
                      <kbd className="key">{LETTERS[index]}</kbd>
                    </Button>
                  ),
              )}
              {ALIAS_FIELDS.has(field) && (
                <Button title={t('reconcile:act.aliasHint')} onClick={() => onDecide('alias', null)}>
                  {t('reconcile:act.alias')} <kbd className="key">L</kbd>
                </Button>
              )}
              <Button onClick={() => onDecide('ask', null)}>
                {t('reconcile:act.ask')} <kbd className="key">S</kbd>
              </Button>
              <Button onClick={() => onDecide('ignore', null)}>
                {t('reconcile:act.ignore')} <kbd className="key">I</kbd>
              </Button>
            </>
          )}
        </div>
        <p className="work-detail-keys">
          {t(state === 'decided' ? 'reconcile:keys.decided' : 'reconcile:keys.work')}
        </p>
      </Offered>
    </aside>
  );
}

/** The code points of what differs: two dots that look alike are told apart by nothing else. */
function CodePoints({ value, marks }: { value: string; marks: readonly (readonly [number, number])[] }) {
  const characters = Array.from(value);
  const marked = [...new Set(marks.flatMap(([from, to]) => characters.slice(from, to)))];
  if (marked.length === 0 || marked.length > NAMED) return null;
  return (
    <span className="code-points">
      {marked.map((character) => {
        const shape = seen(character);
        const code = codePoint(character);
        return <span key={character}>{shape === code ? code : `${shape} ${code}`}</span>;
      })}
    </span>
  );
}
