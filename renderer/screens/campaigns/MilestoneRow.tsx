import { DeleteOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import type { Milestone } from '../../../shared/contract/timetable.ts';
import { MILESTONE_NAME, milestoneState, nextDay } from '../../../shared/domain/milestones.ts';
import { orpc } from '../../rpc/core.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useMay } from '../../state/useMay.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { DaysAway } from './DaysAway.tsx';
import { readDeadline } from './readDeadline.ts';

const FIELDS = ['name', 'from', 'to'] as const;
type Field = (typeof FIELDS)[number];

/** One step of a timetable, kept when a field is left; `item` null: a row for a new one. */
export function MilestoneRow({
  campaign,
  item,
  today,
}: {
  campaign: Campaign;
  item: Milestone | null;
  today: string;
}) {
  const { t } = useTranslation('campaigns');
  const language = usePreferences((state) => state.language);
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({});
  const [unreadable, setUnreadable] = useState<Field | null>(null);
  const save = useMutation(orpc.timetable.set.mutationOptions());
  const mayEdit = useMay()('timetable.set');
  const closed = campaign.closedAt !== null || !mayEdit;
  const shown = (field: Field) => typed[field] ?? item?.[field] ?? '';
  const name = shown('name').trim();

  const keep = async (
    milestone: Parameters<typeof save.mutateAsync>[0]['milestones'][number],
    said: string,
  ) => {
    try {
      const { batch } = await save.mutateAsync({ campaign: campaign.id, milestones: [milestone] });
      await queryClient.invalidateQueries({ queryKey: orpc.timetable.key() });
      setTyped({});
      if (batch !== null) showUndo(said, () => undoBatch(batch));
    } catch {
      // The mutation's own state says what went wrong.
    }
  };
  const commit = () => {
    if (Object.keys(typed).length === 0 || save.isPending) return;
    const days = { from: null, to: null } as { from: string | null; to: string | null };
    for (const field of ['from', 'to'] as const) {
      const text = shown(field).trim();
      days[field] = text === '' ? null : readDeadline(text, campaign.deadline);
      if (text !== '' && days[field] === null) {
        setUnreadable(field);
        return;
      }
    }
    setUnreadable(null);
    // A new step waits for its name, a step that is there keeps the one it had.
    if (name === '') {
      if (item) setTyped({});
      return;
    }
    if (item && name === item.name && days.from === item.from && days.to === item.to) {
      setTyped({});
      return;
    }
    void keep({ id: item?.id ?? null, name, ...days }, t('timetable.saved', { name }));
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') {
      setTyped({});
      setUnreadable(null);
      save.reset();
    }
  };
  const input = (field: Field) => (
    <td key={field}>
      <input
        className={field === 'name' ? 'deadline-input timetable-name' : 'deadline-input numbers'}
        aria-label={item ? t(`timetable.input.${field}`, { name: item.name }) : t(`timetable.new.${field}`)}
        aria-invalid={unreadable === field}
        value={shown(field)}
        placeholder={field === 'name' && !item ? t('timetable.new.hint') : ''}
        disabled={closed}
        spellCheck={false}
        autoComplete="off"
        maxLength={field === 'name' ? MILESTONE_NAME : 20}
        onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
        onKeyDown={onKey}
        onBlur={(event) => {
          // Going on within a new row is not leaving it: its days come after its name.
          const next = event.relatedTarget;
          if (item || !(next instanceof Node && event.currentTarget.closest('tr')?.contains(next))) commit();
        }}
      />
      {unreadable === field && (
        <p className="deadlines-wrong" role="alert">
          {t('deadlines.unreadable')}
        </p>
      )}
      {field === 'name' && save.isError && <ErrorNotice error={save.error} />}
    </td>
  );
  const day = item && nextDay(item, today);
  return (
    <tr>
      {FIELDS.map(input)}
      <td className="timetable-left numbers">
        {day != null && <DaysAway day={day} now={Date.parse(today)} />}
        {item && day === null && (
          <span className="soft">
            {t(`timetable.state.${milestoneState(item, today) === 'over' ? 'over' : 'undated'}`)}
          </span>
        )}
      </td>
      <td className="soft timetable-usual" title={item?.usual?.sources.join('\n')}>
        {item?.usual?.[language]}
      </td>
      <td>
        {item && !closed && (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('timetable.remove', { name: item.name })}
            title={t('timetable.remove', { name: item.name })}
            onClick={() =>
              void keep({ id: item.id, remove: true }, t('timetable.removed', { name: item.name }))
            }
          />
        )}
      </td>
    </tr>
  );
}
