import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CorrectionProfile } from '../../../../shared/domain/cases/correctionRules.ts';
import { STUDENT_FIELDS, type StudentField } from '../../../../shared/domain/studentFields.ts';
import { useWords } from '../../../text/useWords.ts';
import { ownId } from './ownCopy.ts';
import { TextIn } from './TextIn.tsx';

const DECIDERS = ['school', 'province', 'refused'] as const;
const ALLOWED = ['allowed', 'refused'] as const;

/** Who decides about which field, when the province takes applications, what it refuses and what it asks for. */
export function ProfileForm({
  profile,
  onChange,
}: {
  profile: CorrectionProfile;
  onChange: (part: Partial<CorrectionProfile>) => void;
}) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  const id = useId();
  const deciders = DECIDERS.map((value) => ({ value, label: t(`profile.by.${value}`) }));
  const named = Object.entries(profile.fields) as [
    StudentField,
    NonNullable<CorrectionProfile['fields'][StudentField]>,
  ][];
  const free = STUDENT_FIELDS.filter((field) => profile.fields[field] === undefined);
  return (
    <div className="rule-form">
      <div className="rule-lines">
        {(['others', 'nameAndNumber'] as const).map((key) => (
          <div key={key} className="rule-line">
            <label htmlFor={`${id}-${key}`}>{t(`profile.${key}`)}</label>
            <Select
              id={`${id}-${key}`}
              value={profile[key]}
              options={deciders}
              onChange={(by) => onChange({ [key]: by })}
            />
          </div>
        ))}
        {(['inFirstYear', 'afterTopUp', 'inGraduationTerm'] as const).map((key) => (
          <div key={key} className="rule-line">
            <label htmlFor={`${id}-${key}`}>{t(`profile.${key}`)}</label>
            <Select
              id={`${id}-${key}`}
              value={profile[key]}
              options={ALLOWED.map((value) => ({ value, label: t(`profile.allow.${value}`) }))}
              onChange={(allowed) => onChange({ [key]: allowed })}
            />
          </div>
        ))}
      </div>

      <h3>{t('profile.fields')}</h3>
      {named.map(([field, { by, note }]) => (
        <div key={field} className="rule-row">
          <span className="rule-row-name">{words.label(field)}</span>
          <Select
            className="rule-short"
            aria-label={t('profile.whoDecides', { field: words.label(field) })}
            value={by}
            options={deciders}
            onChange={(next) => onChange({ fields: { ...profile.fields, [field]: { by: next, note } } })}
          />
          <span className="soft rule-row-rest">{note === null ? '' : words.cases.said(note)}</span>
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('removeOf', { name: words.label(field) })}
            onClick={() => {
              const { [field]: _, ...fields } = profile.fields;
              onChange({ fields });
            }}
          />
        </div>
      ))}
      <Select
        className="rule-add"
        aria-label={t('profile.addField')}
        placeholder={t('profile.addField')}
        showSearch={{ optionFilterProp: 'label' }}
        value={null}
        options={free.map((field) => ({ value: field, label: words.label(field) }))}
        onChange={(field: StudentField | null) => {
          if (field !== null)
            onChange({ fields: { ...profile.fields, [field]: { by: 'school', note: null } } });
        }}
      />

      <h3>{t('profile.windows')}</h3>
      {profile.windows.length === 0 && <p className="soft rule-help">{t('profile.always')}</p>}
      {profile.windows.map((window, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a window has no name of its own, and windows never move
        <div key={at} className="rule-row">
          {(['from', 'to'] as const).map((end) => (
            <Input
              key={end}
              className="rule-day"
              aria-label={t(`profile.${end}`, { number: at + 1 })}
              placeholder={t('profile.monthDay')}
              value={window[end]}
              onChange={(event) =>
                onChange({
                  windows: profile.windows.map((one, n) =>
                    n === at ? { ...one, [end]: event.target.value } : one,
                  ),
                })
              }
            />
          ))}
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('removeOf', { name: `${window.from} ${window.to}` })}
            onClick={() => onChange({ windows: profile.windows.filter((_, n) => n !== at) })}
          />
        </div>
      ))}
      <Button
        className="rule-more"
        size="small"
        icon={<PlusOutlined />}
        onClick={() => onChange({ windows: [...profile.windows, { from: '03-01', to: '03-31' }] })}
      >
        {t('profile.addWindow')}
      </Button>

      <h3>{t('profile.materials')}</h3>
      {profile.materials.map((material, at) => {
        const setOne = (part: Partial<typeof material>) =>
          onChange({ materials: profile.materials.map((one, n) => (n === at ? { ...one, ...part } : one)) });
        return (
          <div key={material.id} className="rule-row">
            <TextIn
              label={t('material.name', { number: at + 1 })}
              said={material.name}
              onChange={(name) => setOne({ name })}
            />
            <Select
              mode="multiple"
              className="rule-colleges"
              maxTagCount="responsive"
              aria-label={t('material.fields', { name: words.cases.said(material.name) })}
              placeholder={t('material.always')}
              value={material.fields}
              options={STUDENT_FIELDS.map((field) => ({ value: field, label: words.label(field) }))}
              onChange={(fields) => setOne({ fields })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('removeOf', { name: words.cases.said(material.name) })}
              onClick={() => onChange({ materials: profile.materials.filter((_, n) => n !== at) })}
            />
          </div>
        );
      })}
      <Button
        className="rule-more"
        size="small"
        icon={<PlusOutlined />}
        onClick={() =>
          onChange({
            materials: [
              ...profile.materials,
              { id: `${profile.id}-${ownId(profile.materials)}`, name: { zh: '', en: '' }, fields: [] },
            ],
          })
        }
      >
        {t('material.add')}
      </Button>
    </div>
  );
}
