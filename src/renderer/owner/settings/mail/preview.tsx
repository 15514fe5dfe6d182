import { useTranslation } from 'react-i18next';
import type { Language } from '../../../../preload/contract/answer.ts';
import { getContext } from '../../../api.ts';
import { isRtl } from '../../../i18n.ts';
import { useEntry } from '../../../queries.ts';
import { languageNames } from '../../../ui/preferences.tsx';
import classes from './mail.module.css';

/** What a mail might say, in its own language whatever the window's is. */
const samples: Record<Language, { name: string; subject: string; body: string }> = {
  en: {
    name: 'Layla Haddad',
    subject: 'Sales by region',
    body: 'North sold most this month: 159,075 of 474,075 in all.',
  },
  ar: {
    name: 'ليلى حداد',
    subject: 'المبيعات حسب المنطقة',
    body: 'باعت منطقة North الأكثر هذا الشهر: 159,075 من أصل 474,075.',
  },
  fa: {
    name: 'لیلا حداد',
    subject: 'فروش به تفکیک منطقه',
    body: 'منطقهٔ North این ماه بیشترین فروش را داشت: ۱۵۹٬۰۷۵ از ۴۷۴٬۰۷۵.',
  },
};

export interface PreviewProps {
  language: Language;
  greeting: string;
  signature: string;
  sender: string | null;
}

/** A mail as its reader would see it, in the direction of its language. */
export function Preview({ language, greeting, signature, sender }: PreviewProps) {
  const { t } = useTranslation();
  const list = useEntry('organizations.list', {});
  const organization = list.data?.find(({ id }) => id === getContext().organizationId)?.name ?? '';
  const { name, subject, body } = samples[language];
  const filled = (text: string) =>
    text.replace(/\{(name|organization)\}/g, (_, hole) => (hole === 'name' ? name : organization));
  const parts = [filled(greeting), body, filled(signature)].filter((part) => part.trim() !== '');
  return (
    <section
      className={classes['preview']}
      aria-label={`${t('mailRules.preview')}: ${languageNames[language]}`}
      dir={isRtl(language) ? 'rtl' : 'ltr'}
      lang={language}
    >
      <p className={classes['from']}>
        <bdi>{sender ?? 'diwan@example.com'}</bdi>
      </p>
      <p className={classes['subject']}>{subject}</p>
      {parts.map((part) => (
        <p key={part} dir="auto">
          {part}
        </p>
      ))}
    </section>
  );
}
