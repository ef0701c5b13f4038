import { type PointerEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { drawStrokes, PAD, type Point, type Stroke } from './signaturePng.ts';

/** Pixels per measure of the pad: sharp on a display at 200 %. */
const SHARPNESS = 2;

/** A sheet to sign on, with a mouse, a pen or a finger. */
export function SignaturePad({
  strokes,
  onStrokes,
}: {
  strokes: readonly Stroke[];
  onStrokes: (strokes: readonly Stroke[]) => void;
}) {
  const { t } = useTranslation('counterWindow');
  const canvas = useRef<HTMLCanvasElement>(null);
  /** The stroke that is being drawn. */
  const current = useRef<Point[] | null>(null);

  const draw = () => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    context.setTransform(SHARPNESS, 0, 0, SHARPNESS, 0, 0);
    context.clearRect(0, 0, PAD.width, PAD.height);
    // The sheet is white in the dark too: what is seen is what is kept.
    context.strokeStyle = 'black';
    drawStrokes(context, current.current ? [...strokes, current.current] : strokes);
  };
  useEffect(draw);

  const pointsOf = (event: PointerEvent<HTMLCanvasElement>): Point[] => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    // All places that the pen was at since the last event, not only the newest.
    const between = event.nativeEvent.getCoalescedEvents?.() ?? [];
    return (between.length > 0 ? between : [event.nativeEvent]).map(({ clientX, clientY }) => ({
      x: ((clientX - left) / width) * PAD.width,
      y: ((clientY - top) / height) * PAD.height,
    }));
  };
  const end = () => {
    const stroke = current.current;
    current.current = null;
    if (stroke) onStrokes([...strokes, stroke]);
  };

  return (
    <div className="counter-pad">
      <canvas
        ref={canvas}
        width={PAD.width * SHARPNESS}
        height={PAD.height * SHARPNESS}
        role="img"
        aria-label={t('pad')}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          current.current = pointsOf(event);
          draw();
        }}
        onPointerMove={(event) => {
          if (!current.current) return;
          current.current.push(...pointsOf(event));
          draw();
        }}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <div className="counter-pad-actions">
        <span className="soft">{t('padHelp')}</span>
        <button
          type="button"
          className="counter-button"
          disabled={strokes.length === 0}
          onClick={() => onStrokes(strokes.slice(0, -1))}
        >
          {t('undoStroke')}
        </button>
        <button
          type="button"
          className="counter-button"
          disabled={strokes.length === 0}
          onClick={() => onStrokes([])}
        >
          {t('clear')}
        </button>
      </div>
    </div>
  );
}
