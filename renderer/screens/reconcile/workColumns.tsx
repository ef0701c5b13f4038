import type { MissingPerson, WorkItem } from '../../../shared/contract/reconcile.ts';
import { TRUE_DIFFERENCES } from '../../../shared/domain/differenceKind.ts';
import type { FileSource } from '../../../shared/domain/studentFields.ts';
import type { Words } from '../../text/useWords.ts';
import { formatTime } from '../../ui/formatTime.ts';
import type { GridColumn } from '../../ui/grid/gridColumn.ts';
import { MarkedText } from './MarkedText.tsx';

function column<Row>(
  id: string,
  title: string,
  [width, share]: [number, number],
  render: (row: Row) => React.ReactNode,
  numeric = false,
): GridColumn<Row> {
  const track = share === 0 ? `${width}px` : `minmax(${width}px, ${share}fr)`;
  return { id, title, track, minWidth: width, sortKey: null, numeric, render };
}

const plain = (value: string | null | undefined) => <span title={value ?? ''}>{value ?? ''}</span>;

/** A difference in a line: who, what, and what each source says. */
export function workColumns(
  sources: readonly FileSource[],
  words: Words,
  titles: { field: string; kind: string; decision: string; actor: string; at: string } & { decided: boolean },
  pendingOf: (row: WorkItem) => string | undefined,
): GridColumn<WorkItem>[] {
  const isWide = sources.length > 2;
  const number = column<WorkItem>(
    'studentNo',
    words.label('studentNo'),
    [100, 0],
    (row) => plain(row.studentNo ?? row.examNo),
    true,
  );
  return [
    column('name', words.label('name'), [72, 0.5], ({ name }) => <strong>{name}</strong>),
    // Three sources need the room: the number then comes last, and stands in the detail anyway.
    ...(isWide ? [] : [number]),
    column('field', titles.field, [72, 0.4], ({ field }) => plain(words.label(field))),
    ...sources.map((source) =>
      column<WorkItem>(source, words.source(source), [isWide ? 92 : 80, 1], ({ field, values, marks }) => {
        const value = values[source];
        if (value === undefined) return <span className="soft">–</span>;
        const said = words.value(field, value);
        return (
          <span title={said}>
            {said === value ? <MarkedText value={value} marks={marks[source] ?? []} /> : said}
          </span>
        );
      }),
    ),
    ...(titles.decided
      ? [
          column<WorkItem>('decision', titles.decision, [104, 0.6], (row) => {
            const { decision } = row;
            return plain(pendingOf(row) ?? (decision && words.decision(decision.kind, decision.source)));
          }),
          column<WorkItem>('actor', titles.actor, [72, 0.3], ({ decision }) => plain(decision?.actor)),
          column<WorkItem>(
            'at',
            titles.at,
            [96, 0],
            ({ decision }) => plain(decision?.at == null ? '' : formatTime(decision.at, Date.now())),
            true,
          ),
        ]
      : [
          column<WorkItem>('kind', titles.kind, [112, 0.5], (row) => {
            const { kind, state } = row;
            const pending = pendingOf(row);
            if (pending !== undefined) return <span className="kind-tag pending">{pending}</span>;
            return (
              <span className={TRUE_DIFFERENCES.has(kind) ? 'kind-tag true' : 'kind-tag'}>
                {state === 'returned' ? words.workState('returned') : words.difference(kind)}
              </span>
            );
          }),
        ]),
    ...(isWide ? [number] : []),
  ];
}

export function personColumns(
  words: Words,
  titles: { sources: string; explained: string | null },
  join: string,
): GridColumn<MissingPerson>[] {
  return [
    column('name', words.label('name'), [100, 0.6], ({ name }) => <strong>{name}</strong>),
    column('studentNo', words.label('studentNo'), [116, 0.4], (row) => plain(row.studentNo), true),
    column('examNo', words.label('examNo'), [136, 0.4], (row) => plain(row.examNo), true),
    column('idNumber', words.label('idNumber'), [164, 0.4], (row) => plain(row.idNumber), true),
    column('birthDate', words.label('birthDate'), [96, 0.2], (row) => plain(row.birthDate), true),
    column('college', words.label('collegeName'), [120, 1], (row) => plain(row.college)),
    column('sources', titles.sources, [120, 0.6], (row) =>
      plain(row.sources.map((source) => words.source(source)).join(join)),
    ),
    ...(titles.explained === null
      ? []
      : [column<MissingPerson>('explained', titles.explained, [112, 0.3], (row) => plain(row.explained))]),
  ];
}
