import { SettingOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STUDENT_FIELDS, type StudentField } from '../../../shared/domain/studentFields.ts';
import { useStudentColumns } from '../../state/studentColumns.ts';
import { useWords } from '../../text/useWords.ts';
import { ChoiceList } from './ChoiceList.tsx';

const CHOOSABLE = STUDENT_FIELDS.filter((field) => field !== 'name');

/** Which fields the table shows. */
export function ColumnMenu() {
  const { t } = useTranslation(['students', 'general']);
  const words = useWords();
  const fields = useStudentColumns((state) => state.fields);
  const setFields = useStudentColumns((state) => state.setFields);
  const reset = useStudentColumns((state) => state.reset);
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      styles={{ container: { padding: 0 } }}
      content={
        <>
          <ChoiceList
            label={t('students:columns.label')}
            choices={CHOOSABLE.map((field) => ({ value: field, label: words.label(field), count: null }))}
            chosen={fields}
            onChange={(values) => setFields(inOrder(values, fields))}
            onDone={() => setOpen(false)}
          />
          <div className="choices-foot">
            <Button type="text" size="small" onClick={reset}>
              {t('students:columns.reset')}
            </Button>
          </div>
        </>
      }
    >
      <Button
        icon={<SettingOutlined />}
        aria-label={t('students:columns.label')}
        title={t('students:columns.label')}
      />
    </Popover>
  );
}

/** The columns that stay keep their places; new ones come after them. */
function inOrder(values: readonly string[], before: readonly StudentField[]): StudentField[] {
  return [
    ...before.filter((field) => values.includes(field)),
    ...CHOOSABLE.filter((field) => values.includes(field) && !before.includes(field)),
  ];
}
