import { EditOutlined, EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudentDetail } from '../../../shared/contract/students.ts';
import {
  MASKED_FIELDS,
  type PartialStudentValues,
  SOURCE_PRECEDENCE,
  STUDENT_FIELDS,
  type StudentField,
} from '../../../shared/domain/studentFields.ts';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useMay } from '../../state/useMay.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatTime } from '../../ui/formatTime.ts';
import { FieldEditor } from './FieldEditor.tsx';

function isMasked(field: StudentField): boolean {
  return (MASKED_FIELDS as readonly string[]).includes(field);
}

/** What each source says, field by field, beside the value in use; what differs is marked and named. */
export function RecordTable({ student, onChanged }: { student: StudentDetail; onChanged: () => void }) {
  const { t } = useTranslation(['students', 'general']);
  const words = useWords();
  const language = usePreferences((state) => state.language);
  const may = useMay();
  const table = useRef<HTMLTableElement>(null);
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  const [editing, setEditing] = useState<StudentField | null>(null);
  const [revealed, setRevealed] = useState<PartialStudentValues | null>(null);
  const reveal = useMutation(orpc.students.reveal.mutationOptions({ onSuccess: setRevealed }));

  const records = SOURCE_PRECEDENCE.flatMap((source) =>
    student.records.filter((record) => record.source === source),
  );
  const rows = STUDENT_FIELDS.filter((field) => field !== 'namePinyin').map((field) => {
    const used = student.values[field];
    const cells = records.map((record) => ({
      source: record.source,
      value: record.values[field],
      difference: record.differences[field] ?? null,
    }));
    return { field, used, cells, differs: cells.some((cell) => cell.difference !== null) };
  });
  const said = rows.filter((row) => row.used !== null || row.cells.some((cell) => cell.value != null));
  const differing = said.filter((row) => row.differs);
  const shown = onlyDiffering ? differing : said;
  const revealable = MASKED_FIELDS.some((field) => student.values[field] !== null);

  return (
    <section className="drawer-section" aria-label={t('students:record.table')}>
      <div className="drawer-title">
        <h3>{t('students:record.table')}</h3>
        {differing.length > 0 && (
          <span className="record-differing">
            {t('students:record.differing', { count: differing.length })}
          </span>
        )}
        <span className="drawer-title-space" />
        <Checkbox
          checked={onlyDiffering}
          disabled={differing.length === 0 && !onlyDiffering}
          onChange={(event) => setOnlyDiffering(event.target.checked)}
        >
          {t('students:record.onlyDiffering')}
        </Checkbox>
        {may('students.reveal') && (
          <Button
            size="small"
            disabled={!revealable}
            loading={reveal.isPending}
            aria-pressed={revealed !== null}
            icon={revealed === null ? <EyeOutlined /> : <EyeInvisibleOutlined />}
            title={t('general:masked.audited')}
            onClick={() => (revealed === null ? reveal.mutate({ id: student.id }) : setRevealed(null))}
          >
            {revealed === null ? t('students:record.reveal') : t('general:masked.hide')}
          </Button>
        )}
      </div>
      {reveal.isError && <ErrorNotice error={reveal.error} />}
      <table ref={table} className="record">
        <thead>
          <tr>
            <th scope="col">{t('students:record.field')}</th>
            <th scope="col">{t('students:record.used')}</th>
            {records.map((record) => (
              <th key={record.source} scope="col" title={record.batchFile ?? undefined}>
                {words.source(record.source)}
                <span className="record-date numbers">{formatTime(record.at, Date.now())}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ field, used, cells, differs }) =>
            editing === field ? (
              <tr key={field}>
                <td colSpan={records.length + 2}>
                  <FieldEditor
                    student={student}
                    field={field}
                    value={isMasked(field) ? (revealed?.[field] ?? '') : (used ?? '')}
                    onDone={(changed) => {
                      setEditing(null);
                      table.current?.closest<HTMLElement>('.drawer')?.focus();
                      if (changed) {
                        setRevealed(null);
                        onChanged();
                      }
                    }}
                  />
                </td>
              </tr>
            ) : (
              <tr key={field} className={differs ? 'differs' : undefined}>
                <th scope="row">{words.label(field)}</th>
                <td className="record-used numbers">
                  <span className="record-value">
                    {words.value(field, (isMasked(field) ? revealed?.[field] : null) ?? used)}
                  </span>
                  {may('students.setFields') && (
                    <Button
                      className="record-edit"
                      type="text"
                      size="small"
                      icon={<EditOutlined />}
                      aria-label={t('students:edit.button', { field: words.label(field) })}
                      title={t('students:edit.button', { field: words.label(field) })}
                      onClick={() => {
                        // What is masked can't be corrected without being seen.
                        if (isMasked(field) && used !== null && revealed === null) {
                          reveal.mutate({ id: student.id }, { onSuccess: () => setEditing(field) });
                        } else setEditing(field);
                      }}
                    />
                  )}
                </td>
                {cells.map(({ source, value, difference }) => (
                  <td
                    key={source}
                    className={difference === null ? 'numbers same' : 'numbers different'}
                    lang={language === 'zh' ? 'zh-CN' : undefined}
                  >
                    {value === undefined ? (
                      <span className="record-unsaid">·</span>
                    ) : (
                      words.value(field, value)
                    )}
                    {difference !== null && (
                      <span className="record-difference">{words.difference(difference)}</span>
                    )}
                  </td>
                ))}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}
