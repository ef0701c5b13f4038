import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordState } from '../../../shared/contract/sync.ts';
import { orpc } from '../../rpc/core.ts';
import './SyncMark.css';

const Marks = createContext<ReadonlyMap<string, RecordState>>(new Map());

/** Knows of the students in sight who of them is not simply at the hub; asks nothing where there is none. */
export function SyncMarks({ students, children }: { students: readonly string[]; children: ReactNode }) {
  const { data: status } = useQuery(orpc.sync.status.queryOptions());
  const isJoined = status !== undefined && status.phase !== 'none' && status.phase !== 'asking';
  const { data } = useQuery(
    orpc.sync.marks.queryOptions({
      input: { students: [...students] },
      enabled: isJoined && students.length > 0,
      // What stood there stays until what stands now has come.
      placeholderData: (before) => before,
    }),
  );
  const marks = useMemo(() => new Map(data?.map(({ student, state }) => [student, state])), [data]);
  return <Marks.Provider value={marks}>{children}</Marks.Provider>;
}

const SIGN: Record<Exclude<RecordState, 'registered'>, string> = {
  waiting: '↑',
  conflict: '≠',
  refused: '!',
};

/** Beside a name: that something of this student waits, is disputed or was refused. */
export function SyncMark({ student }: { student: string }) {
  const { t } = useTranslation('sync');
  const state = useContext(Marks).get(student);
  if (state === undefined || state === 'registered') return null;
  const text = t(`state.${state}`);
  return (
    <i className={`sync-mark sync-mark-${state}`} role="img" aria-label={text} title={text}>
      {SIGN[state]}
    </i>
  );
}
