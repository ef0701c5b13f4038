import { CopyOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CharacterFacts } from '../../../shared/contract/characters.ts';

/** One character, large, with all that can be told of it. */
export function CharacterDetail({
  facts,
  onPick,
}: {
  facts: CharacterFacts;
  onPick: (text: string) => void;
}) {
  const { t } = useTranslation(['characters', 'general']);
  const glyph = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState(false);
  const { character } = facts;
  useEffect(() => {
    void character;
    setCopied(false);
  }, [character]);

  // The page has no permission for the clipboard, and needs none for what is selected.
  const copy = () => {
    if (!glyph.current) return;
    window.getSelection()?.selectAllChildren(glyph.current);
    setCopied(document.execCommand('copy'));
  };
  const links = (texts: readonly string[]) =>
    texts.map((text) => (
      <Button key={text} type="link" size="small" className="character-link" onClick={() => onPick(text)}>
        {text}
      </Button>
    ));
  const rows: [keyof CharacterFacts & string, React.ReactNode][] = [
    ['codePoint', facts.codePoint],
    ['block', t(`characters:block.${facts.block}`)],
    ['readings', facts.readings.join(t('general:listJoin')) || null],
    ['parts', facts.parts.length > 0 ? links([...new Set(facts.parts)]) : null],
    ['gb18030', facts.gb18030?.replace(/(..)(?=.)/g, '$1 ') ?? null],
    ['gbk', t(`characters:gbk.${facts.gbk}`, { standIn: facts.standIn ?? '' })],
    ['print', t(`characters:print.${facts.print}`)],
  ];
  if (facts.lookAlikes.length > 0) rows.push(['lookAlikes', links(facts.lookAlikes)]);

  return (
    <section className="character-detail" aria-label={`${character} ${facts.codePoint}`}>
      <div className="character-large" ref={glyph} lang="zh-CN">
        {character}
      </div>
      <Button icon={<CopyOutlined />} onClick={copy}>
        {t(copied ? 'characters:copied' : 'characters:copy')}
      </Button>
      <span role="status" className="character-copied">
        {copied ? t('characters:copied') : ''}
      </span>
      <dl className="character-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`characters:facts.${name as 'codePoint'}`)}</dt>
            <dd className="numbers">{value ?? <span className="soft">{t('characters:none')}</span>}</dd>
          </div>
        ))}
      </dl>
      {facts.block === 'privateUse' ? (
        <Alert
          type="warning"
          showIcon
          title={t('characters:privateUse')}
          description={facts.real === null ? t('characters:privateUseUnknown') : undefined}
        />
      ) : (
        facts.gbk !== 'yes' && facts.block !== 'other' && <p className="soft">{t('characters:chsi')}</p>
      )}
    </section>
  );
}
