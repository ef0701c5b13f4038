import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeCase } from '../../../../shared/contract/cases.ts';
import { core, orpc } from '../../../rpc/core.ts';
import { uploadFile } from '../../../rpc/uploadFile.ts';
import { useUndo } from '../../../state/undo.ts';
import { undoBatch } from '../../../state/undoBatch.ts';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import type { Evidence } from './EvidenceFiles.tsx';
import { type Box, boxBetween, boxByKey, isLargeEnough, NEW_BOX } from './redactedBoxes.ts';

/** Parts of a picture or page are painted over, with the mouse or by keys; what results is another file of the case. */
export function RedactPicture({
  whole,
  file,
  page = null,
  onDone,
  onLeave,
  children,
}: {
  whole: WholeCase;
  file: Evidence;
  /** Of a PDF: which page, and how its picture is made, sharp enough to be read when printed. */
  page?: { number: number; draw: () => Promise<File> } | null;
  /** The copy. */
  onDone: (file: string) => void;
  onLeave: () => void;
  /** What is painted on. */
  children: ReactNode;
}) {
  const { t } = useTranslation('cases');
  const queryClient = useQueryClient();
  const showUndo = useUndo((state) => state.show);
  const [boxes, setBoxes] = useState<readonly Box[]>([]);
  /** The one that a key added: it takes the focus, and so comes into view and is moved by arrows at once. */
  const [added, setAdded] = useState<number | null>(null);
  const [drawn, setDrawn] = useState<{ from: { x: number; y: number }; box: Box } | null>(null);
  const redact = useMutation({
    mutationFn: async (replaces: boolean) =>
      core.caseEvidence.redact({
        ...{ case: whole.item.id, seen: whole.item.version, evidence: file.id },
        page: page && { number: page.number, picture: await uploadFile(await page.draw()) },
        boxes: [...boxes],
        replaces,
      }),
    onSuccess: async ({ batch, evidence }) => {
      showUndo(t('did.redact'), () => undoBatch(batch));
      await queryClient.invalidateQueries({ queryKey: orpc.cases.key() });
      onLeave();
      onDone(evidence);
    },
  });
  /** Where in the picture, in parts of its width and height. */
  const placeOf = (event: PointerEvent<HTMLElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  const onBoxKey = (at: number) => (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      setBoxes((before) => before.filter((_, n) => n !== at));
    } else {
      const moved = boxByKey(boxes[at]!, event.key, event.shiftKey);
      if (moved === null) return;
      setBoxes((before) => before.map((one, n) => (n === at ? moved : one)));
    }
    event.preventDefault();
  };
  return (
    <div className="evidence-body">
      <div className="evidence-tools">
        <Button
          autoFocus
          onClick={() => {
            setAdded(boxes.length);
            setBoxes((before) => [...before, NEW_BOX]);
          }}
        >
          {t('evidence.addBox')}
        </Button>
        <span className="soft evidence-help">{t('evidence.redactHelp')}</span>
        <span className="evidence-gap" />
        <Button
          type="primary"
          disabled={boxes.length === 0}
          loading={redact.isPending}
          onClick={() => redact.mutate(true)}
        >
          {t('evidence.replace')}
        </Button>
        <Button disabled={boxes.length === 0} loading={redact.isPending} onClick={() => redact.mutate(false)}>
          {t('evidence.copy')}
        </Button>
        <Button onClick={onLeave}>{t('leave')}</Button>
      </div>
      {redact.isError && <ErrorNotice error={redact.error} />}
      <div className={`evidence-picture evidence-picture-${page ? 'full' : 'fit'}`}>
        <div
          className="evidence-canvas"
          onPointerDown={(event) => {
            if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
            event.preventDefault();
            event.currentTarget.setPointerCapture(event.pointerId);
            const from = placeOf(event);
            setDrawn({ from, box: boxBetween(from, from) });
          }}
          onPointerMove={(event) => {
            if (drawn) setDrawn({ ...drawn, box: boxBetween(drawn.from, placeOf(event)) });
          }}
          onPointerUp={() => {
            if (drawn && isLargeEnough(drawn.box)) setBoxes((before) => [...before, drawn.box]);
            setDrawn(null);
          }}
        >
          {children}
          {boxes.map((box, at) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a box is known by its place in the list only
              key={at}
              type="button"
              className="evidence-box"
              ref={at === added ? takeFocus : null}
              aria-label={t('evidence.box', { number: at + 1 })}
              style={styleOf(box)}
              onKeyDown={onBoxKey(at)}
              onDoubleClick={() => setBoxes((before) => before.filter((_, n) => n !== at))}
            />
          ))}
          {drawn && <span className="evidence-box" style={styleOf(drawn.box)} />}
        </div>
      </div>
    </div>
  );
}

function takeFocus(box: HTMLButtonElement | null) {
  box?.focus();
}

function styleOf({ left, top, width, height }: Box) {
  const percent = (part: number) => `${part * 100}%`;
  return { left: percent(left), top: percent(top), width: percent(width), height: percent(height) };
}
