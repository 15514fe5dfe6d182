import {
  convertCssVariables,
  createTheme,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  type MantineColorsTuple,
  mergeMantineTheme,
} from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eaf5f8',
  '#d6e9ee',
  '#abd1dc',
  '#7eb8c9',
  '#59a3b8',
  '#4196ae',
  '#2b84a0',
  '#1f6f88',
  '#1f6478',
  '#0f4f62',
];

/** Mantine's greys with a touch of the brand, so that fields and menus belong to the cards. */
const dark: MantineColorsTuple = [
  '#d3dbdf',
  '#b6c2c8',
  '#8c9aa2',
  '#6b7a82',
  '#3b474e',
  '#323d44',
  '#262f35',
  '#1a2024',
  '#161c1f',
  '#12171a',
];

const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 8, dark: 7 },
  colors: { brand, dark },
  fontFamily: "'Inter', system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Code', Menlo, Consolas, monospace",
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Locking the scroll is done by a style element, which the security policy refuses.
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Drawer: { defaultProps: { lockScroll: false } },
    Badge: { defaultProps: { tt: 'none', fw: 600, size: 'md' } },
    // Items carry the focus themselves; what Mantine would focus instead is no item to axe.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
});

export const diwanTheme = mergeMantineTheme(DEFAULT_THEME, theme);

/** Where Mantine's own colours are too faint on our backgrounds (WCAG 2.2 AA, 4.5 : 1). */
const stronger = {
  light: {
    '--mantine-color-dimmed': '#5a6870',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-placeholder': '#66737b',
    '--mantine-color-green-light-color': '#17602f',
    '--mantine-color-yellow-light-color': '#6f4800',
    '--mantine-color-orange-light-color': '#8f4a00',
    '--mantine-color-red-light-color': '#a61e17',
    '--mantine-color-gray-light-color': '#4a555c',
  },
  dark: {
    '--mantine-color-body': '#1a2024',
    '--mantine-color-dimmed': '#9fadb5',
    '--mantine-color-placeholder': '#8c9aa2',
    '--mantine-color-error': '#ff8f87',
    '--mantine-color-red-light-color': '#ffb3ad',
    '--mantine-color-red-filled': '#c92a2a',
    '--mantine-color-red-filled-hover': '#b02525',
  },
} as const;

/**
 * The theme's variables as a constructed style sheet: the content security policy lets no `style`
 * element in, which is how Mantine would write them.
 */
export function adoptTheme(): void {
  const sheet = new CSSStyleSheet();
  const variables = defaultCssVariablesResolver(diwanTheme);
  const light = { ...variables.light, ...stronger.light };
  const dark = { ...variables.dark, ...stronger.dark };
  sheet.replaceSync(convertCssVariables({ ...variables, light, dark }, ':root'));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
