import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import i18next from 'i18next';
import { type ReactNode, useLayoutEffect, useMemo } from 'react';
import { cspNonce } from '../rpc/cspNonce.ts';
import { usePreferences } from '../state/preferences.ts';
import { darkPalette, lightPalette, paint } from '../ui/palette.ts';
import { useDark } from '../ui/useDark.ts';
import { deskTheme } from './deskTheme.ts';

/** The program's look and language around a page. */
export function DeskLook({ children }: { children: ReactNode }) {
  const dark = useDark();
  const language = usePreferences((state) => state.language);
  const palette = dark ? darkPalette : lightPalette;
  const theme = useMemo(() => deskTheme(palette, dark), [palette, dark]);

  useLayoutEffect(() => paint(document.documentElement, palette, dark), [palette, dark]);
  useLayoutEffect(() => {
    void i18next.changeLanguage(language);
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = i18next.t('product', { ns: 'general' });
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  }, [language]);

  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zhCN : enUS}
      csp={{ nonce: cspNonce }}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <AntdApp className="desk-app">{children}</AntdApp>
    </ConfigProvider>
  );
}
