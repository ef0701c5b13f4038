import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgressRow } from '../../../shared/contract/campaigns.ts';
import { type StatusGroup, statusesOf } from '../../../shared/domain/statusGroups.ts';
import { hashOf } from '../../state/route.ts';
import { type Completion, completionOf, formatRate } from '../../ui/completion.ts';
import { formatCount } from '../../ui/formatCount.ts';
import { GroupBar } from '../../ui/GroupBar.tsx';

/** Those who take part, by what has become of them. */
const COUNTED = ['done', 'open', 'person', 'photo', 'waiting'] as const;

type SortKey = 'name' | 'rate' | 'expected' | StatusGroup;

interface CollegeRow extends Completion {
  name: string;
}

function compare(left: CollegeRow, right: CollegeRow, key: SortKey): number {
  if (key === 'name') return left.name.localeCompare(right.name, 'zh-CN');
  if (key === 'rate') return (left.rate ?? 2) - (right.rate ?? 2);
  if (key === 'expected') return left.expected - right.expected;
  return left.groups[key] - right.groups[key];
}

/** Progress of every college, worst first; each number opens the students behind it. */
export function CollegeTable({ campaign, rows }: { campaign: string; rows: readonly ProgressRow[] }) {
  const { t } = useTranslation(['overview', 'general']);
  const [sort, setSort] = useState<{ key: SortKey; descending: boolean }>({ key: 'rate', descending: false });
  const colleges = rows
    .map((row): CollegeRow => ({ name: row.group[0] ?? '', ...completionOf(row) }))
    .sort((left, right) => {
      const order = compare(left, right, sort.key);
      return (sort.descending ? -order : order) || compare(left, right, 'name');
    });

  const heading = (key: SortKey, text: string, className = '') => {
    const sorted = sort.key === key;
    return (
      <th
        key={key}
        scope="col"
        className={className}
        aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      >
        <button
          type="button"
          className="college-sort"
          onClick={() =>
            setSort({ key, descending: sorted ? !sort.descending : key !== 'name' && key !== 'rate' })
          }
        >
          {text}
          <span className="college-arrow" aria-hidden>
            {sorted && (sort.descending ? <CaretDownOutlined /> : <CaretUpOutlined />)}
          </span>
        </button>
      </th>
    );
  };
  const link = (college: string, group?: StatusGroup) =>
    hashOf(
      'students',
      new URLSearchParams([
        ['campaign', campaign],
        ['f.collegeName', college],
        ...(group === undefined ? [] : statusesOf(group).map((status) => ['status', status])),
      ]),
    );

  return (
    <section className="panel colleges" aria-label={t('overview:colleges')}>
      <table>
        <thead>
          <tr>
            {heading('name', t('overview:college'), 'college-name')}
            <th scope="col" className="college-bar">
              <span className="visually-hidden">{t('overview:colleges')}</span>
            </th>
            {heading('rate', t('overview:rateShort'), 'college-rate')}
            {heading('expected', t('overview:expected'), 'number')}
            {COUNTED.map((group) => heading(group, t(`overview:group.${group}`), 'number'))}
          </tr>
        </thead>
        <tbody>
          {colleges.map((college) => {
            const name = college.name === '' ? t('overview:noCollege') : college.name;
            return (
              <tr key={college.name}>
                <th scope="row" className="college-name">
                  <a href={link(college.name)} title={t('overview:openList', { name })}>
                    {name}
                  </a>
                </th>
                <td className="college-bar">
                  <GroupBar groups={college.groups} />
                </td>
                <td className="college-rate numbers">{formatRate(college.rate)}</td>
                <td className="number numbers">{formatCount(college.expected)}</td>
                {COUNTED.map((group) => (
                  <td key={group} className="number numbers">
                    {college.groups[group] === 0 ? (
                      <span className="zero">0</span>
                    ) : (
                      <a href={link(college.name, group)}>{formatCount(college.groups[group])}</a>
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
