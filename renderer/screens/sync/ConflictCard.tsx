import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConflictItem } from '../../../shared/contract/sync.ts';
import { hashOf } from '../../state/route.ts';
import { useWords } from '../../text/useWords.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { ConflictPhotos } from './ConflictPhotos.tsx';

interface Answer {
  take: 'theirs' | 'mine' | 'typed';
  values?: Record<string, string>;
}

/** One conflict: before, one side, the other side, and what is to be. */
export function ConflictCard({
  item,
  place,
  isCurrent,
  isTyping,
  mayEdit,
  isBusy,
  onChoose,
  onType,
  onSettle,
}: {
  item: ConflictItem;
  place: { index: number; total: number };
  isCurrent: boolean;
  isTyping: boolean;
  mayEdit: boolean;
  isBusy: boolean;
  onChoose: () => void;
  onType: (isOpen: boolean) => void;
  onSettle: (answer: Answer) => void;
}) {
  const { t } = useTranslation('sync');
  const words = useWords();
  const { student, mine, theirs } = item;
  const time = (at: number | null) => (at === null ? t('conflict.unknownTime') : formatTime(at, Date.now()));
  // A computer’s id says nothing to anybody.
  const device = (side: typeof mine) =>
    side.isHere ? t('conflict.here') : (side.computer ?? t('conflict.elsewhere'));
  const mineTitle = mine.isHere
    ? t('conflict.mine', { device: device(mine), time: time(mine.at) })
    : t('conflict.mineOf', { name: mine.actor, device: device(mine), time: time(mine.at) });
  const theirsTitle = t('conflict.theirs', {
    name: theirs.actor,
    device: device(theirs),
    time: time(theirs.at),
  });
  const title = student
    ? [student.name, student.studentNo, student.className].filter(Boolean).join(' · ')
    : t('conflict.noStudent');
  const onlyTheirs = item.isGone && item.entity === 'record';
  return (
    <li
      id={`conflict-${item.id}`}
      className={isCurrent ? 'sync-conflict current' : 'sync-conflict'}
      tabIndex={isCurrent ? 0 : -1}
      aria-current={isCurrent ? 'true' : undefined}
      onFocus={onChoose}
    >
      <p className="sync-conflict-head">
        {student ? <a href={hashOf('students', { student: student.id })}>{title}</a> : <span>{title}</span>}
        <span className="soft numbers">
          {t('conflict.of', { index: formatCount(place.index), total: formatCount(place.total) })}
        </span>
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('conflict.field')}</th>
            <th>{t('conflict.base')}</th>
            <th>{mineTitle}</th>
            <th>{theirsTitle}</th>
          </tr>
        </thead>
        <tbody>
          {item.fields.map(({ field, base, mine: own, theirs: other, now }) => (
            <tr key={field}>
              <th scope="row">{words.rowLabel(item.entity, field) ?? field}</th>
              <Value value={base} />
              <Value value={own} />
              <Value value={other} now={now} />
            </tr>
          ))}
        </tbody>
      </table>
      {item.photos && (
        <ConflictPhotos photos={item.photos} titles={{ mine: mineTitle, theirs: theirsTitle }} />
      )}
      {onlyTheirs && <p className="soft">{t('conflict.gone')}</p>}
      {mayEdit && (
        <div className="sync-buttons">
          <Button disabled={isBusy} onClick={() => onSettle({ take: 'theirs' })}>
            {t('conflict.takeTheirs')}
          </Button>
          <Button disabled={isBusy || onlyTheirs} onClick={() => onSettle({ take: 'mine' })}>
            {t('conflict.takeMine')}
          </Button>
          {item.canType && (
            <Button disabled={isBusy} aria-expanded={isTyping} onClick={() => onType(!isTyping)}>
              {t('conflict.type')}
            </Button>
          )}
        </div>
      )}
      {isTyping && (
        <TypedAnswer item={item} isBusy={isBusy} onSave={(values) => onSettle({ take: 'typed', values })} />
      )}
    </li>
  );
}

function Value({ value, now }: { value: string | null; now?: string | null }) {
  const { t } = useTranslation('sync');
  const isAnother = now !== undefined && now !== value;
  return (
    <td>
      {value ?? <span className="soft">{t('conflict.nothing')}</span>}
      {isAnother && <div className="soft">{t('conflict.now', { value: now ?? t('conflict.nothing') })}</div>}
    </td>
  );
}

function TypedAnswer({
  item,
  isBusy,
  onSave,
}: {
  item: ConflictItem;
  isBusy: boolean;
  onSave: (values: Record<string, string>) => void;
}) {
  const { t } = useTranslation('sync');
  const words = useWords();
  const [values, setValues] = useState<Record<string, string>>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // What nobody typed stays as it is: masked values are never written back.
    if (Object.keys(values).length > 0) onSave(values);
  };
  return (
    <form className="sync-type" aria-label={t('conflict.type')} onSubmit={submit}>
      {item.fields.map(({ field }, index) => (
        <label key={field} htmlFor={`typed-${item.id}-${field}`}>
          <span>{words.rowLabel(item.entity, field) ?? field}</span>
          <Input
            id={`typed-${item.id}-${field}`}
            autoFocus={index === 0}
            value={values[field] ?? ''}
            onChange={(event) => setValues({ ...values, [field]: event.target.value })}
          />
        </label>
      ))}
      <Button type="primary" htmlType="submit" disabled={isBusy || Object.keys(values).length === 0}>
        {t('conflict.save')}
      </Button>
    </form>
  );
}
