import { Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

export interface OfferedPassphrase {
  next: string;
  again: string;
}

/** Offers to protect the data by a passphrase from the first moment on; left empty, nothing is asked when it opens. */
export function PassphraseOffer({
  value,
  disabled,
  onChange,
}: {
  value: OfferedPassphrase;
  disabled: boolean;
  onChange: (value: OfferedPassphrase) => void;
}) {
  const { t } = useTranslation('welcome');
  const id = useId();
  const { next, again } = value;
  return (
    <fieldset className="welcome-passphrase" disabled={disabled}>
      <legend>{t('passphrase.title')}</legend>
      <p className="soft">{t('passphrase.protects')}</p>
      <label htmlFor={`${id}-next`}>{t('passphrase.next')}</label>
      <Input.Password
        id={`${id}-next`}
        autoComplete="new-password"
        maxLength={1000}
        value={next}
        onChange={(event) => onChange({ next: event.target.value, again })}
      />
      {next !== '' && (
        <>
          <label htmlFor={`${id}-again`}>{t('passphrase.again')}</label>
          <Input.Password
            id={`${id}-again`}
            autoComplete="new-password"
            maxLength={1000}
            value={again}
            onChange={(event) => onChange({ next, again: event.target.value })}
          />
          {again !== '' && again !== next && <p role="alert">{t('passphrase.differs')}</p>}
          <p>{t('passphrase.lost')}</p>
        </>
      )}
    </fieldset>
  );
}
