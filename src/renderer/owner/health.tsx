import { useTranslation } from 'react-i18next';
import type { Figures, HealthItem } from '../../preload/contract/entries/overview.ts';
import { useFormat } from '../format.ts';
import { useEntry } from '../queries.ts';
import { linkTo } from '../router.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import classes from './health.module.css';

const icons: Record<HealthItem['part'], IconName> = {
  bot: 'bot',
  model: 'model',
  databases: 'databases',
  mail: 'mail',
  lan: 'lan',
  secrets: 'secrets',
  disk: 'disk',
  stores: 'disk',
  backup: 'disk',
};

/** Where each part is put right. */
const cures: Record<HealthItem['part'], string> = {
  bot: 'setup?step=bot',
  model: 'setup?step=model',
  databases: 'databases',
  mail: 'setup?step=mail',
  lan: 'settings?tab=lan',
  secrets: 'settings?tab=about',
  disk: 'settings?tab=retention',
  stores: 'settings?tab=retention',
  backup: 'settings?tab=backup',
};

/** The parts of the appliance, each with its state in a sentence. */
export function Health({ items }: { items: readonly HealthItem[] }) {
  const { t } = useTranslation();
  const say = useSentence();
  return (
    <ul className={classes['list']}>
      {items.map((item) => (
        <li key={item.part} className={classes['item']}>
          <span className={classes['icon']}>
            <Icon name={icons[item.part]} />
          </span>
          <span className={classes['text']}>
            <b>{t(`health.${item.part}.name`)}</b>
            <span className={classes['detail']}>{say(item)}</span>
          </span>
          <span className={classes['dot']} data-state={item.state}>
            {t(`health.state.${item.state}`)}
          </span>
          {item.state !== 'ok' && (
            <a className={classes['cure']} href={linkTo(cures[item.part])}>
              {t('health.open')}
              <span className="unseen"> {t(`health.${item.part}.name`)}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function useSentence(): (item: HealthItem) => string {
  const { t } = useTranslation();
  const { number, day } = useFormat();
  return ({ part, detail, params }) => {
    const shown = Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' ? number(value) : name === 'day' ? day(value) : value,
    ]);
    return String(t(`health.${part}.${detail}`, Object.fromEntries(shown)));
  };
}

/** What should not wait: failing parts, budgets near their end, logins that may write, unhappy answers. */
export function Attention({
  health,
  figures,
}: {
  health: readonly HealthItem[];
  figures: Figures;
}) {
  const { t } = useTranslation();
  const { number, percent } = useFormat();
  const say = useSentence();
  const { openCases } = figures;
  const budgets = useEntry('budgets.list', {});
  const databases = useEntry('databases.list', {});
  const near = (budgets.data ?? []).filter(({ amount, spent }) => spent >= amount * 0.5);
  const excess = (databases.data ?? []).filter(({ grants }) => grants === 'excess');
  const failing = health.filter(({ state }) => state === 'failing' || state === 'warning');
  const notes = [
    ...failing.map((item) => ({
      text: `${t(`health.${item.part}.name`)}: ${say(item)}`,
      to: cures[item.part],
    })),
    ...near.map((one) => ({
      text: t('attention.budgetOf', {
        whose: one.userName ?? one.channelTitle ?? t(`budgets.scope.${one.scope}`),
        period: t(`budgets.period.${one.period}`),
        share: percent(one.amount > 0 ? one.spent / one.amount : 1),
      }),
      to: one.channelId === null ? 'costs?tab=budgets' : `channels/${one.channelId}`,
    })),
    ...excess.map(({ id, name }) => ({
      text: t('attention.grants', { name }),
      to: `databases/${id}?tab=grants`,
    })),
    ...(openCases > 0
      ? [{ text: t('attention.cases', { n: number(openCases) }), to: 'databases?tab=cases' }]
      : []),
  ];
  if (notes.length === 0) return null;
  return (
    <section className={classes['attention']} aria-label={t('attention.title')}>
      <h2>
        <Icon name="warning" /> {t('attention.title')}
      </h2>
      <ul>
        {notes.map(({ text, to }) => (
          <li key={text}>
            <a href={linkTo(to)}>{text}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
