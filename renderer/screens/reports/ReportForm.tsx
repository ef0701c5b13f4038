import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Radio, Segmented, Select } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import {
  CAMPAIGN_REPORTS,
  CLASS_REPORTS,
  NUMBERED_REPORTS,
  PAGE_REPORTS,
  type ReportKind,
  type ReportRequest,
  STUDENT_REPORTS,
} from '../../../shared/contract/reports.ts';
import { GROUP_BY } from '../../../shared/domain/groupFields.ts';
import { STUDENT_FIELDS } from '../../../shared/domain/studentFields.ts';
import { orpc } from '../../rpc/core.ts';
import { studentQueryOf } from '../../state/studentQueryOf.ts';
import { useWords, type Words } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import { CaseChoice } from './CaseChoice.tsx';
import {
  hasOtherFilters,
  REPORT_FIELDS,
  reportProblem,
  withField,
  withoutOtherFilters,
} from './reportDraft.ts';

const FORMATS = ['pdf', 'xlsx'] as const;

/** Which report, of whom, how; and how much that is, before it is made. */
export function ReportForm({
  request,
  running,
  onChange,
  onMake,
}: {
  request: ReportRequest;
  running: boolean;
  onChange: (request: ReportRequest) => void;
  onMake: () => void;
}) {
  const { t } = useTranslation(['reports', 'students', 'campaigns', 'general']);
  const text = useWords();
  const { data: campaigns } = useQuery(orpc.campaigns.list.queryOptions());
  const { data: facets } = useQuery(
    orpc.students.facets.queryOptions({
      input: {
        query: studentQueryOf(request.filter.fields, request.campaign),
        fields: [...REPORT_FIELDS],
      },
      placeholderData: keepPreviousData,
    }),
  );
  const estimate = useQuery(
    orpc.reports.estimate.queryOptions({
      input: request,
      enabled: reportProblem(request, null) === null,
      placeholderData: keepPreviousData,
    }),
  );
  const students = estimate.data?.students ?? null;
  const problem = reportProblem(request, students);
  const reason = running
    ? t('reports:problem.running')
    : problem === null
      ? null
      : t(`reports:problem.${problem}`);

  return (
    <form
      className="report-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === null) onMake();
      }}
    >
      <div className="report-form-fields">
        <Radio.Group
          className="report-kinds"
          aria-label={t('reports:kindLabel')}
          value={request.kind}
          onChange={(event) => onChange({ ...request, kind: event.target.value })}
        >
          {PAGE_REPORTS.map((kind) => (
            <Radio
              key={kind}
              value={kind}
              className={request.kind === kind ? 'report-kind current' : 'report-kind'}
            >
              <strong>{t(`reports:kind.${kind}`)}</strong>
              {request.kind === kind && <span className="soft">{t(`reports:kindHelp.${kind}`)}</span>}
            </Radio>
          ))}
        </Radio.Group>
        {request.kind !== 'case-form' && (
          <div className="report-field">
            <label htmlFor="report-campaign">{t('reports:campaign')}</label>
            <Select
              id="report-campaign"
              value={request.campaign ?? ''}
              options={[
                ...(CAMPAIGN_REPORTS.includes(request.kind)
                  ? []
                  : [{ value: '', label: t('reports:everybody') }]),
                ...(campaigns ?? []).map((campaign) => ({ value: campaign.id, label: campaign.name })),
              ]}
              placeholder={t('reports:campaign')}
              onChange={(value) => onChange({ ...request, campaign: value === '' ? null : value })}
            />
          </div>
        )}
        {REPORT_FIELDS.map((field) => (
          <div key={field} className="report-field">
            <label htmlFor={`report-${field}`}>{text.label(field)}</label>
            <Select
              id={`report-${field}`}
              mode="multiple"
              allowClear
              maxTagCount="responsive"
              placeholder={t('reports:all')}
              value={request.filter.fields[field] ?? []}
              options={(facets?.fields[field] ?? []).map(({ value, count }) => ({
                value,
                label: value === '' ? t('general:empty') : value,
                count,
              }))}
              optionRender={(option) => (
                <span className="report-option">
                  <span>{option.label}</span>
                  <span className="soft numbers">{formatCount(Number(option.data.count))}</span>
                </span>
              )}
              onChange={(values: string[]) => onChange(withField(request, field, values))}
            />
          </div>
        ))}
        {hasOtherFilters(request) && (
          <div className="report-field">
            <span>{t('reports:alsoFiltered')}</span>
            <span className="report-others">
              <span>{filtersSaid(request, text, t)}</span>
              <Button type="link" size="small" onClick={() => onChange(withoutOtherFilters(request))}>
                {t('reports:dropFilters')}
              </Button>
            </span>
          </div>
        )}
        {request.kind === 'case-form' && request.cases.length === 0 && (
          <CaseChoice
            query={request.caseQuery}
            onChange={(caseQuery) => onChange({ ...request, caseQuery })}
          />
        )}
        {request.kind === 'statistics' && (
          <div className="report-field">
            <span>{t('reports:by')}</span>
            <Segmented
              block
              value={request.by}
              options={GROUP_BY.map((value) => ({ value, label: t(`reports:byWhat.${value}`) }))}
              onChange={(by) => onChange({ ...request, by })}
            />
          </div>
        )}
        <div className="report-field">
          <span>{t('reports:format')}</span>
          <Segmented
            block
            value={request.format}
            options={FORMATS.map((value) => ({ value, label: t(`reports:formats.${value}`) }))}
            onChange={(format) => onChange({ ...request, format })}
          />
        </div>
        {request.kind !== 'statistics' && (
          <Checkbox
            checked={request.split}
            onChange={(event) => onChange({ ...request, split: event.target.checked })}
          >
            {t(`reports:split.${sheetOf(request.kind)}`)}
          </Checkbox>
        )}
        {NUMBERED_REPORTS.includes(request.kind) && (
          <Checkbox
            className="report-unmasked"
            checked={request.unmasked}
            onChange={(event) => onChange({ ...request, unmasked: event.target.checked })}
          >
            {t('reports:unmasked')}
            <span className="soft report-note">{t('reports:unmaskedNote')}</span>
          </Checkbox>
        )}
      </div>
      <div className="report-form-foot">
        {estimate.isError ? (
          <ErrorNotice error={estimate.error} onRetry={() => void estimate.refetch()} />
        ) : (
          <p role="status" className="numbers">
            {problem !== null
              ? t(`reports:problem.${problem}`)
              : estimate.data &&
                t('reports:estimate', {
                  sheets: formatCount(estimate.data.sheets),
                  students: formatCount(estimate.data.students),
                })}
          </p>
        )}
        <ReasonButton type="primary" htmlType="submit" block reason={reason} loading={running}>
          {t(
            request.format === 'pdf' && !(request.split && estimate.data?.sheets !== 1)
              ? 'reports:make.pdf'
              : 'reports:make.xlsx',
          )}
        </ReasonButton>
      </div>
    </form>
  );
}

