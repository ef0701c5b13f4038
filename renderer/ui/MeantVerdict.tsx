import { Select } from 'antd';
import { verdictWord } from '../../shared/domain/verdictWords.ts';
import { VERDICTS } from '../../shared/domain/verificationStatus.ts';
import { useWords } from '../text/useWords.ts';

interface Props {
  label: string;
  placeholder?: string;
  /** The word of a verdict; null: none is chosen. */
  value: string | null;
  size?: 'small' | 'middle';
  className?: string;
  onChange: (meant: string) => void;
}

/** What a list's word for a verification means: one of a few, by the word of each that the dictionary keeps. */
export function MeantVerdict({ label, ...props }: Props) {
  const text = useWords();
  return (
    <Select
      {...props}
      aria-label={label}
      options={VERDICTS.map((verdict) => ({ value: verdictWord(verdict), label: text.verdict(verdict) }))}
    />
  );
}
