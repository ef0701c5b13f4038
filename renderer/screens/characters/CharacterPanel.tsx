import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Alert, Input, type InputRef, Segmented } from 'antd';
import { type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CharacterFacts } from '../../../shared/contract/characters.ts';
import { orpc } from '../../rpc/core.ts';
import { type CharacterRequest, useCharacterPanel } from '../../state/characterPanel.ts';
import { CloseButton } from '../../ui/CloseButton.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { formatCount } from '../../ui/formatCount.ts';
import { CharacterDetail } from './CharacterDetail.tsx';
import { LikelyCharacters } from './LikelyCharacters.tsx';
import './CharacterPanel.css';

const SHOWN = 120;

/** Finds a rare character by its parts, reading or code point, and tells what is known of it. Opened by F8 from anywhere. */
export function CharacterPanel({ request }: { request: CharacterRequest }) {
  const { t } = useTranslation(['characters', 'general']);
  const close = useCharacterPanel((state) => state.close);
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<InputRef>(null);
  const [mode, setMode] = useState<'find' | 'inspect'>(request.name === '' ? 'find' : 'inspect');
  const [text, setText] = useState(request.name);
  const [picked, setPicked] = useState<string | null>(null);
  // While an input method is composing, the letters are not yet what is looked for.
  const [composing, setComposing] = useState(false);
  const asked = useDeferredValue(text.trim());
  const isAsked = asked !== '' && !composing;
  const found = useQuery({
    ...orpc.characters.search.queryOptions({ input: { text: asked, limit: SHOWN } }),
    enabled: isAsked && mode === 'find',
    placeholderData: keepPreviousData,
  });
  const inspected = useQuery({
    ...orpc.characters.inspect.queryOptions({ input: { text: asked } }),
    enabled: isAsked && mode === 'inspect',
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    dialog.current?.showModal();
    input.current?.focus();
  }, []);

  const answer = mode === 'find' ? found : inspected;
  const items: readonly CharacterFacts[] = isAsked ? (answer.data?.items ?? []) : [];
  const current = items.find(({ character }) => character === picked) ?? firstToLookAt(items, mode);
  const total = mode === 'find' ? (found.data?.total ?? 0) : items.length;
  const lookAt = (character: string) => {
    setMode('find');
    setText(character);
    setPicked(character);
  };
  const onArrows = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = current && items[items.indexOf(current) + step];
    if (step === 0 || !next) return;
    event.preventDefault();
    setPicked(next.character);
    event.currentTarget.querySelectorAll<HTMLElement>('button')[items.indexOf(next)]?.focus();
  };

  return (
    <dialog
      ref={dialog}
      className="character-panel"
      aria-label={t('characters:title')}
      onClose={close}
      onKeyDown={(event) => event.stopPropagation()}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <header>
        <h2>{t('characters:title')}</h2>
        <CloseButton onClose={() => dialog.current?.close()} />
      </header>
      <div className="character-ask">
        <Segmented<'find' | 'inspect'>
          aria-label={t('characters:mode')}
          value={mode}
          onChange={(value) => {
            setMode(value);
            setPicked(null);
          }}
          options={[
            { value: 'find', label: t('characters:find') },
            { value: 'inspect', label: t('characters:inspect') },
          ]}
        />
        <Input
          ref={input}
          aria-label={t(mode === 'find' ? 'characters:label' : 'characters:inspectLabel')}
          placeholder={t('characters:placeholder')}
          value={text}
          maxLength={100}
          allowClear
          spellCheck={false}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onChange={(event) => {
            setText(event.target.value);
            setPicked(null);
          }}
        />
      </div>
      {mode === 'inspect' && request.name !== '' && asked === request.name && (
        <LikelyCharacters request={request} onPick={lookAt} />
      )}
      {answer.isError && <ErrorNotice error={answer.error} onRetry={() => void answer.refetch()} />}
      {!isAsked && <Teaching mode={mode} />}
      {isAsked && mode === 'find' && (found.data?.unknownParts.length ?? 0) > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('characters:unknownParts', { parts: (found.data?.unknownParts ?? []).join('') })}
        />
      )}
      {isAsked && answer.isPending && <p className="soft">{t('general:loading')}</p>}
      {isAsked && answer.data && items.length === 0 && <p className="soft">{t('characters:nothing')}</p>}
      {current && (
        <div className="character-columns" aria-busy={answer.isPlaceholderData}>
          <div className="character-results">
            <p className="soft numbers">
              {total > items.length
                ? t('characters:foundMore', { total: formatCount(total), shown: formatCount(items.length) })
                : t('characters:found', { count: total, formatted: formatCount(total) })}
            </p>
            {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows go from button to button within */}
            <div className="character-grid" onKeyDown={onArrows}>
              {items.map((item) => (
                <button
                  key={item.character}
                  type="button"
                  lang="zh-CN"
                  className={item === current ? 'character current' : 'character'}
                  aria-pressed={item === current}
                  title={`${item.codePoint} ${item.readings.join(' ')}`}
                  onClick={() => setPicked(item.character)}
                >
                  {item.character}
                </button>
              ))}
            </div>
          </div>
          <CharacterDetail facts={current} onPick={lookAt} />
        </div>
      )}
    </dialog>
  );
}

/** Of a name, the character that is the trouble; of what was found, the first. */
function firstToLookAt(
  items: readonly CharacterFacts[],
  mode: 'find' | 'inspect',
): CharacterFacts | undefined {
  const [first] = items;
  if (mode === 'find') return first;
  return items.find(({ gbk, block }) => gbk !== 'yes' || block === 'privateUse') ?? first;
}

function Teaching({ mode }: { mode: 'find' | 'inspect' }) {
  const { t } = useTranslation('characters');
  const lines = mode === 'find' ? (['parts', 'reading', 'code'] as const) : (['inspect'] as const);
  return (
    <ul className="character-teaching soft">
      {lines.map((line) => (
        <li key={line}>{t(`teach.${line}`)}</li>
      ))}
    </ul>
  );
}
