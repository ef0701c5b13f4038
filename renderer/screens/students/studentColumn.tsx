import type { TFunction } from 'i18next';
import type { StudentRow } from '../../../shared/contract/students.ts';
import { FILE_SOURCES, type StudentField } from '../../../shared/domain/studentFields.ts';
import type { Words } from '../../text/useWords.ts';
import type { GridColumn } from '../../ui/grid/gridColumn.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { SyncMark } from './SyncMark.tsx';

/** Width in px, and what share of the room left over the column takes. */
const WIDTHS: Partial<Record<StudentField, [number, number]>> = {
  examNo: [136, 0],
  studentNo: [116, 0],
  gender: [48, 0],
  birthDate: [96, 0],
  idType: [112, 0],
  idNumber: [160, 0],
  ethnicity: [80, 0],
  collegeName: [112, 1.2],
  departmentName: [112, 1],
  className: [104, 1],
  majorName: [112, 1.2],
  majorCode: [80, 0],
  level: [72, 0],
  duration: [56, 0],
  grade: [64, 0],
  enrolDate: [96, 0],
  expectedGraduationDate: [96, 0],
  registrationStatus: [88, 0],
  phone: [112, 0],
  email: [152, 0],
};
const NUMERIC: ReadonlySet<StudentField> = new Set([
  'examNo',
  'studentNo',
  'birthDate',
  'idNumber',
  'majorCode',
  'grade',
  'enrolDate',
  'expectedGraduationDate',
  'phone',
]);
const SORT_KEY: Partial<Record<StudentField, string>> = {
  className: 'class',
  studentNo: 'studentNo',
  examNo: 'examNo',
};

export function studentColumns(
  fields: readonly StudentField[],
  widths: Readonly<Record<string, number>>,
  words: Words,
  t: TFunction<['students', 'general']>,
): GridColumn<StudentRow>[] {
  const tracked = (id: string, usual: number, share = 0) => {
    const own = widths[id];
    if (own !== undefined) return { track: `${own}px`, minWidth: own };
    return {
      track: share === 0 ? `${usual}px` : `minmax(${usual}px, ${share}fr)`,
      minWidth: usual,
    };
  };
  const name: GridColumn<StudentRow> = {
    id: 'name',
    title: words.label('name'),
    ...tracked('name', 108),
    sortKey: 'name',
    numeric: false,
    render: (row, open) => (
      <span className="student-name-cell">
        <button
          type="button"
          tabIndex={-1}
          className="student-name"
          title={row.values.name ?? ''}
          onClick={open}
        >
          {row.values.name ?? t('students:nameless')}
        </button>
        <SyncMark student={row.id} />
      </span>
    ),
  };
  const ofFields = fields
    .filter((field) => field !== 'name')
    .map((field): GridColumn<StudentRow> => {
      const [width, share] = WIDTHS[field] ?? [104, 0];
      return {
        id: field,
        title: words.label(field),
        ...tracked(field, width, share),
        sortKey: SORT_KEY[field] ?? null,
        numeric: NUMERIC.has(field),
        render: (row) => {
          const value = words.value(field, row.values[field]);
          return <span title={value}>{value}</span>;
        },
      };
    });
  return [
    name,
    {
      id: 'status',
      title: t('students:column.status'),
      ...tracked('status', 124),
      sortKey: 'status',
      numeric: false,
      render: (row) => <StatusTag status={row.status} title={words.statusReason(row.statusReason)} />,
    },
    ...ofFields,
    {
      id: 'photos',
      title: t('students:column.photos'),
      ...tracked('photos', 68),
      sortKey: null,
      numeric: false,
      render: (row) => <PhotoMarks row={row} t={t} />,
    },
    {
      id: 'sources',
      title: t('students:column.sources'),
      ...tracked('sources', 104),
      sortKey: null,
      numeric: false,
      render: (row) => <SourceMarks row={row} words={words} t={t} />,
    },
  ];
}

interface MarksProps {
  row: StudentRow;
  t: TFunction<['students', 'general']>;
}

function PhotoMarks({ row, t }: MarksProps) {
  const say = (has: boolean) => t(has ? 'students:photo.has' : 'students:photo.hasNot');
  const text = t('students:photo.both', {
    admission: say(row.photos.admission !== null),
    graduation: say(row.photos.graduation !== null),
  });
  return (
    <span className="marks" role="img" aria-label={text} title={text}>
      <i className={row.photos.admission === null ? 'mark' : 'mark on'}>
        {t('students:photo.admissionMark')}
      </i>
      <i className={row.photos.graduation === null ? 'mark' : 'mark on'}>
        {t('students:photo.graduationMark')}
      </i>
    </span>
  );
}

function SourceMarks({ row, words, t }: MarksProps & { words: Words }) {
  const names = row.sources.map((source) => words.source(source)).join(t('general:listJoin'));
  const text = row.differing ? t('students:sourcesDiffer', { sources: names }) : names;
  return (
    <span className="marks" role="img" aria-label={text} title={text}>
      {FILE_SOURCES.map((source) => (
        <i key={source} className={row.sources.includes(source) ? 'mark on' : 'mark'}>
          {t(`students:sourceMark.${source}`)}
        </i>
      ))}
      <i className={row.differing ? 'mark differs' : 'mark none'}>≠</i>
    </span>
  );
}
