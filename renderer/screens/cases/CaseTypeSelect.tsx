import { Select } from 'antd';
import { CASE_GROUPS, type CaseType } from '../../../shared/domain/cases/caseType.ts';
import { useWords } from '../../text/useWords.ts';

/** Which type a case is to be of, in a dialog; below it what the type is for. */
export function CaseTypeSelect({
  id,
  types,
  value,
  onChange,
}: {
  /** Of the field, for its label. */
  id: string;
  types: readonly CaseType[];
  value: string | null;
  onChange: (type: string) => void;
}) {
  const words = useWords();
  const chosen = types.find((one) => one.id === value);
  return (
    <>
      <Select
        id={id}
        // Within the dialog: what is outside of it can't be reached while it is open.
        getPopupContainer={(node) => node.parentElement ?? node}
        showSearch={{ optionFilterProp: 'label' }}
        value={value}
        options={CASE_GROUPS.map((group) => ({
          label: words.cases.group(group),
          options: types
            .filter((one) => one.group === group)
            .map((one) => ({ value: one.id, label: words.cases.said(one.name) })),
        }))}
        onChange={onChange}
      />
      {chosen && <p className="soft open-case-about">{words.cases.said(chosen.about)}</p>}
    </>
  );
}
