import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../../text/useWords.ts';

export interface ListedRule {
  rule: { id: string; name: { zh: string; en: string } };
  from: 'program' | 'office';
  isUnreadable: boolean;
}

/** Rules by name on the left, the one that is looked at on the right. */
export function RuleBench<T extends ListedRule>({
  label,
  groups,
  shown,
  mark,
  onShow,
  children,
}: {
  label: string;
  /** In their order; `name` null: without a heading. */
  groups: readonly { name: string | null; rules: readonly T[] }[];
  /** Id. */
  shown: string;
  /** What else is said of one. */
  mark?: (rule: T) => string | null;
  onShow: (id: string) => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('caseRules');
  const words = useWords();
  return (
    <div className="rule-bench">
      <nav className="rule-list" aria-label={label}>
        {groups.map(({ name, rules }) => (
          <div key={name ?? ''}>
            {name !== null && <h2>{name}</h2>}
            <ul>
              {rules.map((one) => (
                <li key={one.rule.id}>
                  <button
                    type="button"
                    className="rule-name"
                    aria-current={one.rule.id === shown ? 'true' : undefined}
                    onClick={() => onShow(one.rule.id)}
                  >
                    <span>{words.cases.said(one.rule.name)}</span>
                    <span className="rule-marks">
                      {mark?.(one)}
                      {one.from === 'office' && <span className="soft">{t('from.office')}</span>}
                      {one.isUnreadable && <span className="rule-unreadable">{t('unreadable')}</span>}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="rule-place">{children}</div>
    </div>
  );
}
