import { Segmented } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseType } from '../../../shared/domain/cases/caseType.ts';
import { useMay } from '../../state/useMay.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { OpenListedCases } from './OpenListedCases.tsx';
import { OpenOneCase } from './OpenOneCase.tsx';

const FOR_WHOM = ['one', 'listed'] as const;

/** Opens a case for one student, who is named by a number or comes from another page, or for those of a list. */
export function OpenCase({
  types,
  student,
  onClose,
}: {
  types: readonly CaseType[];
  /** An id; empty: to be named. */
  student: string;
  /** `opened`: the case to be looked at. */
  onClose: (opened: string | null) => void;
}) {
  const { t } = useTranslation('cases');
  const may = useMay();
  const dialog = useRef<HTMLDialogElement>(null);
  const [whom, setWhom] = useState<(typeof FOR_WHOM)[number]>('one');
  return (
    <DialogFrame dialog={dialog} className="open-case" title={t('open.title')} onClose={() => onClose(null)}>
      {student === '' && may('caseWork.openListed') && (
        <Segmented
          className="open-case-whom"
          aria-label={t('open.whom')}
          value={whom}
          options={FOR_WHOM.map((value) => ({ value, label: t(`open.${value}`) }))}
          onChange={setWhom}
        />
      )}
      {whom === 'one' ? (
        <OpenOneCase types={types} student={student} onOpened={onClose} />
      ) : (
        <OpenListedCases types={types} />
      )}
    </DialogFrame>
  );
}
