import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/base.css';
import {
  DirectionProvider,
  MantineProvider,
  MantineThemeProvider,
  useDirection,
} from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode, useEffect, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { setContext } from './api.ts';
import { useLanguage } from './format.ts';
import { isRtl, rememberedLanguage, startI18n } from './i18n.ts';
import { createQueries } from './queries.ts';
import { adoptTheme, diwanTheme } from './theme.ts';
import { keepFocus } from './ui/keep-focus.ts';
import { takeAllDigits } from './ui/latin-digits.ts';

/** Puts a page up: texts, theme, direction, queries. */
export async function startPage(page: ReactNode): Promise<void> {
  const language = rememberedLanguage();
  setContext({ language });
  adoptTheme();
  await startI18n(language);
  const root = document.getElementById('root');
  if (!root) return;
  keepFocus();
  takeAllDigits();
  createRoot(root).render(
    <StrictMode>
      <DirectionProvider initialDirection={isRtl(language) ? 'rtl' : 'ltr'}>
        <MantineProvider
          theme={diwanTheme}
          defaultColorScheme="auto"
          withCssVariables={false}
          withGlobalClasses={false}
        >
          <Direction />
          <QueryClientProvider client={createQueries()}>{page}</QueryClientProvider>
          <Messages />
        </MantineProvider>
      </DirectionProvider>
    </StrictMode>,
  );
}

/** What is said in passing; who cannot see the cross hears what it does. */
function Messages() {
  const { t } = useTranslation();
  const label = t('form.close');
  const theme = useMemo(
    () => ({
      components: {
        Notification: { defaultProps: { closeButtonProps: { 'aria-label': label } } },
      },
    }),
    [label],
  );
  return (
    <MantineThemeProvider theme={theme}>
      <Notifications position="bottom-center" />
    </MantineThemeProvider>
  );
}

/** Follows the language. */
function Direction() {
  const language = useLanguage();
  const { setDirection } = useDirection();
  useEffect(() => setDirection(isRtl(language) ? 'rtl' : 'ltr'), [language, setDirection]);
  return null;
}
