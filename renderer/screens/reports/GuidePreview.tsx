import { type GuideBlock, readGuide } from '../../../shared/domain/guideText.ts';

/** A filled guide as students will read it. Its headings stand below those of the page. */
export function GuidePreview({ body, lang }: { body: string; lang: 'zh' | 'en' }) {
  return (
    <article className="guide-preview" lang={lang === 'zh' ? 'zh-CN' : 'en'}>
      {readGuide(body).map((block, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity than their place
        <Block key={place} block={block} />
      ))}
    </article>
  );
}

function Block({ block }: { block: GuideBlock }) {
  switch (block.kind) {
    case 'title':
      return <h2>{block.text}</h2>;
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'question':
      return <h4>{block.text}</h4>;
    case 'step':
      return (
        <p className="guide-step">
          <b>{`${block.number}.`}</b>
          <span>{block.text}</span>
        </p>
      );
    case 'item':
      return (
        <p className="guide-step">
          <b>·</b>
          <span>{block.text}</span>
        </p>
      );
    case 'note':
      return <p className="guide-note">{block.text}</p>;
    default:
      return <p>{block.text}</p>;
  }
}
