const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } };

export interface Look {
  language: 'en' | 'ar' | 'fa';
  colorScheme: 'light' | 'dark';
  size: keyof typeof sizes;
}

export const looks: readonly Look[] = [
  ...(['en', 'ar'] as const).flatMap((language) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      (['wide', 'narrow'] as const).map((size) => ({ language, colorScheme, size })),
    ),
  ),
  { language: 'fa', colorScheme: 'light', size: 'wide' },
  { language: 'fa', colorScheme: 'dark', size: 'narrow' },
];

export const nameOf = ({ language, colorScheme, size }: Look): string =>
  `${language}-${colorScheme}-${size}`;

/** Of the browser that shows a look. */
export const optionsOf = ({ language, colorScheme, size }: Look) => ({
  language,
  colorScheme,
  // What fades in has other colours on the way.
  reducedMotion: 'reduce' as const,
  viewport: sizes[size],
});
