import { Input } from 'antd';
import type { Said } from '../../../../shared/domain/cases/caseType.ts';
import { useWords } from '../../../text/useWords.ts';

/**
 * A text of a rule in the language of the window. What had no text of its own in the other language, or the same, goes
 * along.
 */
export function TextIn({
  label,
  said,
  rows = 1,
  onChange,
}: {
  label: string;
  said: Said;
  rows?: number;
  onChange: (said: Said) => void;
}) {
  const { language } = useWords();
  const other = language === 'zh' ? 'en' : 'zh';
  const change = (text: string) =>
    onChange({
      ...said,
      [language]: text,
      ...(said[other] === '' || said[other] === said[language] ? { [other]: text } : {}),
    });
  const same = { 'aria-label': label, value: said[language], maxLength: 400 };
  return rows > 1 ? (
    <Input.TextArea {...same} rows={rows} onChange={(event) => change(event.target.value)} />
  ) : (
    <Input {...same} onChange={(event) => change(event.target.value)} />
  );
}
