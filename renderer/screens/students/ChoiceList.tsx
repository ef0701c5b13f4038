import { Input } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/formatCount.ts';

export interface Choice {
  value: string;
  label: string;
  /** null: not counted. */
  count: number | null;
}

/** More than these are found by typing. */
const SHOWN = 200;
const TYPING_FROM = 9;

/** Values to tick, with how many students each would give. Up and down move, Space ticks, Enter closes. */
export function ChoiceList({
  label,
  choices,
  chosen,
  loading = false,
  onChange,
  onDone,
}: {
  label: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  loading?: boolean;
  onChange: (values: string[]) => void;
  onDone: () => void;
}) {
  const { t } = useTranslation(['students', 'general']);
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found =
    wanted === '' ? choices : choices.filter((choice) => choice.label.toLowerCase().includes(wanted));
  const shown = found.slice(0, SHOWN);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const items = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input')];
    const at = items.indexOf(document.activeElement as HTMLInputElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      items[Math.max(0, Math.min(items.length - 1, at + step))]?.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const only = shown[0];
      if (wanted !== '' && shown.length === 1 && only) onChange([...new Set([...chosen, only.value])]);
      onDone();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      onDone();
    }
  };

  return (
    <fieldset className="choices" aria-label={label} onKeyDown={onKeyDown}>
      {choices.length >= TYPING_FROM && (
        <Input
          className="choices-search"
          autoFocus
          allowClear
          value={text}
          placeholder={t('students:filter.find', { label })}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      <div className="choices-list">
        {shown.map((choice, index) => (
          <label key={choice.value} className="choice">
            <input
              type="checkbox"
              // biome-ignore lint/a11y/noAutofocus: the panel was just opened by the person
              autoFocus={choices.length < TYPING_FROM && index === 0}
              checked={chosen.includes(choice.value)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...chosen, choice.value]
                    : chosen.filter((value) => value !== choice.value),
                )
              }
            />
            <span className="choice-label" title={choice.label}>
              {choice.label}
            </span>
            <span className="choice-count numbers">
              {choice.count === null ? '' : formatCount(choice.count)}
            </span>
          </label>
        ))}
        {loading && choices.length === 0 && <p className="choices-note">{t('general:loading')}</p>}
        {!loading && shown.length === 0 && <p className="choices-note">{t('students:filter.nothing')}</p>}
        {found.length > shown.length && (
          <p className="choices-note">{t('students:filter.more', { count: found.length - shown.length })}</p>
        )}
      </div>
    </fieldset>
  );
}
