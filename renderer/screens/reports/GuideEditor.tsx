import { Alert, Button, Input, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { GuideContact } from '../../../shared/contract/guides.ts';
import {
  GUIDE_FIELDS,
  GUIDE_PARTS,
  type GuidePart,
  guideFieldName,
  unknownGuideFields,
} from '../../../shared/domain/guideText.ts';
import { useMay } from '../../state/useMay.ts';
import { wordsOf } from '../../text/useWords.ts';

const CONTACT_FIELDS = [
  'office',
  'address',
  'phone',
  'hours',
  'deadline',
] as const satisfies (keyof GuideContact)[];
const CONTACT_LENGTHS: Record<keyof GuideContact, number> = {
  office: 60,
  address: 120,
  phone: 60,
  hours: 120,
  deadline: 60,
};

export interface ChosenGuide {
  part: GuidePart;
  lang: 'zh' | 'en';
}

/** Which guide, its text, and what the office fills in for all of them. */
export function GuideEditor({
  chosen,
  body,
  edited,
  contact,
  hints,
  changed,
  saving,
  onChoose,
  onBody,
  onContact,
  onSave,
  onReset,
}: {
  chosen: ChosenGuide;
  body: string;
  /** Whether the office has a text of its own. */
  edited: boolean;
  contact: GuideContact;
  /** What stands in the guide where the office fills nothing in. */
  hints: Partial<GuideContact>;
  /** Whether anything is not saved yet. */
  changed: boolean;
  saving: boolean;
  onChoose: (chosen: ChosenGuide) => void;
  onBody: (body: string) => void;
  onContact: (contact: GuideContact) => void;
  onSave: () => void;
  onReset: () => void;
}) {
  const { t } = useTranslation('reports');
  const { lang, part } = chosen;
  const unknown = unknownGuideFields(body);
  const mayWrite = useMay()('guides.save');
  return (
    <form
      className="guide-editor"
      aria-label={t('guide.edit')}
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) onSave();
      }}
    >
      <div className="guide-line">
        <Select
          className="guide-part"
          aria-label={t('guide.which')}
          value={part}
          options={GUIDE_PARTS.map((value) => ({ value, label: wordsOf(lang).guide.name[value] }))}
          onChange={(value) => onChoose({ ...chosen, part: value })}
        />
        <Segmented
          aria-label={t('guide.lang')}
          value={lang}
          options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`guide.langs.${value}`) }))}
          onChange={(value) => onChoose({ ...chosen, lang: value })}
        />
      </div>
      <div className="guide-contact">
        {CONTACT_FIELDS.map((field) => (
          <div key={field} className="guide-filled-in">
            <label htmlFor={`guide-${field}`}>{t(`guide.contact.${field}`)}</label>
            <Input
              id={`guide-${field}`}
              size="small"
              value={contact[field]}
              placeholder={hints[field] ?? ''}
              maxLength={CONTACT_LENGTHS[field]}
              readOnly={!mayWrite}
              onChange={(event) => onContact({ ...contact, [field]: event.target.value })}
            />
          </div>
        ))}
      </div>
      <Input.TextArea
        className="guide-body"
        aria-label={t('guide.body')}
        lang={lang === 'zh' ? 'zh-CN' : 'en'}
        value={body}
        maxLength={20_000}
        readOnly={!mayWrite}
        onChange={(event) => onBody(event.target.value)}
      />
      <p className="soft guide-help">
        {t('guide.help', {
          fields: GUIDE_FIELDS.map((field) => `{${guideFieldName(field, lang)}}`).join(' '),
        })}
      </p>
      {unknown.length > 0 && (
        <Alert
          type="warning"
          title={t('guide.unknown', { fields: unknown.map((name) => `{${name}}`).join(' ') })}
        />
      )}
      <div className="guide-line">
        {mayWrite && (
          <>
            <Button
              type="primary"
              htmlType="submit"
              disabled={!changed || body.trim() === ''}
              loading={saving}
            >
              {t('guide.save')}
            </Button>
            <Button disabled={!edited} onClick={onReset}>
              {t('guide.reset')}
            </Button>
          </>
        )}
        <span className="soft">{t(changed ? 'guide.notSaved' : edited ? 'guide.own' : 'guide.shipped')}</span>
      </div>
    </form>
  );
}
