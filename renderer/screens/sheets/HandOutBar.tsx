import { useMutation } from '@tanstack/react-query';
import { AutoComplete, Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedSheet } from '../../../shared/contract/sheets.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import {
  SHEET_HOLDER_ROLES,
  type SheetHandlingKind,
  type SheetHolderRole,
} from '../../../shared/domain/sheetStanding.ts';
import { orpc } from '../../rpc/core.ts';
import { useUndo } from '../../state/undo.ts';
import { undoBatch } from '../../state/undoBatch.ts';
import { useWords } from '../../text/useWords.ts';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';

/** What is done with the sheets that were picked: to whom they go and when, or that they are lost or count no more. */
export function HandOutBar({
  sheets,
  holders,
  onDone,
}: {
  sheets: readonly ListedSheet[];
  /** Who got sheets before. */
  holders: readonly string[];
  onDone: () => void;
}) {
  const { t } = useTranslation(['sheets', 'general']);
  const words = useWords();
  const showUndo = useUndo((state) => state.show);
  const today = beijingDay(Date.now());
  const [holder, setHolder] = useState('');
  const [role, setRole] = useState<SheetHolderRole>('counsellor');
  const [day, setDay] = useState(today);
  const [note, setNote] = useState('');
  const handle = useMutation(orpc.sheets.handle.mutationOptions());
  const numbers = sheets.map(({ number }) => number);
  const newer = sheets.length === 1 ? (sheets[0]?.newer ?? null) : null;
  const run = async (kind: SheetHandlingKind) => {
    try {
      const isHanded = kind === 'handed';
      const { batch, count } = await handle.mutateAsync({
        numbers,
        kind,
        holder: isHanded ? holder : null,
        role: isHanded ? role : null,
        note,
        replacement: kind === 'replaced' ? newer : null,
        ...(isHanded && day !== today ? { at: Date.parse(`${day}T00:00:00+08:00`) } : {}),
      });
      const said = isHanded
        ? t('sheets:handed', { count, holder: holder.trim() })
        : t('sheets:marked', { count, what: words.sheet.handling(kind) });
      showUndo(said, () => undoBatch(batch));
      onDone();
    } catch {
      // The mutation's own state says what went wrong.
    }
  };
  return (
    <form
      className="sheet-hand"
      aria-label={t('sheets:chosen', { count: sheets.length })}
      onSubmit={(event) => {
        event.preventDefault();
        if (holder.trim() !== '') void run('handed');
      }}
    >
      <strong>{t('sheets:chosen', { count: sheets.length })}</strong>
      <AutoComplete
        className="sheet-hand-holder"
        aria-label={t('sheets:handTo')}
        placeholder={t('sheets:handTo')}
        value={holder}
        maxLength={60}
        options={holders.filter((name) => name.includes(holder.trim())).map((value) => ({ value }))}
        onChange={setHolder}
      />
      <Select
        aria-label={t('sheets:role')}
        value={role}
        options={SHEET_HOLDER_ROLES.map((value) => ({ value, label: words.sheet.role(value) }))}
        onChange={setRole}
      />
      <DatePicker
        aria-label={t('sheets:day')}
        value={dayjs(day)}
        maxDate={dayjs(today)}
        allowClear={false}
        format="YYYY-MM-DD"
        onChange={(chosen) => setDay(chosen?.format('YYYY-MM-DD') ?? today)}
      />
      <Input
        className="sheet-hand-note"
        aria-label={t('sheets:noteField')}
        placeholder={t('sheets:noteField')}
        value={note}
        maxLength={300}
        onChange={({ target }) => setNote(target.value)}
      />
      <Button type="primary" htmlType="submit" disabled={holder.trim() === ''} loading={handle.isPending}>
        {t('sheets:handOut')}
      </Button>
      <span className="sheet-hand-rest">
        {newer !== null && (
          <Button disabled={handle.isPending} onClick={() => void run('replaced')}>
            {t('sheets:replaceByNewer')}
          </Button>
        )}
        <Button disabled={handle.isPending} onClick={() => void run('lost')}>
          {t('sheets:lost')}
        </Button>
        <Button disabled={handle.isPending} onClick={() => void run('void')}>
          {t('sheets:void')}
        </Button>
        <Button type="text" onClick={onDone}>
          {t('general:action.cancel')}
        </Button>
      </span>
      {handle.isError && <ErrorNotice error={handle.error} />}
    </form>
  );
}
