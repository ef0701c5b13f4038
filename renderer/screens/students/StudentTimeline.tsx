import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudentDetail } from '../../../shared/contract/students.ts';
import { SOURCES, STUDENT_FIELDS } from '../../../shared/domain/studentFields.ts';
import { useWords, type Words } from '../../text/useWords.ts';
import { formatTime } from '../../ui/formatTime.ts';
import { VerdictNote } from './VerdictNote.tsx';

type Entry = StudentDetail['timeline'][number];

const SHOWN_FIRST = 8;

/** What happened to this student, newest first, in sentences. */
export function StudentTimeline({ student }: { student: StudentDetail }) {
  const { t } = useTranslation(['students', 'general']);
  const words = useWords();
  const [all, setAll] = useState(false);
  const entries = [...student.timeline].sort((left, right) => right.at - left.at);
  const shown = all ? entries : entries.slice(0, SHOWN_FIRST);

  const sentence = (entry: StudentDetail['timeline'][number]): string => {
    if (entry.kind === 'verdict') {
      return t('students:timeline.verdict', {
        verdict: entry.verdict ? words.verdict(entry.verdict) : '',
        source: entry.eventSource ? words.eventSource(entry.eventSource) : '',
      });
    }
    if (entry.kind === 'contact') {
      if (entry.contact === null) return t('students:timeline.contactWithdrawn');
      const { whom, way, outcome, promise } = entry.contact;
      return t(promise === null ? 'students:timeline.contact' : 'students:timeline.contactPromised', {
        whom: words.chase.whom(whom),
        way: words.chase.way(way),
        outcome: words.chase.outcome(outcome),
        promise: promise ?? '',
      });
    }
    if (entry.kind === 'photo') return t('students:timeline.photo');
    if (entry.kind === 'review') {
      const photo = entry.role ? words.photo.role(entry.role) : '';
      if (entry.review === null) return t('students:timeline.reviewWithdrawn', { photo });
      const { verdict, reasons, note } = entry.review;
      const why = [...reasons.map((reason) => words.photo.reason(reason)), note].filter(
        (part) => part !== '',
      );
      return t(why.length === 0 ? 'students:timeline.review' : 'students:timeline.reviewWhy', {
        photo,
        verdict: words.photo.verdict(verdict),
        why: why.join(t('general:listJoin')),
      });
    }
    const source = SOURCES.find((name) => name === entry.source);
    if (entry.writing) return t('students:timeline.writing');
    if (source === 'staff') return t('students:timeline.edit');
    return t('students:timeline.change', { source: source ? words.source(source) : entry.source });
  };

  return (
    <section className="drawer-section" aria-label={t('students:timeline.title')}>
      <div className="drawer-title">
        <h3>{t('students:timeline.title')}</h3>
      </div>
      <ol className="timeline">
        {shown.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id; several may share a time
          <li key={`${entry.at}-${index}`}>
            <time className="timeline-time numbers soft" dateTime={new Date(entry.at).toISOString()}>
              {formatTime(entry.at, Date.now())}
            </time>
            <div>
              <span>{sentence(entry)}</span>
              <span className="soft"> {entry.actor}</span>
              {entry.batchFile !== null && <div className="soft">{entry.batchFile}</div>}
              {entry.note !== null && (
                <div className="timeline-note">
                  <VerdictNote note={entry.note} eventSource={entry.eventSource} />
                </div>
              )}
              <Repairs repairs={entry.repairs} words={words} />
              {entry.kind === 'change' && <Patch patch={entry.patch} words={words} />}
            </div>
          </li>
        ))}
      </ol>
      {entries.length > shown.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t('students:timeline.more', { count: entries.length - shown.length })}
        </Button>
      )}
    </section>
  );
}

/** What a file did not hold whole: which number, what it had of it, and where the whole one is from. */
function Repairs({ repairs, words }: { repairs: Entry['repairs']; words: Words }) {
  const { t } = useTranslation('students');
  return repairs.map(({ field, received, by, source }) => (
    <div key={field}>
      {t(`timeline.${repairSentence(by, source)}`, {
        field: words.label(field),
        received,
        source: source === null ? '' : words.source(source),
        by: by === null ? '' : words.label(by),
      })}
    </div>
  ));
}

function repairSentence(
  by: Entry['repairs'][number]['by'],
  source: Entry['repairs'][number]['source'],
): 'repairedByClass' | 'repairedByColumn' | 'repaired' {
  if (by === 'className') return 'repairedByClass';
  return source === null ? 'repairedByColumn' : 'repaired';
}

/** A first record fills many fields: that is said in a number; changes are shown field by field. */
function Patch({ patch, words }: { patch: StudentDetail['timeline'][number]['patch']; words: Words }) {
  const { t } = useTranslation(['students', 'general']);
  const changed = STUDENT_FIELDS.flatMap((field) => {
    const pair = patch[field];
    return pair ? [{ field, from: pair[0], to: pair[1] }] : [];
  });
  const isFirst = changed.length > 3 && changed.every((change) => change.from === null);
  if (isFirst) return <div className="soft">{t('students:timeline.filled', { count: changed.length })}</div>;
  return (
    <ul className="timeline-patch">
      {changed.map(({ field, from, to }) => (
        <li key={field}>
          {words.label(field)}
          {': '}
          <del>{from === null ? t('general:empty') : words.value(field, from)}</del>
          {' → '}
          <ins>{to === null ? t('general:empty') : words.value(field, to)}</ins>
        </li>
      ))}
    </ul>
  );
}
