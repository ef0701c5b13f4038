import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigate, useRoute } from '../state/route.ts';

/**
 * The one search of the window. In the student list every keystroke searches, and Down goes into the table;
 * elsewhere Enter opens the list with what was typed.
 */
export function SearchBox() {
  const { t } = useTranslation('general');
  const route = useRoute();
  const inList = route.area === 'students';
  const routeText = inList ? (route.params.get('search') ?? '') : '';
  const [text, setText] = useState(routeText);
  const input = useRef<InputRef>(null);
  // While a Chinese input method is composing, the letters are not yet what is searched for.
  const composing = useRef(false);

  useEffect(() => {
    if (!composing.current) setText(routeText);
  }, [routeText]);

  const search = (value: string, replace: boolean) => {
    const params = inList ? new URLSearchParams(route.params) : new URLSearchParams();
    if (value.trim() === '') params.delete('search');
    else params.set('search', value);
    navigate('students', params, { replace });
  };

  return (
    <Input
      ref={input}
      id="global-search"
      className="search-box"
      type="search"
      role="searchbox"
      aria-label={t('search.label')}
      aria-keyshortcuts="Control+K /"
      placeholder={t('search.placeholder')}
      prefix={<SearchOutlined />}
      suffix={text === '' ? <kbd className="key">Ctrl K</kbd> : null}
      value={text}
      autoComplete="off"
      spellCheck={false}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        if (inList) search(event.currentTarget.value, true);
      }}
      onChange={(event) => {
        setText(event.target.value);
        if (inList && !composing.current) search(event.target.value, true);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') search(text, inList);
        if (event.key === 'Escape' && text !== '') {
          setText('');
          if (inList) search('', true);
        }
        if (inList && (event.key === 'ArrowDown' || event.key === 'Enter')) {
          event.preventDefault();
          document.querySelector<HTMLElement>('[role=grid]')?.focus();
        }
      }}
    />
  );
}