/** What one sheet of a report is of. */
function sheetOf(kind: ReportKind): 'class' | 'college' | 'student' | 'case' {
  if (kind === 'case-form') return 'case';
  if (STUDENT_REPORTS.includes(kind)) return 'student';
  return CLASS_REPORTS.includes(kind) ? 'class' : 'college';
}

/** The filters of the student list that the form has no fields for, in words. */
function filtersSaid(
  { kind, cases, filter }: ReportRequest,
  words: Words,
  t: TFunction<['reports', 'students', 'campaigns', 'general']>,
): string {
  const named: readonly string[] = REPORT_FIELDS;
  return [
    ...(kind === 'case-form' && cases.length > 0 ? [t('reports:chosenCases', { count: cases.length })] : []),
    ...filter.statuses.map((status) => words.status(status)),
    ...STUDENT_FIELDS.filter((field) => !named.includes(field)).flatMap((field) =>
      (filter.fields[field] ?? []).map((value) => words.value(field, value) || t('general:empty')),
    ),
    ...filter.sources.map((source) => words.source(source)),
    ...(filter.photo === 'any' ? [] : [t(`students:photoFilter.${filter.photo}`)]),
    ...(filter.differing ? [t('students:filter.differing')] : []),
  ].join(t('general:listJoin'));
}
