import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseMaterial, CaseType } from '../../../../shared/domain/cases/caseType.ts';
import { useWords } from '../../../text/useWords.ts';
import '../../../ui/PlainTable.css';
import { ownId } from './ownCopy.ts';
import { TextIn } from './TextIn.tsx';

/** The proofs that are asked for, and how good they have to be. */
export function MaterialRows({
  type,
  onChange,
}: {
  type: CaseType;
  onChange: (materials: CaseMaterial[]) => void;
}) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const { materials } = type;
  const setOne = (id: string, part: Partial<CaseMaterial>) =>
    onChange(materials.map((one) => (one.id === id ? { ...one, ...part } : one)));
  return (
    <>
      {materials.length > 0 && (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('material.proof')}</th>
              <th scope="col">{t('material.when')}</th>
              <th scope="col">{t('material.needed')}</th>
              <th scope="col">{t('material.twoSided')}</th>
              <th scope="col">{t('material.dpi')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {materials.map((material, at) => {
              const name = words.cases.said(material.name);
              return (
                <tr key={material.id}>
                  <td className="rule-wide">
                    <TextIn
                      label={t('material.name', { number: at + 1 })}
                      said={material.name}
                      onChange={(said) => setOne(material.id, { name: said })}
                    />
                  </td>
                  <td className="soft">{whenOf(material)}</td>
                  <td>
                    <Checkbox
                      aria-label={t('material.neededOf', { name })}
                      checked={material.isNeeded}
                      onChange={(event) => setOne(material.id, { isNeeded: event.target.checked })}
                    />
                  </td>
                  <td>
                    <Checkbox
                      aria-label={t('material.twoSidedOf', { name })}
                      checked={material.isTwoSided}
                      onChange={(event) => setOne(material.id, { isTwoSided: event.target.checked })}
                    />
                  </td>
                  <td>
                    <InputNumber
                      className="rule-count"
                      aria-label={t('material.dpiOf', { name })}
                      min={50}
                      max={1200}
                      precision={0}
                      value={material.leastDpi}
                      onChange={(leastDpi) => setOne(material.id, { leastDpi })}
                    />
                  </td>
                  <td>
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={t('removeOf', { name })}
                      onClick={() => onChange(materials.filter(({ id }) => id !== material.id))}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <Button
        className="rule-more"
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange([...materials, { ...NEW, id: ownId(materials) }])}
      >
        {t('material.add')}
      </Button>
    </>
  );

  /** For which answers or corrections it is asked; nothing: always. */
  function whenOf({ fields, when }: CaseMaterial): string {
    const item = type.form.find(({ id }) => id === when?.item);
    const answers = item?.choices
      .filter(({ id }) => when!.is.includes(id))
      .map((one) => words.cases.said(one.name));
    return [...fields.map(words.label), ...(answers ?? [])].join(words.language === 'zh' ? '、' : ', ');
  }
}

const NEW: Omit<CaseMaterial, 'id'> = {
  name: { zh: '', en: '' },
  isNeeded: true,
  fields: [],
  when: null,
  isTwoSided: false,
  leastDpi: null,
  mostBytes: null,
  help: null,
};
