import { useTranslation } from 'react-i18next';

/** A finding of the grant audit as a sentence. */
export function useFinding() {
  const { t } = useTranslation();
  return ({ key, params }: { key: string; params: Record<string, string> }): string =>
    String(t(key, params));
}
